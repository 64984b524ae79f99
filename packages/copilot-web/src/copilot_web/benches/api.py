"""How fast the API answers: a real server with all its guards, asked over 16 connections from a process of its own."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from tempfile import TemporaryDirectory

from attrs import frozen

from copilot_adapters.benches.invented import InventedJobs
from copilot_adapters.benches.search import fill
from copilot_adapters.container import closing_container
from copilot_adapters.settings import Settings, load_settings
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_web.benches.listening import by_token, listening
from copilot_web.benches.live import from_commits, part
from copilot_web.benches.processes import Serving, serving, web_process
from copilot_web.local import local_token

JOBS = 10_000
CONNECTIONS = 16
SECONDS = 3.0
WARMED = 0.5
PAGES = 12_000
"""Requests of each kind, none twice: more than a server answers in the time."""

UNREACHED = {f"COPILOT_LIMITS__{kind}": "1000000" for kind in ("READS", "WRITES", "EXPENSIVE", "ADDRESS")}
"""Everything is counted, and nothing refused."""

Line = dict[str, object]


@frozen
class Found:
    """What the client measured: milliseconds of each answer, refusals by status, how busy the client itself was."""

    spent: list[float]
    wrong: dict[str, int]
    seconds: float
    client: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.spent) / self.seconds


@frozen
class Target:
    """A server, and who asks it."""

    server: Serving
    token: str
    seconds: float

    def line(self, name: str, requests: Iterable[bytes]) -> Line:
        """Measure one kind of request."""
        asked = list(requests)
        self._load(asked[-100:], min(WARMED, self.seconds))
        busy = self.server.busy
        found = self._load(asked, self.seconds)
        return {
            "name": name,
            "rate": round(found.rate, 1),
            "p50_ms": round(part(found.spent, 0.5), 2),
            "p99_ms": round(part(found.spent, 0.99), 2),
            "server_ms": round((self.server.busy - busy) * 1000 / len(found.spent), 3),
            "client_busy": round(found.client, 2),
            "refused": found.wrong,
        }

    def get(self, path: str) -> bytes:
        """Write a request."""
        return f"GET {path} HTTP/1.1\r\n{self._headers}\r\n".encode()

    def post(self, path: str, body: object) -> bytes:
        """Write a request with a body."""
        text = json.dumps(body)
        more = f"Content-Type: application/json\r\nContent-Length: {len(text)}\r\n"
        return f"POST {path} HTTP/1.1\r\n{self._headers}{more}\r\n{text}".encode()

    @property
    def _headers(self) -> str:
        return f"Host: 127.0.0.1:{self.server.port}\r\nAuthorization: Bearer {self.token}\r\n"

    def _load(self, requests: list[bytes], seconds: float) -> Found:
        told: dict[str, object] = {"requests": [one.decode() for one in requests], "seconds": seconds}
        told |= {"port": self.server.port, "connections": CONNECTIONS}
        command = [sys.executable, "-P", "-m", "copilot_web.benches.client"]
        answer = subprocess.run(command, input=json.dumps(told), capture_output=True, text=True, check=True)  # noqa: S603 - our own
        return Found(**json.loads(answer.stdout))


def evaluate(database: str = "", redis_url: str = "", jobs: int = JOBS, seconds: float = SECONDS) -> list[Line]:
    """Return a line for each kind of request; `database` is an empty one, or one that this bench filled."""
    with TemporaryDirectory(prefix="copilot-bench-") as home:
        settings = load_settings(home=home, database_url=database, redis_url=redis_url, embedder="none")
        settings.make_home()
        ids = asyncio.run(_filled(settings, jobs))
        with ExitStack() as ending:
            bare = ending.enter_context(serving(["copilot_web.benches.bare"], web_process(settings)[1]))
            real = ending.enter_context(serving(*web_process(settings, **UNREACHED)))
            token = local_token(settings.home)
            lines = list(_lines(Target(bare, token, seconds), Target(real, token, seconds), InventedJobs(jobs), ids))
            lines += [_ready(real), asyncio.run(_heard(settings, real, token))]
    hello = next(float(str(line["rate"])) for line in lines if line["name"] == "hello")
    return [line | {"of_hello": round(float(str(line["rate"])) / hello, 3)} for line in lines]


def render(lines: list[Line]) -> str:
    """Put the lines into a table."""
    columns = ("rate", "p50_ms", "p99_ms", "of_hello", "server_ms", "client_busy")
    head = f"{'':<34}" + "".join(f"{one:>12}" for one in columns)
    rows = [f"{line['name']:<34}" + "".join(f"{line.get(one, ''):>12}" for one in columns) for line in lines]
    wrong = [f"{line['name']}: refused {line['refused']}" for line in lines if line.get("refused")]
    return "\n".join([head, *rows, *wrong])


def _lines(bare: Target, real: Target, invented: InventedJobs, ids: list[str]) -> Iterator[Line]:
    yield bare.line("hello", [bare.get("/hello")])
    yield bare.line("page of 50 without guards", (bare.get(f"/page?{_page(n)}") for n in range(PAGES)))
    api = "/api/v1/jobs?limit=50"
    page = f"{api}&sort=date&facets=false"
    yield real.line("page of 50", (real.get(f"{page}&{_page(n)}") for n in range(PAGES)))
    rare, common = invented.word(0.002), invented.word(0.5)
    yield real.line("search rare word", (real.get(f"{api}&text={rare}&{_least(n)}") for n in range(PAGES)))
    yield real.line("search common word", (real.get(f"{api}&text={common}&{_least(n)}") for n in range(PAGES)))
    yield real.line("create application", (real.post("/api/v1/applications", {"job": job}) for job in ids))


def _page(number: int) -> str:
    return f"limit=50&{_least(number)}"


def _least(number: int) -> str:
    """Return a filter that is another one each time and leaves many."""
    return f"pay_min={50_000 + number}"


def _ready(real: Serving) -> Line:
    milliseconds = round(real.ready * 1000, 1)
    return {
        "name": "web process ready",
        "rate": round(1 / real.ready, 2),
        "p50_ms": milliseconds,
        "p99_ms": milliseconds,
    }


async def _heard(settings: Settings, real: Serving, token: str) -> Line:
    """Measure from the commit of an event to an open page."""
    async with closing_container(settings=settings) as container, listening() as pages:
        await pages.open(real.port, [by_token(real.port, token)])
        spent = [seconds * 1000 for seconds in await from_commits(container, pages)]
    p50 = part(spent, 0.5)
    return {
        "name": "event to open page",
        "rate": round(1000 / p50, 1),
        "p50_ms": round(p50, 2),
        "p99_ms": round(part(spent, 0.99), 2),
    }


async def _filled(settings: Settings, jobs: int) -> list[str]:
    """Store the jobs where they are not yet; return the ids of those for which nobody applied."""
    async with closing_container(settings=settings) as container:
        async with container.storage().reading() as books:
            there = await books.catalogue.count(LOCAL_PERSON)
        if there < jobs:
            await fill(container.storage(), InventedJobs(jobs))
    return [f"invented-{number}" for number in range(jobs)]
