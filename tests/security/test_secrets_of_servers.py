"""Passwords of databases and servers are never told, however the address is miswritten."""

from pathlib import Path

import pytest
from command_line import Copilot
from sqlalchemy import TextClause, text
from sqlalchemy.exc import IntegrityError

from copilot_adapters.cli import background
from copilot_adapters.storage import SqlStorage

HIDDEN = "pa55wd"
ADDRESSES = {
    "COPILOT_REDIS_URL": (
        "redis://u:pa55wd@127.0.0.1:9/0",
        "redis://u:1#pa55wd@127.0.0.1:9/0",
        "redis://:pa55wd/x@127.0.0.1:9/0",
        "redis://u:p@127.0.0.1:pa55wd/0",
        "redis://u:p@127.0.0.1:9/pa55wd",
        "u:pa55wd@127.0.0.1",
    ),
    "COPILOT_DATABASE_URL": (
        "postgresql://u:pa55wd@127.0.0.1:9/x?connect_timeout=2",
        "postgresql://u:1/pa55wd@127.0.0.1:9/x",
        "postgresql://u:p@127.0.0.1:pa55wd/x",
        "postgresql://u:1@pa55wd@127.0.0.1:9/x",
        "u:pa55wd@127.0.0.1",
    ),
    "COPILOT_CHROMA_URL": (
        "http://u:pa55wd@127.0.0.1:9",
        "http://u:pa55wd/x@127.0.0.1:9",
        "http://u:1#pa55wd@127.0.0.1:9",
        "u:pa55wd@127.0.0.1:9",
        "http://127.0.0.1:9/?token=pa55wd",
    ),
}
CASES = [(name, address) for name, addresses in ADDRESSES.items() for address in addresses]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "address"), CASES)
def test_no_command_tells_a_password(copilot: Copilot, name: str, address: str) -> None:
    chosen = {"COPILOT_VECTOR_INDEX": "chroma"} if "CHROMA" in name else {}
    for args in (("doctor", "--json"), ("doctor",), ("tasks", "add", "no_op")):
        ran = copilot(*args, env={name: address, **chosen})
        assert HIDDEN not in ran.out + ran.err, args
        assert "Traceback" not in ran.err, args


async def write(storage: SqlStorage, wrong: TextClause) -> None:
    async with storage.transaction() as books:
        await books.tasks.connection.execute(wrong, {"person": HIDDEN, "document": None})  # type: ignore[attr-defined]


async def test_what_was_to_be_stored_is_not_told_by_the_failure(storage: SqlStorage) -> None:
    wrong = text("INSERT INTO seekers VALUES (:person, :document)")
    with pytest.raises(IntegrityError) as told:
        await write(storage, wrong)
    said = [line for line in str(told.value).splitlines() if not line.startswith("DETAIL:")]  # it is the server's
    assert HIDDEN not in "".join(said)


def test_a_lock_writes_over_no_other_file(tmp_path: Path) -> None:
    other = tmp_path / "letters.txt"
    other.write_text("dear")
    (tmp_path / "reading.lock").symlink_to(other)
    with pytest.raises(OSError, match=r"reading\.lock"), background.alone(tmp_path):
        pass
    assert other.read_text() == "dear"
