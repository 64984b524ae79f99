"""Live connections to web processes that die, on servers that restart, while workers work."""

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import frozen
from live_world import ANNA, BEN, LiveServer, Page, numbers, serving
from servers import free_port, start_valkey, wait_until_it_answers
from websockets.exceptions import ConnectionClosed, InvalidMessage
from worker_world import Installation

from copilot_adapters.container import closing_container
from copilot_adapters.event_buses.redis import Redis as RedisBus
from copilot_adapters.event_buses.sqlite import ChangedFile
from copilot_adapters.event_buses.table import ReadFromTable
from copilot_adapters.storage import SqlStorage
from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.entities.task import Queue
from copilot_core.errors import Unavailable
from copilot_core.use_cases.platform.follow_events import FollowEvents
from copilot_web.local import local_token

PATIENCE = 30.0


@frozen
class Web:
    """A web process of its own."""

    process: "subprocess.Popen[str]"
    server: LiveServer

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def embedded(tmp_path: Path) -> Any:
    made = Installation(tmp_path / "home")
    yield made
    made.end()


@pytest.fixture
def hosted(tmp_path: Path, postgres_url: str, redis_url: str) -> Any:
    made = Installation(tmp_path / "home", postgres_url, redis_url)
    yield made
    made.end()


@pytest.fixture(params=["embedded", "hosted"])
def installation(request: pytest.FixtureRequest) -> Installation:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Installation)
    return found


@asynccontextmanager
async def webs(installation: Installation, count: int = 1, **more: str) -> AsyncIterator[list[Web]]:
    """Start web processes, and wait until they serve."""
    async with closing_container(settings=installation.settings) as container:
        started = [await _web(installation, container, free_port(), **more) for _ in range(count)]
        yield started


async def _web(installation: Installation, container: Any, port: int, **more: str) -> Web:
    process = installation.command(str(port), module="live_world", **more)
    await until_served(port, process)
    return Web(process, LiveServer(port, container))


async def until_served(port: int, process: "subprocess.Popen[str]") -> None:
    until = time.monotonic() + PATIENCE
    async with httpx.AsyncClient(trust_env=False) as client:
        while True:
            try:
                assert (await client.get(f"http://127.0.0.1:{port}/health/live")).status_code == 200
            except httpx.TransportError:
                assert process.poll() is None, process.communicate()
                assert time.monotonic() < until
                await asyncio.sleep(0.05)
            else:
                return


@pytest.mark.slow
async def test_a_killed_web_process_loses_nothing_and_doubles_nothing(installation: Installation) -> None:
    heard: list[int] = []

    async def listen(port: Callable[[], int], container: Any) -> None:
        while len(heard) < 60:
            try:
                async with LiveServer(port(), container).page(since=heard[-1] if heard else 0) as page:
                    while len(heard) < 60:
                        heard.extend(numbers(await page.events(1)))
            except (ConnectionClosed, OSError, InvalidMessage):
                await asyncio.sleep(0.05)

    async with webs(installation) as [first]:
        now = [first]
        listening = asyncio.create_task(listen(lambda: now[-1].server.port, first.server.container))
        for number in range(60):
            if number in {20, 40}:
                now[-1].kill()
            await first.server.happen(number=number)
            if number in {25, 45}:
                now.append(await _web(installation, first.server.container, free_port()))
        async with asyncio.timeout(PATIENCE):
            await listening
    assert heard == list(range(1, 61))


@pytest.mark.slow
async def test_all_pages_of_a_person_on_all_web_processes_hear_everything(installation: Installation) -> None:
    async with webs(installation, 2) as both, AsyncExitStack() as open_pages:
        pages: list[tuple[PersonId, Page]] = [
            (person, await open_pages.enter_async_context(web.server.page(person, since=0)))
            for web in both
            for person in (ANNA, BEN)
            for _ in range(5)
        ]
        for number in range(20):
            for person in (ANNA, BEN):
                await both[number % 2].server.happen(person, whose=person)
        for person, page in pages:
            events = await page.events(20)
            assert numbers(events) == list(range(1, 21))
            assert {event["payload"]["whose"] for event in events} == {person}


