"""What was stored stays, whole or not at all, whoever writes beside and whatever dies."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import Pool

from copilot_adapters.storage import SqlStorage
from copilot_core.entities.identities import LOCAL_PERSON, JobId, SourceName
from copilot_core.entities.job import Job
from copilot_core.entities.job_query import JobQuery
from copilot_core.errors import CopilotError, Unavailable
from copilot_core.ports.sources import SourceClaim
from copilot_core.testing.makers import NOON, make_job, make_posting, make_sighting

ACME = SourceName("acme")


def jobs(first: int, count: int) -> list[Job]:
    numbers = range(first, first + count)
    return [make_job(make_sighting(make_posting(external_id=str(n), title=f"Nurse {n}"))) for n in numbers]


async def total(storage: SqlStorage) -> int:
    async with storage.reading() as books:
        page = await books.catalogue.search(JobQuery(text="nurse"), LOCAL_PERSON)
        assert page.total == await books.catalogue.count(LOCAL_PERSON), "index and table differ"
        return page.total


async def test_an_exception_rolls_everything_back(storage: SqlStorage) -> None:
    async def fail() -> None:
        async with storage.transaction() as books:
            await books.catalogue.save(jobs(0, 3), [])
            raise KeyError("enough")

    with pytest.raises(KeyError):
        await fail()
    assert await total(storage) == 0


async def test_a_cancelled_transaction_leaves_nothing_and_blocks_nobody(storage: SqlStorage) -> None:
    begun = asyncio.Event()

    async def slow() -> None:
        async with storage.transaction() as books:
            await books.catalogue.save(jobs(0, 3), [])
            begun.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(slow())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with storage.transaction() as books:
        await books.catalogue.save(jobs(10, 1), [])
    assert await total(storage) == 1


async def test_a_reading_sees_one_state_while_others_write(storage: SqlStorage) -> None:
    await keep(storage, jobs(0, 2))
    async with storage.reading() as books:
        before = await books.catalogue.count(LOCAL_PERSON)
        await keep(storage, jobs(10, 5))
        assert await books.catalogue.count(LOCAL_PERSON) == before == 2
    assert await total(storage) == 7


async def keep(storage: SqlStorage, batch: list[Job]) -> None:
    async with storage.transaction() as books:
        await books.catalogue.save(batch, [])


async def test_a_reading_cannot_write(storage: SqlStorage) -> None:
    await storage.migrate()
    with pytest.raises((CopilotError, Exception), match=r"(?i)read-?only"):
        await write_while_reading(storage)
    assert await total(storage) == 0


async def write_while_reading(storage: SqlStorage) -> None:
    async with storage.reading() as books:
        await books.catalogue.save(jobs(0, 1), [])


async def test_two_writers_at_once_neither_block_for_ever_nor_double(storage: SqlStorage, storage_url: str) -> None:
    other = SqlStorage(storage_url, storage.stem)

    async def collect(into: SqlStorage) -> None:
        for first in range(0, 50, 10):
            await keep(into, jobs(first, 10))

    async def search() -> None:
        for _ in range(10):
            assert await total(storage) % 10 == 0

    await asyncio.gather(collect(storage), collect(other), search())
    await other.close()
    assert await total(storage) == 50


async def test_of_two_who_ask_for_a_source_one_gets_it(storage: SqlStorage, storage_url: str) -> None:
    others = [SqlStorage(storage_url, storage.stem) for _ in range(4)]
    due = NOON + timedelta(hours=1)

    async def claim(mine: SqlStorage) -> object:
        async with mine.transaction() as books:
            return await books.sources.claim(ACME, NOON, due)

    answers = await asyncio.gather(*(claim(mine) for mine in others))
    for mine in others:
        await mine.close()
    assert sum(isinstance(answer, SourceClaim) for answer in answers) == 1
    assert answers.count(due) == 3


WRITER = """
import asyncio, sys
from copilot_adapters.stemmers.snowball import Snowball
from copilot_adapters.storage import SqlStorage
from copilot_core.testing.makers import make_job, make_posting, make_sighting

async def main():
    storage = SqlStorage(sys.argv[1], Snowball().stem)
    for batch in range(1000):
        made = [make_job(make_sighting(make_posting(external_id=f"{batch}-{n}", title=f"Nurse {n}"))) for n in range(10)]
        async with storage.transaction() as books:
            await books.catalogue.save(made[:5], [])
            if batch == 3:
                print("third kept, fourth half written", flush=True)
                await asyncio.sleep(60)
            await books.catalogue.save(made[5:], [])

