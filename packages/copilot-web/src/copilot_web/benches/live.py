"""How soon an event reaches open pages, how many they are told, and what an idle one costs: real servers, real sockets."""

import asyncio
import resource
import secrets
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from tempfile import TemporaryDirectory

import httpx
from attrs import frozen

from copilot_adapters.benches.invented import InventedJobs
from copilot_adapters.benches.search import fill
from copilot_adapters.container import Container, closing_container
from copilot_adapters.settings import Settings, load_settings
from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.entities.ticket import Ticket
from copilot_core.rules.fingerprints import fingerprint_of
from copilot_core.rules.tickets import HOLDS
from copilot_core.use_cases.accounts.adopt_local import LOCAL_SESSION
from copilot_core.use_cases.platform.wake_people import WakePeople
from copilot_web.benches.listening import OpenPages, by_ticket, by_token, listening
from copilot_web.benches.processes import Serving, serving, web_process
from copilot_web.local import local_token

EVENTS = 100
PAUSE = 0.03
"""Seconds between two events that are timed, in the mean: each comes alone."""

PORTION, RATE, SECONDS = 10, 200, 5
"""Events of a transaction; events a second that every page is to hear; for how long."""

TEXT = "What happened, in as many words as the progress of a task has."
PEOPLE = 250
"""Who have one of the idle pages each; the others are one person's."""

HEARTBEAT = 5
"""Seconds between two heartbeats of idle pages."""

Line = dict[str, object]


def evaluate(sockets: int, idle: int, database_url: str = "", redis_url: str = "") -> list[Line]:
    """Return a line for each figure; the database and the Redis are the bench's own."""
    with TemporaryDirectory(prefix="copilot-bench-") as home:
        settings = load_settings(home=home, database_url=database_url, redis_url=redis_url, embedder="none")
        settings.make_home()
        return asyncio.run(_evaluated(settings, sockets, idle))


def render(lines: list[Line]) -> str:
    """Put the lines into a table."""
    rows = [f"{one['name']:<64}{one['value']:>10} {one['unit']:<6}{one['target'] or ''}" for one in lines]
    return "\n".join(rows)


async def _evaluated(settings: Settings, sockets: int, idle: int) -> list[Line]:
    async with closing_container(settings=settings) as container:
        ground = Ground(settings, container)
        lines = await ground.told_soon()
        if settings.redis:
            lines += await ground.told_elsewhere()
        lines += await ground.told_much(sockets)
        lines += await ground.idle(idle)
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return [*lines, _line("open files (ulimit -n)", soft, "")]


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
        return _times("event from commit to an open page", spent, 15)

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
                    await _pause()
                    began = time.monotonic()
                    answer = await client.put("/api/v1/jobs/invented-0/mark", json={"mark": "saved"})
                    answer.raise_for_status()
                    heard = (await pages.hear(number)).times[number]
                    since_asked.append(heard.first - began)
                    since_written.append(heard.first - heard.written)
        return [
            *_times("event from just before its commit to a page of another process", since_written, 30),
            *_times("event from the request that causes it to that page", since_asked),
        ]

    async def told_much(self, sockets: int) -> list[Line]:
        """Measure how many messages so many pages of one person are told while things happen all the time."""
        async with self._served(COPILOT_LIVE__SOCKETS=str(sockets)) as server, listening() as pages:
            newest = (await pages.open(server.port, [by_token(server.port, self.token)] * sockets)).newest
            busy, began = server.busy, time.monotonic()
            for portion in range(1, RATE * SECONDS // PORTION + 1):
                await _commit(self.container, PORTION)
                await asyncio.sleep(began + portion * PORTION / RATE - time.monotonic())
            heard = await pages.hear(newest + RATE * SECONDS)
            took = max(one.last for one in heard.times.values()) - began
            each = (server.busy - busy) / heard.messages
        return [
            _line(f"messages to {sockets} pages, {RATE * sockets} offered", round(heard.messages / took), "/s", 30_000),
            _line("the server's time for a message", round(each * 1_000_000, 1), "µs"),
        ]

    async def idle(self, sockets: int) -> list[Line]:
        """Measure what the server grew by when so many pages were open and a heartbeat had passed."""
        more = {"COPILOT_LIVE__PING": str(HEARTBEAT), "COPILOT_LIVE__SOCKETS": str(sockets)}
        async with self._served(**more) as server, listening() as pages:
            before = server.memory
            tickets = await _tickets(self.container, min(sockets, PEOPLE))
            requests = [by_ticket(server.port, ticket) for ticket in tickets]
            requests += [by_token(server.port, self.token)] * (sockets - len(requests))
            await pages.open(server.port, requests)
            await pages.beat()
            each = (server.memory - before) / sockets
            busy, began = server.busy, time.monotonic()
            await pages.beat()
            load = (server.busy - busy) / (time.monotonic() - began)
        return [
            _line(f"memory of each of {sockets} idle pages", round(each, 1), "kB", 40),
            _line(f"the server's load by them, a heartbeat in {HEARTBEAT} s", round(load * 100, 1), "%"),
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


async def from_commits(container: Container, pages: OpenPages, person: PersonId = LOCAL_PERSON) -> list[float]:
    """Let things happen one by one, as a worker does; return the seconds until the first page has each."""
    spent = []
    for _ in range(EVENTS):
        await _pause()
        number, committed = await _commit(container, 1, person)
        spent.append((await pages.hear(number)).times[number].first - committed)
    return spent


async def _commit(container: Container, count: int, person: PersonId = LOCAL_PERSON) -> tuple[int, float]:
    """Let so many things happen at once; return the last one's number, and when they were committed."""
    async with container.storage().transaction(serial=False) as books:
        await books.events.add_many(person, "bench", [{"text": TEXT}] * (count - 1))
        event = await books.events.add(person, "bench", {"text": TEXT})
    committed = time.monotonic()
    await WakePeople(container.event_bus())([person])
    return event.number, committed


async def _tickets(container: Container, count: int) -> list[str]:
    """Return a ticket for a page of each of so many invented people."""
    tickets = {secrets.token_urlsafe(32): PersonId(f"person-{number}") for number in range(count)}
    until = container.clock().now() + HOLDS
    async with container.storage().transaction() as books:
        for secret, person in tickets.items():
            await books.tickets.add(fingerprint_of(secret), Ticket(person=person, session=LOCAL_SESSION), until)
    return list(tickets)


async def _pause() -> None:
    await asyncio.sleep(PAUSE * (0.5 + secrets.randbelow(1000) / 1000))


def _times(name: str, spent: Sequence[float], target: float | None = None) -> list[Line]:
    p50, p99 = (round(part(spent, share) * 1000, 1) for share in (0.5, 0.99))
    return [_line(f"{name}, p50", p50, "ms", target), _line(f"{name}, p99", p99, "ms")]


def _line(name: str, value: float, unit: str, target: float | None = None) -> Line:
    return {"name": name, "value": value, "unit": unit, "target": target}


def part(values: Sequence[float], share: float) -> float:
    """Return the value below which this share of them lies."""
    return sorted(values)[min(len(values) - 1, round(share * (len(values) - 1)))]
