"""How fast jobs are stored and searched: `copilot bench`."""

import random
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from attrs import field, frozen

from copilot_core.entities.facts import Facts
from copilot_core.entities.identities import LOCAL_PERSON, JobId, SightingId, SourceName
from copilot_core.entities.job import Job, JobSummary
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.entities.kinds import Employment, Seniority
from copilot_core.entities.place import Place, Remote, WorkFrom
from copilot_core.entities.posting import Posting
from copilot_core.entities.salary import Period, Salary
from copilot_core.entities.sighting import Sighting
from copilot_core.ports.storage import Storage

BATCH = 200
ROUNDS = 15
WORDS = 300
START = datetime(2026, 1, 1, tzinfo=UTC)
COUNTRIES = ("US", "DE", "GB", "FR", "IN", "ES", "NL", "PL", "BR", "CA")
SOURCES = ("remotive", "arbeitnow", "jobicy", "greenhouse", "lever", "themuse")


@frozen
class InventedJobs:
    """Jobs of words as frequent as in a language (Zipf); the same seed gives the same jobs."""

    count: int
    seed: int = 1
    vocabulary: tuple[str, ...] = field(init=False)

    @vocabulary.default
    def _vocabulary(self) -> tuple[str, ...]:
        chance = random.Random(self.seed)  # noqa: S311 - invented words
        syllables = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]
        return tuple({"".join(chance.choices(syllables, k=chance.randint(2, 4))): None for _ in range(30_000)})

    def __iter__(self) -> Iterator[Job]:
        """Yield the jobs, oldest first."""
        chance = random.Random(self.seed + 1)  # noqa: S311 - as above
        weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.vocabulary))))
        for number in range(self.count):
            drawn = chance.choices(self.vocabulary, cum_weights=weights, k=WORDS + 4)
            yield _job(number, drawn[:4], drawn[4:], chance)

    def word(self, share: float) -> str:
        """Return a word that about this share of the jobs has."""
        total = sum(1 / (rank + 3) for rank in range(len(self.vocabulary)))
        ranks = range(len(self.vocabulary))
        return self.vocabulary[next(rank for rank in ranks if 1 - (1 - 1 / (rank + 3) / total) ** WORDS <= share)]


def _job(number: int, title: list[str], text: list[str], chance: random.Random) -> Job:
    name, at = f"invented-{number}", START + timedelta(minutes=number)
    posting = Posting(
        external_id=name, url=f"https://jobs.example/{name}", title=" ".join(title), company="", posted_at=at
    )
    sighting = Sighting(
        id=SightingId(name),
        source=SourceName(chance.choice(SOURCES)),
        posting=posting,
        facts=Facts(),
        first_seen=at,
        last_seen=at,
        content=name,
    )
    country = chance.choice(COUNTRIES)
    remote = chance.choice(tuple(Remote))
    summary = JobSummary(
        id=JobId(name),
        title=posting.title,
        company=f"Company {chance.randrange(3000)}",
        url=posting.url,
        places=(Place(f"{text[0]}, {country}", city=text[0], country=country),),
        remote=remote,
        work_from=WorkFrom(countries=frozenset({country})) if remote is Remote.YES else WorkFrom(),
        salary=Salary(50_000 + number % 977 * 100, None, "USD", Period.YEAR) if number % 3 else None,
        employment=frozenset({chance.choice(tuple(Employment))}),
        seniority=chance.choice(tuple(Seniority)),
        skills=tuple(sorted({f"skill {chance.randrange(500)}" for _ in range(10)})),
        language="en",
        posted_at=at,
        first_seen=at,
        last_seen=at,
        sources=(sighting.source,),
    )
    return Job(summary=summary, description=" ".join(text), facts=Facts(), sightings=(sighting,))


async def fill(storage: Storage, jobs: InventedJobs) -> float:
    """Store the jobs; return how many a second, without the time to invent them."""
    spent, batch = 0.0, []
    for number, job in enumerate(jobs, 1):
        batch.append(job)
        if len(batch) == BATCH or number == jobs.count:
            start = time.perf_counter()
            async with storage.transaction() as books:
                await books.catalogue.save(batch, [])
            spent += time.perf_counter() - start
            batch = []
    return jobs.count / spent


async def bench_search(storage: Storage, count: int = 100_000) -> dict[str, object]:
    """Store `count` invented jobs where fewer are, and time searches; milliseconds, median and 95th percentile."""
    jobs = InventedJobs(count)
    async with storage.reading() as books:
        there = await books.catalogue.count(LOCAL_PERSON)
    stored = await fill(storage, jobs) if there < count else None
    rare, common = jobs.word(0.002), jobs.word(0.5)
    terms = [jobs.word(share) for share in (0.3, 0.2, 0.1, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02, 0.01, 0.005, 0.002)]
    filters = JobQuery(remote=frozenset({Remote.YES}), country="DE")
    queries = {
        "rare_word": JobQuery(text=rare),
        "common_word": JobQuery(text=common),
        "two_words": JobQuery(text=f"{jobs.word(0.3)} {jobs.word(0.1)}"),
        "facets_of_all": JobQuery(),
        "filtered": filters,
        "word_and_filters": JobQuery(text=common, remote=filters.remote, country="DE", posted_after=START),
        "by_date": JobQuery(text=common, sort=Sort.DATE),
        "by_pay": JobQuery(sort=Sort.PAY, pay_min=60_000, currency="USD"),
    }
    timed = {name: await _timed(_searching(storage, query)) for name, query in queries.items()}
    timed["candidates_of_12_terms"] = await _timed(_finding(storage, terms, JobQuery()))
    timed["candidates_filtered"] = await _timed(_finding(storage, terms, filters))
    return {"jobs": count, "stored_per_second": stored and round(stored), "milliseconds": timed}


def render(result: dict[str, object]) -> str:
    """Put the figures into lines."""
    timed = result["milliseconds"]
    assert isinstance(timed, dict)  # noqa: S101 - as `bench_search` made it
    lines = [f"{name:<24}{p50:>8.1f} ms  p95 {p95:>8.1f} ms" for name, (p50, p95) in timed.items()]
    return "\n".join([f"{result['jobs']} jobs, stored at {result['stored_per_second']}/s", *lines])


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


async def _timed(call: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    spent: list[float] = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        await call()
        spent.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(spent), 2), round(sorted(spent)[int(ROUNDS * 0.95)], 2)
