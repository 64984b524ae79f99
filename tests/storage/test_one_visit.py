"""SQLite is read at once where that is quick, and in the connection's thread where it is not: nobody sees a difference."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from copilot_adapters.storage.engine import Engines, make_engines

LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000) SELECT count(*) FROM n"


@pytest.fixture
async def engines(tmp_path: Path) -> AsyncIterator[Engines]:
    made = make_engines(f"sqlite+aiosqlite:///{tmp_path / 'some.sqlite'}")
    async with made.write() as connection:
        await connection.execute(text("CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT)"))
        await connection.execute(text("INSERT INTO things (name) VALUES (:name)"), [{"name": "a"}, {"name": "b"}])
    yield made
    await made.close()


async def names(engines: Engines) -> list[str]:
    async with engines.read() as connection:
        return list((await connection.execute(text("SELECT name FROM things ORDER BY id"))).scalars())


async def test_what_was_written_is_read(engines: Engines) -> None:
    assert await names(engines) == ["a", "b"]


async def test_a_reading_sees_one_state_from_its_first_statement_on(engines: Engines) -> None:
    count = text("SELECT count(*) FROM things")
    async with engines.read() as early:
        assert (await early.execute(count)).scalar_one() == 2
        async with engines.write() as connection:
            await connection.execute(text("INSERT INTO things (name) VALUES ('c')"))
        assert (await early.execute(text(LONG))).scalar_one() == 400_000
        assert (await early.execute(count)).scalar_one() == 2
    assert await names(engines) == ["a", "b", "c"]


async def test_a_long_statement_lets_others_go_on(engines: Engines) -> None:
    pauses = []

    async def watch() -> None:
        while True:
            since = time.perf_counter()
            await asyncio.sleep(0)
            pauses.append(time.perf_counter() - since)

    watching = asyncio.create_task(watch())
    async with engines.read() as connection:
        for _ in range(3):
            assert (await connection.execute(text(LONG))).scalar_one() == 400_000
    watching.cancel()
    assert len(pauses) > 10


async def test_a_reader_writes_nothing(engines: Engines) -> None:
    async def write() -> None:
        async with engines.read() as connection:
            await connection.execute(text("DELETE FROM things"))

    with pytest.raises(Exception, match=r"readonly|may not be written"):
        await write()
    assert await names(engines) == ["a", "b"]


async def test_a_reader_waits_for_a_file_that_is_locked(engines: Engines, tmp_path: Path) -> None:
    await engines.close()
    keeper = sqlite3.connect(tmp_path / "some.sqlite", isolation_level=None)
    keeper.execute("PRAGMA journal_mode=DELETE")
    keeper.execute("BEGIN EXCLUSIVE")
    reading = asyncio.create_task(names(engines))
    await asyncio.sleep(0.3)
    assert not reading.done()
    keeper.execute("COMMIT")
    keeper.close()
    assert await reading == ["a", "b"]


async def test_a_reading_that_is_given_up_leaves_nothing_behind(engines: Engines) -> None:
    for _ in range(3):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01), engines.read() as connection:
                await connection.execute(text(LONG))
    async with engines.write() as connection:
        await connection.execute(text("INSERT INTO things (name) VALUES ('c')"))
    assert await names(engines) == ["a", "b", "c"]


async def test_a_wrong_statement_is_an_error_and_the_connection_goes_on(engines: Engines) -> None:
    async with engines.read() as connection:
        with pytest.raises(OperationalError, match="no such table"):
            await connection.execute(text("SELECT * FROM nowhere"))
        assert (await connection.execute(text("SELECT count(*) FROM things"))).scalar_one() == 2
