"""A database goes up and down with what it holds, and a migration that dies leaves the old state."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Copilot
from sqlalchemy import Connection, MetaData, Table, insert, inspect, select

from copilot_adapters.storage import SqlStorage, tables
from copilot_adapters.storage.engine import make_engines
from copilot_adapters.storage.migration import REVISIONS
from copilot_core.entities.identities import LOCAL_PERSON, SourceName
from copilot_core.entities.job_query import JobQuery
from copilot_core.errors import Rejected
from copilot_core.testing.makers import NOON, make_job, make_posting, make_sighting

pytestmark = pytest.mark.slow

OLD = "0002"
DYING = """
import asyncio, sys, time
from sqlalchemy import event
from sqlalchemy.engine import Engine
from copilot_adapters.storage import SqlStorage

@event.listens_for(Engine, "before_cursor_execute")
def stop(_connection, _cursor, statement, *_):
    if statement.lstrip().startswith("CREATE TABLE events"):
        print("half migrated", flush=True)
        time.sleep(60)

asyncio.run(SqlStorage(sys.argv[1]).migrate())
"""

Rows = dict[str, list[dict[str, object]]]


def rows_of(connection: Connection) -> Rows:
    """Return all that the tables hold, but for the revision."""
    found = MetaData()
    names = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
    found.reflect(connection, only=names)
    return {name: read_whole(connection, table) for name, table in found.tables.items()}


def read_whole(connection: Connection, table: Table) -> list[dict[str, object]]:
    rows = connection.execute(select(table)).mappings()
    return sorted(({str(key): value for key, value in row.items()} for row in rows), key=repr)


def as_known_to(old: Rows, newer: Rows) -> Rows:
    """Return of newer tables what there was in the old."""
    return {
        name: [{key: row[key] for key in row if not rows or key in rows[0]} for row in newer[name]]
        for name, rows in old.items()
    }


async def held(url: str) -> Rows:
    """Return all that is there; generations are drawn anew whenever a database changed its shape."""
    engines = make_engines(url)
    async with engines.read() as connection:
        rows = await connection.run_sync(rows_of)
    await engines.close()
    return {
        name: [{**row, "generation": "drawn"} if "generation" in row else row for row in all_]
        for name, all_ in rows.items()
    }


async def fill(storage: SqlStorage) -> None:
    """Store something of everything there was at the old revision."""
    jobs = [make_job(make_sighting(make_posting(title=title))) for title in ("Nurse", "Cook", "Welder")]
    async with storage.transaction() as books:
        await books.catalogue.save(jobs, [])
        await books.catalogue.save([], [(jobs[2].id, jobs[1].id)])
        await books.sources.claim(SourceName("acme"), NOON, NOON)
    engines = make_engines(storage.url)
    async with engines.write() as connection:
        await connection.execute(insert(tables.seekers), [{"person": LOCAL_PERSON, "document": b"{}"}])
    await engines.close()


async def test_a_filled_database_goes_down_and_up_again(storage: SqlStorage) -> None:
    await fill(storage)
    newest = await held(storage.url)
    await storage.close()
    await storage.downgrade(OLD)
    old = await held(storage.url)
    assert "tasks" not in old
    assert old == as_known_to(old, newest)
    assert [len(old[name]) for name in ("jobs", "sightings", "aliases", "seekers", "sources")] == [2, 3, 1, 1, 1]
    assert await storage.revision() == OLD
    await storage.migrate()
    assert await held(storage.url) == newest
    async with storage.reading() as books:
        assert (await books.catalogue.search(JobQuery(text="cook"), LOCAL_PERSON)).total == 1


async def test_the_first_revision_is_reached_and_left(storage: SqlStorage) -> None:
    await fill(storage)
    newest = await held(storage.url)
    await storage.close()
    await storage.downgrade(REVISIONS[0])
    first = await held(storage.url)
    assert first == as_known_to(first, newest)
    await storage.migrate()
    back = await held(storage.url)
    assert back.pop("numbers") == [{"name": "jobs", "last": max(int(str(job["key"])) for job in back["jobs"])}]
    assert back == {name: rows for name, rows in newest.items() if name != "numbers"}


@pytest.mark.parametrize("revision", ["0000", "head", "", "9999"])
async def test_an_unknown_revision_is_refused(revision: str, storage: SqlStorage) -> None:
    with pytest.raises(Rejected) as unknown:
        await storage.downgrade(revision)
    assert unknown.value.code == "revision_unknown"
    await storage.migrate()
    with pytest.raises(Rejected, match="it can to: 0001, 0002"):
        await storage.downgrade(revision)
    assert await storage.revision() == REVISIONS[-1]


async def test_a_process_killed_while_it_migrates_leaves_the_old_state(storage: SqlStorage) -> None:
    await fill(storage)
    await storage.close()
    await storage.downgrade(OLD)
    before = await held(storage.url)
    command = [sys.executable, "-c", DYING, storage.url]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as dying:  # noqa: ASYNC220 - quick
        assert dying.stdout is not None
        assert b"half migrated" in await asyncio.to_thread(dying.stdout.readline)
        dying.kill()
    assert await storage.revision() == OLD
    assert await held(storage.url) == before
    await storage.migrate()
    assert await storage.revision() == REVISIONS[-1]


def test_the_command_asks_before_it_goes_back(tmp_path: Path) -> None:
    copilot = Copilot(tmp_path / "home", {"COPILOT_HOME": str(tmp_path / "home"), "HOME": str(tmp_path)})
    assert copilot("db", "downgrade", OLD, "--yes").code == 1
    assert copilot("db", "upgrade").code == 0
    asked = copilot("db", "downgrade", OLD, stdin="n\n")
    assert (asked.code, asked.out.strip()) == (1, "")
    assert "lose what only later ones keep" in asked.err
    assert copilot("db", "downgrade", "7", "--yes").code == 1
    assert copilot("db", "downgrade", OLD, "--yes", "--json").document == {"revision": OLD}
    assert f"at revision {OLD}" in copilot("doctor").out
