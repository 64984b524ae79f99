"""How long a person waits for a page of jobs while a process in the background collects and reads for meaning.

`python -m copilot_adapters.benches.busy DATABASE FOLDER` is that process: it works until its standard input is closed.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve
from pydantic import SecretStr

from copilot_adapters.benches.collect_large import Invented
from copilot_adapters.benches.invented import InventedJobs
from copilot_adapters.benches.search import fill
from copilot_adapters.container import Container, closing_container
from copilot_adapters.settings import Settings
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.entities.place import Remote
from copilot_core.entities.posting import Search

JOBS = 10_000
SECONDS = 12.0
"""Of each measurement."""

PAUSE = 0.02
"""Seconds between an answer and the next question."""

READ_BEFORE = 8
"""Jobs that are read beforehand, so that searching asks by meaning in both measurements."""

COLLECTED = Search(limit=100_000, requests=100_000)


def evaluate(database: str = "", jobs: int = JOBS) -> dict[str, object]:
    """Return milliseconds a page, idle and busy; `database` is the address of an empty one, a temporary SQLite when empty."""
    with TemporaryDirectory(prefix="copilot-bench-") as folder:
        address = database or f"sqlite:///{Path(folder) / 'bench.sqlite'}"
        return asyncio.run(_evaluate(address, Path(folder), jobs))


def render(result: dict[str, object]) -> str:
    """Put the figures into lines."""
    lines = []
    for name in ("idle", "busy"):
        one = result[name]
        assert isinstance(one, Mapping)  # noqa: S101 - as `_timed` made it
        lines.append(f"  {name}: p50 {one['p50']:.1f} ms, p95 {one['p95']:.1f} ms, {one['pages']} pages")
    background = f"  in the background: {result['collected']} jobs collected, {result['read']} read for meaning"
    told = f"page search beside work: {result['jobs']} jobs in {result['database']}"
    return "\n".join([told, *lines, background, f"  busy / idle, p95: {result['ratio']:.2f}"])


async def _evaluate(database: str, folder: Path, jobs: int) -> dict[str, object]:
    async with closing_container(settings=_settings(database, folder)) as container:
        invented = InventedJobs(jobs)
        await fill(container.storage(), invented)
        await container.read_for_meaning()(limit=READ_BEFORE)
        await _timed(container, invented, 1.0)
        idle = await _timed(container, invented, SECONDS)
        with _background(database, folder):
            before = await _kept(container)
            busy = await _timed(container, invented, SECONDS)
            after = await _kept(container)
    return {
        "jobs": jobs,
        "database": database.partition(":")[0],
        "idle": idle,
        "busy": busy,
        "ratio": round(busy["p95"] / idle["p95"], 2),
        "collected": after[0] - before[0],
        "read": after[1] - before[1],
    }


def _settings(database: str, folder: Path) -> Settings:
    return Settings(home=folder, database_url=SecretStr(database), embedder="minilm", background=False)


async def _timed(container: Container, invented: InventedJobs, seconds: float) -> dict[str, float]:
    """Ask as a person does, one page after the other."""
    search, spent, until = container.search_jobs(), list[float](), time.perf_counter() + seconds
    queries = (
        JobQuery(),
        JobQuery(text=invented.word(0.002)),
        JobQuery(text=invented.word(0.3)),
        JobQuery(sort=Sort.DATE),
        JobQuery(remote=frozenset({Remote.YES}), country="DE"),
    )
    while time.perf_counter() < until:
        start = time.perf_counter()
        await search(queries[len(spent) % len(queries)])
        spent.append((time.perf_counter() - start) * 1000)
        await asyncio.sleep(PAUSE)
    ranked = sorted(spent)
    return {"p50": ranked[len(ranked) // 2], "p95": ranked[int(len(ranked) * 0.95)], "pages": len(ranked)}


async def _kept(container: Container) -> tuple[int, int]:
    embedder = container.embedder()
    assert embedder is not None  # noqa: S101 - as `_settings` chose it
    async with container.storage().reading() as books:
        return await books.catalogue.count(LOCAL_PERSON), await books.vectors.kept(embedder.model)


@contextmanager
def _background(database: str, folder: Path) -> Iterator[None]:
    command = [sys.executable, "-P", "-m", "copilot_adapters.benches.busy", database, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as working:  # noqa: S603 - our own interpreter
        assert working.stdout is not None  # noqa: S101 - a pipe
        working.stdout.readline()
        yield


async def _work(database: str, folder: Path) -> None:
    settings = _settings(database, folder)
    os.nice(settings.worker.nice)
    async with closing_container(settings=settings) as container:
        reading = container.read_for_meaning()
        await reading(limit=READ_BEFORE)
        collect = evolve(container.collect_jobs(), sources=Invented(COLLECTED.limit))
        print("at work", flush=True)  # noqa: T201 - read by the bench
        both = asyncio.gather(collect(COLLECTED), reading())
        await asyncio.to_thread(sys.stdin.read)
        both.cancel()
        await asyncio.gather(both, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(_work(sys.argv[1], Path(sys.argv[2])))