@pytest.mark.slow
async def test_a_tasks_progress_reaches_the_page_in_order(installation: Installation) -> None:
    port = free_port()
    web = installation.command("web", "--port", str(port))
    installation.worker(Queue.MAINTAIN)
    await until_served(port, web)
    headers = {"authorization": f"Bearer {local_token(installation.home)}"}
    async with closing_container(settings=installation.settings) as container:
        server = LiveServer(port, container)
        async with server.page(LOCAL_PERSON, topics=["task"], headers=headers) as page:
            [task] = await installation.ask("rest", {"seconds": 0.2})
            heard = [event["payload"] for event in await page.events(3)]
    assert [(one["task"], one["state"]) for one in heard] == [(task, "waiting"), (task, "running"), (task, "done")]


@pytest.mark.slow
async def test_a_web_process_that_is_asked_to_stop_says_so_and_stops(embedded: Installation) -> None:
    async with webs(embedded) as [web], web.server.page() as page:
        web.process.send_signal(signal.SIGTERM)
        assert (await page.end())[0] == 1012
        assert await asyncio.to_thread(web.process.wait, 10) in {0, -signal.SIGTERM}


@pytest.mark.slow
async def test_what_happens_while_redis_is_away_arrives_all_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "valkey"
    folder.mkdir()
    port = free_port()
    pid = start_valkey(folder, port)
    wait_until_it_answers("valkey", port, folder)
    installation = Installation(tmp_path / "home", redis_url=f"redis://127.0.0.1:{port}/0")
    try:
        async with serving(installation.settings) as server, server.page() as page:
            await server.happen(number=1)
            await page.events(1)
            stop(pid)
            await server.happen(number=2, wake=False)
            assert numbers(await page.events(1)) == [2]
            pid = start_valkey(folder, port)
            wait_until_it_answers("valkey", port, folder)
            assert await soon_heard_at_once(server, page)
    finally:
        stop(pid)


async def soon_heard_at_once(server: LiveServer, page: Page) -> bool:
    for _ in range(20):
        started = time.monotonic()
        await server.happen()
        await page.events(1)
        if time.monotonic() - started < 0.3:
            return True
    return False


def stop(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    except (ProcessLookupError, ChildProcessError):
        pass


@pytest.mark.slow
async def test_redis_tells_who_was_woken_and_begins_with_anybody(redis_url: str) -> None:
    bus = RedisBus(redis_url)
    heard = bus.listen()
    assert await anext(heard) is None
    await bus.wake([ANNA, BEN])
    assert [await anext(heard), await anext(heard)] == [ANNA, BEN]
    await heard.aclose()
    await bus.close()


async def test_a_bus_that_cannot_be_heard_is_named() -> None:
    with pytest.raises(Unavailable) as told:
        await anext(RedisBus("redis://127.0.0.1:1/0").listen())
    assert told.value.code == "bus_unavailable"


async def test_a_changed_file_wakes_anybody_and_an_unchanged_one_nobody(tmp_path: Path) -> None:
    storage = SqlStorage(f"sqlite+aiosqlite:///{tmp_path / 'copilot.sqlite'}")
    await storage.migrate()
    heard = ChangedFile(str(tmp_path / "copilot.sqlite")).listen()
    assert await anext(heard) is None
    waiting = asyncio.ensure_future(anext(heard))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    async with storage.transaction() as books:
        await books.events.add(ANNA, "thing", {})
    async with asyncio.timeout(1):
        assert await waiting is None
    await heard.aclose()
    await storage.close()


async def test_without_any_bus_readers_look_four_times_a_second() -> None:
    heard = ReadFromTable().listen()
    async with asyncio.timeout(2):
        assert [await anext(heard) for _ in range(3)] == [None] * 3
    await heard.aclose()


async def test_news_are_told_for_those_alone_who_have_some(storage: SqlStorage) -> None:
    follow = FollowEvents(storage)
    async with storage.transaction() as books:
        await books.events.add_many(ANNA, "thing", [{}] * 3)
        await books.events.add(BEN, "thing", {})
    nobody = PersonId("nobody")
    news = await follow({ANNA: 1, BEN: 1, nobody: 0})
    assert {person: [event.number for event in one.events] for person, one in news.items()} == {ANNA: [2, 3]}
    first = await follow({ANNA: None, nobody: None})
    assert [(one.last, one.events) for one in first.values()] == [(3, ()), (0, ())]
    gone = await follow({ANNA: 7})
    assert (gone[ANNA].forgotten, gone[ANNA].last) == (True, 3)
