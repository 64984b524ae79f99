"""Scheduler processes: one leads, another takes over, and a database that goes away ends none."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen
from dependency_injector.providers import Object
from servers import OwnPostgres

from copilot_adapters.container import closing_container
from copilot_adapters.settings import Settings
from copilot_adapters.storage import SqlStorage
from copilot_core.entities.timetable import Timetable
from copilot_core.rules.schedule import Entry
from copilot_core.testing import StillClock
from copilot_core.use_cases.platform.keep_schedule import KeepSchedule
from copilot_worker.scheduler import keep_time

pytestmark = pytest.mark.slow


@frozen
class Schedulers:
    """`copilot scheduler`, as often as a test wants it."""

    env: dict[str, str]
    started: list["subprocess.Popen[str]"]

    def start(self) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "copilot_adapters.cli", "scheduler"]
        one = subprocess.Popen(command, env=self.env, stderr=subprocess.PIPE, text=True)
        self.started.append(one)
        return one


@pytest.fixture
def schedulers(storage_url: str, tmp_path: Path) -> Iterator[Schedulers]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COPILOT_")}
    settings = {"COPILOT_HOME": str(tmp_path), "COPILOT_DATABASE_URL": storage_url, "COPILOT_EMBEDDER": "none"}
    made = Schedulers(clean | settings, [])
    yield made
    for one in made.started:
        one.kill()
        one.communicate()


async def leader(storage: SqlStorage, *, other_than: str | None = None, within: float = 30.0) -> str:
    """Wait for a leader, and return its process id."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        async with storage.reading() as books:
            found = await books.schedule.leader()
        if found is not None and found != other_than:
            return found
        await asyncio.sleep(0.1)
    raise AssertionError("nobody leads")


async def test_the_next_leads_at_once_when_the_leader_is_stopped_in_order(
    schedulers: Schedulers, storage: SqlStorage
) -> None:
    first = schedulers.start()
    was = await leader(storage)
    assert f":{first.pid}:" in was
    second = schedulers.start()
    assert second.stderr is not None
    assert "stands by" in await asyncio.to_thread(second.stderr.readline)
    first.send_signal(signal.SIGTERM)
    assert first.wait(10) == 0
    assert f":{second.pid}:" in await leader(storage, other_than=was, within=8.0)
    second.send_signal(signal.SIGINT)
    _, said = second.communicate(timeout=10)
    assert second.returncode == 0
    assert said.count("leads the schedule") == 1


async def test_a_leader_that_was_killed_is_followed_when_its_lease_is_over(
    schedulers: Schedulers, storage: SqlStorage
) -> None:
    first = schedulers.start()
    was = await leader(storage)
    first.kill()
    first.wait()
    second = schedulers.start()
    assert f":{second.pid}:" in await leader(storage, other_than=was, within=25.0)


async def test_a_database_that_comes_back_is_kept_time_for_again(
    own_postgres: OwnPostgres, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(home=tmp_path, database_url=own_postgres.url, embedder="none")  # type: ignore[arg-type]  # pydantic coerces
    clock = StillClock()
    entries = (Entry(name="often", timetable=Timetable(hours=1), task="no_op"),)
    async with closing_container(settings=settings) as container:
        container.keep_schedule.override(Object(KeepSchedule(container.storage(), clock, entries)))
        stopped = asyncio.Event()
        keeping = asyncio.create_task(keep_time(container, stopped, pause=0.2))
        await leader(container.storage())
        own_postgres.stop()
        await asyncio.sleep(2)
        assert not keeping.done()
        own_postgres.start()
        async with asyncio.timeout(30):
            while "the schedule goes on" not in caplog.text:  # noqa: ASYNC110 - it is a log
                await asyncio.sleep(0.05)
        stopped.set()
        await asyncio.wait_for(keeping, 20)
    told = [record.getMessage() for record in caplog.records if record.name == "copilot.scheduler"]
    assert sum("the schedule waits" in one for one in told) == 1
    assert sum("the schedule goes on" in one for one in told) == 1
