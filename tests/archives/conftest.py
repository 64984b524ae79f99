"""A second database, to restore into."""

import secrets
from collections.abc import Iterator

import psycopg
import pytest


@pytest.fixture
def other_postgres_url(postgres_server: str) -> Iterator[str]:
    """Address of another empty database."""
    name, plain = f"test_{secrets.token_hex(6)}", postgres_server.replace("+psycopg", "")
    with psycopg.connect(f"{plain}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    yield f"{postgres_server}/{name}"
    with psycopg.connect(f"{plain}/postgres", autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
