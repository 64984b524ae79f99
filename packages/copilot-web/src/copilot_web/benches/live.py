"""How soon an event reaches open pages, how many they are told, and what an idle one costs: real servers, real sockets."""

import asyncio
import resource
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from tempfile import TemporaryDirectory

import httpx
from attrs import frozen

from copilot_adapters.benches.invented import InventedJobs
from copilot_adapters.benches.search import fill
from copilot_adapters.container import Container, closing_container
from copilot_adapters.settings import Settings, load_settings
from copilot_web.benches.happening import EVENTS, commit, from_commits, pause, tickets
from copilot_web.benches.lines import Line, line, times
from copilot_web.benches.listening import by_ticket, by_token, listening
from copilot_web.benches.processes import Serving, serving, web_process
from copilot_web.local import local_token

PORTION, RATE, SECONDS = 10, 200, 5
"""Events of a transaction; events a second that every page is to hear; for how long."""

PEOPLE = 250
"""Who have one of the idle pages each; the others are one person's."""

HEARTBEAT = 5
"""Seconds between two heartbeats of idle pages."""


def evaluate(sockets: int, idle: int, database_url: str = "", redis_url: str = "") -> list[Line]:
    """Return a line for each figure; the database and the Redis are the bench's own."""
    with TemporaryDirectory(prefix="copilot-bench-") as home:
        settings = load_settings(home=home, database_url=database_url, redis_url=redis_url, embedder="none")
        settings.make_home()
        return asyncio.run(_evaluated(settings, sockets, idle))


async def _evaluated(settings: Settings, sockets: int, idle: int) -> list[Line]:
    async with closing_container(settings=settings) as container:
        ground = Ground(settings, container)
        lines = await ground.told_soon()
        if settings.redis:
            lines += await ground.told_elsewhere()
        lines += await ground.told_much(sockets)
        lines += await ground.idle(idle)
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return [*lines, line("open files (ulimit -n)", soft, "")]


@frozen
class Ground:
    """An installation to measure, and its library as a worker has it."""

    settings: Settings
    container: Container

    async def told_soon(self) -> list[Line]:
        """Measure from a commit of another process to one open page."""
        async with self._served() as server, listening() as pages:
            await pages.open(server.port, [by_token(server.port, self.token)])
            spent = await from_commits(self.container, pages)
        return times("event from commit to an open page", spent, 15)

    async def told_elsewhere(self) -> list[Line]:
        """Measure from a request to one web process to a page that is open on another one.

        When it committed is not to be seen from outside: the event bears the time of its writing, a little before.
        """
        await fill(self.container.storage(), InventedJobs(1))
        since_asked, since_written = [], []
        async with self._served() as asked, self._served() as server, listening() as pages:
            newest = (await pages.open(server.port, [by_token(server.port, self.token)])).newest
            headers = {"Authorization": f"Bearer {self.token}"}
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{asked.port}", headers=headers) as client:
                for number in range(newest + 1, newest + 1 + EVENTS):
                    await pause()
                    began = time.monotonic()
                    answer = await client.put("/api/v1/jobs/invented-0/mark", json={"mark": "saved"})
                    answer.raise_for_status()
                    heard = (await pages.hear(number)).times[number]
                    since_asked.append(heard.first - began)
                    since_written.append(heard.first - heard.written)
        return [
            *times("event from just before its commit to a page of another process", since_written, 30),
            *times("event from the request that causes it to that page", since_asked),
        ]

    async def told_much(self, sockets: int) -> list[Line]:
        """Measure how many messages so many pages of one person are told while things happen all the time."""
        async with self._served(COPILOT_LIVE__SOCKETS=str(sockets)) as server, listening() as pages:
            newest = (await pages.open(server.port, [by_token(server.port, self.token)] * sockets)).newest
            busy, began = server.busy, time.monotonic()
            for portion in range(1, RATE * SECONDS // PORTION + 1):
                await commit(self.container, PORTION)
                await asyncio.sleep(began + portion * PORTION / RATE - time.monotonic())
            heard = await pages.hear(newest + RATE * SECONDS)
            took = max(one.last for one in heard.times.values()) - began
            each = (server.busy - busy) / heard.messages
        return [
            line(f"messages to {sockets} pages, {RATE * sockets} offered", round(heard.messages / took), "/s", 30_000),
            line("the server's time for a message", round(each * 1_000_000, 1), "µs"),
        ]

    async def idle(self, sockets: int) -> list[Line]:
        """Measure what the server grew by when so many pages were open and a heartbeat had passed."""
        more = {"COPILOT_LIVE__PING": str(HEARTBEAT), "COPILOT_LIVE__SOCKETS": str(sockets)}
        async with self._served(**more) as server, listening() as pages:
            before = server.memory
            others = await tickets(self.container, min(sockets, PEOPLE))
            requests = [by_ticket(server.port, ticket) for ticket in others]
            requests += [by_token(server.port, self.token)] * (sockets - len(requests))
            await pages.open(server.port, requests)
            await pages.beat()
            each = (server.memory - before) / sockets
            busy, began = server.busy, time.monotonic()
            await pages.beat()
            load = (server.busy - busy) / (time.monotonic() - began)
        return [
            line(f"memory of each of {sockets} idle pages", round(each, 1), "kB", 40),
            line(f"the server's load by them, a heartbeat in {HEARTBEAT} s", round(load * 100, 1), "%"),
        ]

    @property
    def token(self) -> str:
        """What lets the local person in."""
        return local_token(self.settings.home)

    @asynccontextmanager
    async def _served(self, **more: str) -> AsyncIterator[Serving]:
        command, environment = web_process(self.settings, COPILOT_LIMITS__ENABLED="false", **more)
        with serving(command, environment) as server:
            yield server
