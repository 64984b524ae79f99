"""A replica answers readings, but never one that must see what it does not have yet."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from servers import OwnPostgres, own_postgres_server, replica_of
from sqlalchemy import text

from copilot_adapters.container import closing_container
from copilot_adapters.diagnosis import Finding
from copilot_adapters.settings import Settings
from copilot_adapters.storage import SqlStorage, replica
from copilot_adapters.storage.replica import seen_up_to
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.testing.makers import make_job, make_posting, make_sighting
from copilot_core.use_cases.platform.follow_events import FollowEvents

pytestmark = pytest.mark.slow

PAUSE, RESUME = "SELECT pg_wal_replay_pause()", "SELECT pg_wal_replay_resume()"


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[OwnPostgres, OwnPostgres]]:
    with own_postgres_server() as primary, replica_of(primary) as copy:
        yield primary, copy


@pytest.fixture
def primary(servers: tuple[OwnPostgres, OwnPostgres]) -> OwnPostgres:
    return servers[0]


@pytest.fixture
def copy(servers: tuple[OwnPostgres, OwnPostgres]) -> Iterator[OwnPostgres]:
    yield servers[1]
    servers[1].asked(RESUME)


@pytest.fixture
async def stored(primary: OwnPostgres, copy: OwnPostgres) -> AsyncIterator[SqlStorage]:
    storage = SqlStorage(primary.url, replica_url=copy.url)
    await storage.migrate()
    caught_up(primary, copy)
    yield storage
    await storage.close()


def caught_up(primary: OwnPostgres, copy: OwnPostgres) -> None:
    """Wait until the replica has everything."""
    [[position]] = primary.asked("SELECT pg_current_wal_insert_lsn()")
    until = time.monotonic() + 20
    while copy.asked(f"SELECT pg_last_wal_replay_lsn() < '{position}'") != [(False,)]:
        assert time.monotonic() < until, copy.asked("SELECT pg_last_wal_replay_lsn()")
        time.sleep(0.02)


async def keep(storage: SqlStorage, name: str) -> None:
    async with storage.transaction() as books:
        await books.catalogue.save([make_job(make_sighting(make_posting(external_id=name)))], [])


async def count(storage: SqlStorage) -> int:
    async with storage.reading() as books:
        return await books.catalogue.count(LOCAL_PERSON)


async def port_of(storage: SqlStorage) -> int:
    """Return the port of the server that a reading is answered by."""
    engines = await storage._ready()
    async with engines.read() as connection:
        return int((await connection.execute(text("SELECT inet_server_port()"))).scalar_one())


async def test_a_replica_that_has_everything_answers(
    stored: SqlStorage, primary: OwnPostgres, copy: OwnPostgres
) -> None:
    await keep(stored, "first")
    caught_up(primary, copy)
    assert await port_of(stored) == copy.port
    assert await count(stored) >= 1


async def test_people_read_their_own_writes_while_the_replica_lags(
    stored: SqlStorage, primary: OwnPostgres, copy: OwnPostgres
) -> None:
    before = await count(stored)
    copy.asked(PAUSE)
    for number in range(1, 4):
        await keep(stored, f"own {number}")
        assert await count(stored) == before + number
        assert await port_of(stored) == primary.port
    copy.asked(RESUME)
    caught_up(primary, copy)
    assert await port_of(stored) == copy.port
    assert await count(stored) == before + 3


async def test_who_begins_later_reads_what_was_written_before(
    stored: SqlStorage, primary: OwnPostgres, copy: OwnPostgres
) -> None:
    before = await count(stored)
    copy.asked(PAUSE)
    await keep(stored, "before the other began")
    later = SqlStorage(primary.url, replica_url=copy.url)
    assert await count(later) == before + 1
    await later.close()


async def test_a_position_told_by_another_process_is_waited_for(
    stored: SqlStorage, primary: OwnPostgres, copy: OwnPostgres
) -> None:
    other = SqlStorage(primary.url, replica_url=copy.url)
    before = await count(other)
    copy.asked(PAUSE)
    await keep(stored, "told by a cookie")
    assert await count(other) == before
    assert await port_of(other) == copy.port
    with seen_up_to(stored.position()):
        assert await count(other) == before + 1
        with seen_up_to("0/0"):
            assert await port_of(other) == primary.port
    assert await port_of(other) == copy.port
    await other.close()


@pytest.mark.parametrize("told", ["", "nonsense", "-1/-1", "0/0", "F" * 40 + "/0"])
async def test_a_position_that_is_none_harms_nothing(told: str, stored: SqlStorage) -> None:
    with seen_up_to(told):
        assert await count(stored) >= 0


async def test_without_a_replica_there_is_no_position(primary: OwnPostgres) -> None:
    storage = SqlStorage(primary.url)
    await keep(storage, "alone")
    assert storage.position() == ""
    await storage.close()


async def test_a_replica_that_is_gone_is_done_without_until_it_is_back(
    stored: SqlStorage, primary: OwnPostgres, copy: OwnPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replica, "REST", 0.2)
    await keep(stored, "before it went")
    caught_up(primary, copy)
    assert await port_of(stored) == copy.port
    copy.stop()
    try:
        assert await port_of(stored) == primary.port
        assert (await finding(primary, copy)).state == "warn"
    finally:
        copy.start()
    caught_up(primary, copy)
    await asyncio.sleep(0.3)
    assert await port_of(stored) in {primary.port, copy.port}
    await asyncio.sleep(0.3)
    assert await port_of(stored) == copy.port


async def test_the_doctor_tells_how_far_the_replica_is_behind(
    stored: SqlStorage, primary: OwnPostgres, copy: OwnPostgres
) -> None:
    copy.asked(PAUSE)
    await keep(stored, "not there yet")
    behind = await finding(primary, copy)
    assert behind.state == "ok"
    assert int(behind.detail.partition(" bytes")[0]) > 0
    assert (await finding(primary, primary)).detail == "this server is no replica"


async def finding(primary: OwnPostgres, copy: OwnPostgres) -> Finding:
    settings = Settings(database_url=primary.url, replica_url=copy.url, embedder="none")  # type: ignore[arg-type]
    async with closing_container(settings=settings, migrate=False) as container:
        found = await container.diagnosis()()
    [one] = [one for one in found if one.what == "replica"]
    return one


def test_the_replica_of_a_file_is_refused(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "copilot_adapters.cli", "doctor"]
    env = {"COPILOT_HOME": str(tmp_path / "home"), "COPILOT_REPLICA_URL": "postgresql://nowhere/none", "HOME": "/"}
    ran = subprocess.run(command, env=env, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert ran.returncode == 2
    assert "only a PostgreSQL database has a replica" in ran.stdout + ran.stderr


async def test_who_follows_events_sees_what_the_replica_has_not_yet(
    stored: SqlStorage, primary: OwnPostgres, copy: OwnPostgres
) -> None:
    copy.asked(PAUSE)
    other = SqlStorage(primary.url)
    async with other.transaction() as books:
        told = await books.events.add(LOCAL_PERSON, "thing", {})
    await other.close()
    async with stored.reading() as books:
        assert await books.events.last(LOCAL_PERSON) == told.number - 1
    news = await FollowEvents(stored)({LOCAL_PERSON: told.number - 1})
    assert news[LOCAL_PERSON].events == (told,)