asyncio.run(main())
"""


@pytest.mark.slow
async def test_killed_in_mid_transaction_nothing_kept_is_lost_and_nothing_half_remains(
    storage: SqlStorage, storage_url: str
) -> None:
    command = [sys.executable, "-c", WRITER, storage_url]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:  # noqa: ASYNC220 - quick
        assert writer.stdout is not None
        assert b"half written" in await asyncio.to_thread(writer.stdout.readline)
        writer.send_signal(signal.SIGKILL)
    assert await total(storage) == 30
    await keep(storage, jobs(0, 1))
    assert await total(storage) == 31


@pytest.fixture
def small_disk() -> Iterator[None]:
    """Let SQLite files grow to 200 pages at most: the same failure as a full disk."""

    def limit(connection: DBAPIConnection, _entry: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA max_page_count=200")
        cursor.close()

    event.listen(Pool, "connect", limit)
    yield
    event.remove(Pool, "connect", limit)


@pytest.mark.usefixtures("small_disk")
async def test_a_full_disk_is_named_and_loses_nothing_kept(tmp_path: Path) -> None:
    storage = SqlStorage(f"sqlite+aiosqlite:///{tmp_path / 'small.sqlite'}")
    await keep(storage, jobs(0, 5))
    with pytest.raises(Unavailable, match="no room left") as full:
        await keep(storage, jobs(10, 2000))
    assert (full.value.code, full.value.permanent) == ("storage_full", True)
    assert await total(storage) == 5
    await keep(storage, jobs(5, 1))
    assert await total(storage) == 6
    await storage.close()


async def test_what_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "letter.sqlite"
    file.write_text("Dear Sir or Madam, " * 500)
    storage = SqlStorage(f"sqlite+aiosqlite:///{file}")
    with pytest.raises(Unavailable, match="restore a backup") as broken:
        await total(storage)
    assert broken.value.permanent
    await storage.close()


async def test_a_folder_that_does_not_exist_is_unavailable(tmp_path: Path) -> None:
    storage = SqlStorage(f"sqlite+aiosqlite:///{tmp_path / 'nowhere' / 'copilot.sqlite'}")
    with pytest.raises(Unavailable, match="unable to open database file") as closed:
        await storage.migrate()
    assert closed.value.code == "storage_unavailable"


@pytest.mark.slow
async def test_a_server_that_does_not_answer_is_unavailable() -> None:
    storage = SqlStorage("postgresql+psycopg://postgres:secret@127.0.0.1:1/none")
    with pytest.raises(Unavailable) as closed:
        await storage.migrate()
    assert closed.value.code == "storage_unavailable"
    assert "secret" not in str(closed.value)
    assert "secret" not in repr(storage)


async def test_a_failure_of_the_caller_stays_the_callers(storage: SqlStorage) -> None:
    async def fail() -> None:
        async with storage.reading():
            raise OSError("the printer is on fire")

    with pytest.raises(OSError, match="printer"):
        await fail()


def test_one_storage_serves_one_event_loop_after_the_other(tmp_path: Path) -> None:
    storage = SqlStorage(f"sqlite+aiosqlite:///{tmp_path / 'copilot.sqlite'}")

    async def once(number: int) -> int:
        await keep(storage, jobs(number, 1))
        count = await total(storage)
        await storage.close()
        return count

    assert [asyncio.run(once(number)) for number in range(3)] == [1, 2, 3]


async def test_many_tasks_that_open_an_empty_database_at_once_all_succeed(storage: SqlStorage) -> None:
    async def one(number: int) -> None:
        await keep(storage, jobs(number, 1))

    await asyncio.gather(*(one(number) for number in range(6)))
    assert await total(storage) == 6


def test_unknown_ids_are_not_sql(storage_url: str) -> None:
    async def ask() -> int:
        storage = SqlStorage(storage_url)
        await keep(storage, jobs(0, 1))
        async with storage.reading() as books:
            found = await books.catalogue.summaries([JobId("' OR 1=1 --")], LOCAL_PERSON)
        await storage.close()
        return len(found)

    assert asyncio.run(ask()) == 0
