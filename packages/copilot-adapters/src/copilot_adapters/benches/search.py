"""How fast jobs are stored and searched: 100 000 of them, of 300 words each."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from copilot_adapters.benches.invented import START, InventedJobs
from copilot_adapters.stemmers.snowball import Snowball
from copilot_adapters.storage import SqlStorage
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.entities.place import Remote
from copilot_core.ports.storage import Storage

JOBS = 100_000
BATCH = 200
ROUNDS = 15
SHARES = (0.3, 0.2, 0.1, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02, 0.01, 0.005, 0.002)
"""In how many of the jobs the terms of a person occur."""


def evaluate(database: str = "", jobs: int = JOBS) -> dict[str, object]:
    """Return milliseconds a search, median and 95th percentile, and jobs stored a second.

    `database` is the address of an empty database, or of one that this bench filled; a temporary SQLite when empty.
    """
    if database:
        return asyncio.run(_measured(database.replace("postgresql://", "postgresql+psycopg://"), jobs))
    with TemporaryDirectory(prefix="copilot-bench-") as folder:
        return asyncio.run(_measured(f"sqlite+aiosqlite:///{Path(folder) / 'bench.sqlite'}", jobs))


def render(result: dict[str, object]) -> str:
    """Put the figures into lines."""
    timed = result["milliseconds"]
    assert isinstance(timed, Mapping)  # noqa: S101 - as `bench_search` made it
    lines = [f"{name:<24}{one['p50']:>8.1f} ms, p95 {one['p95']:>8.1f} ms" for name, one in timed.items()]
    stored = f", stored at {result['stored_per_second']}/s" if result["stored_per_second"] else ""
    return "\n".join([f"search: {result['jobs']} jobs in {result['database']}{stored}", *lines])


async def bench_search(storage: Storage, count: int = JOBS) -> dict[str, object]:
    """Store `count` invented jobs where fewer are, and time searches."""
    invented = InventedJobs(count)
    async with storage.reading() as books:
        there = await books.catalogue.count(LOCAL_PERSON)
    stored = round(await fill(storage, invented)) if there < count else None
    timed = {name: await _timed(_searching(storage, query)) for name, query in _queries(invented).items()}
    terms = [invented.word(share) for share in SHARES]
    timed["candidates_of_12_terms"] = await _timed(_finding(storage, terms, JobQuery()))
    filters = JobQuery(remote=frozenset({Remote.YES}), country="DE")
    timed["candidates_filtered"] = await _timed(_finding(storage, terms, filters))
    return {"jobs": count, "stored_per_second": stored, "milliseconds": timed}


async def fill(storage: Storage, invented: InventedJobs) -> float:
    """Store the jobs; return how many a second, without the time to invent them."""
    spent, batch = 0.0, []
    for number, job in enumerate(invented, 1):
        batch.append(job)
        if len(batch) == BATCH or number == invented.count:
            start = time.perf_counter()
            async with storage.transaction() as books:
                await books.catalogue.save(batch, [])
            spent += time.perf_counter() - start
            batch = []
    return invented.count / spent


def _queries(invented: InventedJobs) -> dict[str, JobQuery]:
    common = invented.word(0.5)
    return {
        "rare_word": JobQuery(text=invented.word(0.002)),
        "common_word": JobQuery(text=common),
        "two_words": JobQuery(text=f"{invented.word(0.3)} {invented.word(0.1)}"),
        "facets_of_all": JobQuery(),
        "filtered": JobQuery(remote=frozenset({Remote.YES}), country="DE"),
        "word_and_filters": JobQuery(text=common, remote=frozenset({Remote.YES}), country="DE", posted_after=START),
        "by_date": JobQuery(text=common, sort=Sort.DATE),
        "by_pay": JobQuery(sort=Sort.PAY, pay_min=60_000, currency="USD"),
    }


async def _measured(database: str, jobs: int) -> dict[str, object]:
    storage = SqlStorage(database, Snowball().stem)
    try:
        return {"database": database.partition(":")[0], **await bench_search(storage, jobs)}
    finally:
        await storage.close()


def _searching(storage: Storage, query: JobQuery) -> Callable[[], Awaitable[object]]:
    async def search() -> object:
        async with storage.reading() as books:
            return await books.catalogue.search(query, LOCAL_PERSON)

    return search


def _finding(storage: Storage, terms: list[str], query: JobQuery) -> Callable[[], Awaitable[object]]:
    async def find() -> object:
        async with storage.reading() as books:
            return await books.catalogue.candidates(terms, query, LOCAL_PERSON, 200)

    return find


async def _timed(call: Callable[[], Awaitable[object]]) -> dict[str, float]:
    spent: list[float] = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        await call()
        spent.append((time.perf_counter() - start) * 1000)
    return {"p50": round(statistics.median(spent), 2), "p95": round(sorted(spent)[int(ROUNDS * 0.95)], 2)}
