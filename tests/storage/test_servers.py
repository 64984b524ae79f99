"""The servers that tests bring along."""

import socket
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from servers import shared_server

pytestmark = pytest.mark.slow


def test_each_test_has_a_database_of_its_own(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)


def test_valkey_answers(redis_url: str) -> None:
    address = urlsplit(redis_url)
    with socket.create_connection((address.hostname, address.port), 5) as connection:
        connection.sendall(b"PING\r\n")
        assert connection.recv(16) == b"+PONG\r\n"


def test_a_server_is_shared_and_stopped_by_the_last(tmp_path: Path) -> None:
    with shared_server(tmp_path, "valkey") as first:
        with shared_server(tmp_path, "valkey") as second:
            assert first == second
        socket.create_connection(("127.0.0.1", first), 5).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", first), 5)
    assert not (tmp_path / "valkey.json").exists()
