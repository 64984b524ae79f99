"""How fast the API answers: real servers with all their guards, asked over 16 connections by people with accounts."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from tempfile import TemporaryDirectory

from copilot_adapters.benches.invented import InventedJobs
from copilot_adapters.benches.search import fill
from copilot_adapters.container import closing_container
from copilot_adapters.settings import Settings, load_settings
from copilot_core.entities.account import SignedIn
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_web.benches.happening import from_commits
from copilot_web.benches.lines import part
from copilot_web.benches.listening import by_token, listening
from copilot_web.benches.load import CONNECTIONS, Line, Target
from copilot_web.benches.people import signed_in
from copilot_web.benches.processes import Serving, serving, web_process

JOBS = 10_000
SECONDS = 3.0
PAGES = 12_000
"""Requests of each kind, none twice: more than a server answers in the time."""

UNREACHED = {f"COPILOT_LIMITS__{kind}": "1000000" for kind in ("READS", "WRITES", "EXPENSIVE", "ADDRESS")}
"""Everything is counted, and nothing refused."""


def evaluate(database: str = "", redis_url: str = "", jobs: int = JOBS, seconds: float = SECONDS) -> list[Line]:
    """Return a line for each kind of request; `database` is an empty one, or one that this bench filled."""
    with TemporaryDirectory(prefix="copilot-bench-") as home, ExitStack() as ending:
        settings = load_settings(home=home, database_url=database, redis_url=redis_url, embedder="none")
        settings.make_home()
        people = asyncio.run(_prepared(settings, jobs))
        bare = ending.enter_context(serving(["copilot_web.benches.bare"], web_process(settings)[1]))
        real = [ending.enter_context(serving(*web_process(settings, **UNREACHED))) for _ in range(2)]
        tokens = [one.access for one in people]
        asked = Asked(InventedJobs(jobs), jobs)
        lines = [*asked.bare(Target([bare], seconds)), *asked.real(Target(real[:1], seconds, tokens))]
        lines += [_ready(real[0]), asyncio.run(_heard(settings, real[0], people[0]))]
        lines += [
            {**line, "name": f"{line['name']}, two processes"} for line in asked.real(Target(real, seconds, tokens))
        ]
    hello = next(float(str(line["rate"])) for line in lines if line["name"] == "hello")
    return [line | {"of_hello": round(float(str(line["rate"])) / hello, 3)} for line in lines]


def render(lines: list[Line]) -> str:
    """Put the lines into a table."""
    columns = ("rate", "p50_ms", "p99_ms", "of_hello", "server_ms", "client_busy")
    head = f"{'':<34}" + "".join(f"{one:>12}" for one in columns)
    rows = [f"{line['name']:<34}" + "".join(f"{line.get(one, ''):>12}" for one in columns) for line in lines]
    wrong = [f"{line['name']}: refused {line['refused']}" for line in lines if line.get("refused")]
    return "\n".join([head, *rows, *wrong])


class Asked:
    """What is asked: another filter each time, and nobody applies for a job twice."""

    def __init__(self, invented: InventedJobs, jobs: int) -> None:
        """Take the jobs that there are."""
        self.rare, self.common = invented.word(0.002), invented.word(0.5)
        self.jobs = jobs
        self.applied = count()

    def bare(self, target: Target) -> Iterator[Line]:
        """Measure a greeting, and a page, without guards."""
        yield target.line("hello", [target.get("/hello")])
        yield target.line(
            "page of 50 without guards", (target.get(f"/page?limit=50&{_least(n)}") for n in range(PAGES))
        )

    def real(self, target: Target) -> Iterator[Line]:
        """Measure what people do."""
        uncounted = "/api/v1/jobs?limit=50&facets=false"
        for name, path in (
            ("page of 50", f"{uncounted}&sort=date"),
            ("search rare word", f"{uncounted}&text={self.rare}"),
            ("search common word", f"{uncounted}&text={self.common}"),
            ("search common word, counted", f"/api/v1/jobs?limit=50&text={self.common}"),
        ):
            yield target.line(name, (target.get(f"{path}&{_least(n)}", n) for n in range(PAGES)))
        kept = "/api/v1/jobs?limit=50&sort=date"
        yield target.line("first page, its counts kept", (target.get(kept, n) for n in range(CONNECTIONS)))
        yield target.line("create application", (self._application(target) for _ in range(PAGES)))

    def _application(self, target: Target) -> bytes:
        """Let everybody in turn apply, each for another job each time."""
        number = next(self.applied)
        job = number // len(target.tokens) % self.jobs
        return target.post("/api/v1/applications", {"job": f"invented-{job}"}, number)


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


async def _heard(settings: Settings, real: Serving, one: SignedIn) -> Line:
    """Measure from the commit of an event to an open page."""
    async with closing_container(settings=settings) as container, listening() as pages:
        await pages.open(real.port, [by_token(real.port, one.access)])
        spent = [seconds * 1000 for seconds in await from_commits(container, pages, one.account.person)]
    p50 = part(spent, 0.5)
    return {
        "name": "event to open page",
        "rate": round(1000 / p50, 1),
        "p50_ms": round(p50, 2),
        "p99_ms": round(part(spent, 0.99), 2),
    }


async def _prepared(settings: Settings, jobs: int) -> list[SignedIn]:
    """Store the jobs where they are not yet; sign in as many people as there are connections."""
    async with closing_container(settings=settings) as container:
        async with container.storage().reading() as books:
            there = await books.catalogue.count(LOCAL_PERSON)
        if there < jobs:
            await fill(container.storage(), InventedJobs(jobs))
            await asyncio.to_thread(_settled, settings)
        return await signed_in(container, CONNECTIONS)


def _settled(settings: Settings) -> None:
    """Let PostgreSQL look at what was stored, as it does by itself within a minute or so."""
    import psycopg  # noqa: PLC0415 - where it is PostgreSQL

    address = settings.database_url.get_secret_value()
    if address.startswith("postgresql"):
        with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
