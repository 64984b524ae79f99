"""A database of its own for a bench: the sample's jobs, read for real and multiplied."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from attrs import evolve

from copilot_adapters.container import Container, closing_container
from copilot_adapters.sample.web import BOARDS, SETTINGS
from copilot_adapters.settings import Settings
from copilot_core.entities.identities import LOCAL_PERSON, JobId
from copilot_core.entities.job import Job
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.entities.posting import Search
from copilot_core.ports.storage import Storage

EVERYTHING = Search(limit=100_000, requests=100_000)
BATCH = 500


@asynccontextmanager
async def scratch(*, embedder: str = "minilm") -> AsyncIterator[Container]:
    """Compose the library on a temporary SQLite database, with the sample's boards."""
    with TemporaryDirectory(prefix="copilot-bench-") as folder:
        async with scratch_in(Path(folder), embedder=embedder) as container:
            yield container


@asynccontextmanager
async def scratch_in(folder: Path, *, embedder: str) -> AsyncIterator[Container]:
    """Compose the library on a database in a folder, with the sample's boards."""
    made = Settings(home=folder, job_sources=SETTINGS, background=False, embedder=embedder)
    made = made.model_copy(update={"collection": made.collection.model_copy(update={"sources": BOARDS})})
    async with closing_container(settings=made, sample=True) as container:
        yield container


async def multiply(container: Container, count: int) -> None:
    """Collect the sample and copy its jobs, each under ids of its own, until there are `count`."""
    await container.collect_jobs()(EVERYTHING)
    storage: Storage = container.storage()
    originals = await _all_jobs(storage)
    copies = _copies(originals, count - len(originals))
    while batch := [job for _, job in zip(range(BATCH), copies, strict=False)]:
        async with storage.transaction() as books:
            await books.catalogue.save(batch, [])


async def _all_jobs(storage: Storage) -> list[Job]:
    jobs: list[Job] = []
    cursor: str | None = None
    while True:
        async with storage.reading() as books:
            page = await books.catalogue.search(JobQuery(sort=Sort.DATE, limit=200, cursor=cursor), LOCAL_PERSON)
            jobs += [await books.catalogue.job(one.id, LOCAL_PERSON) for one in page.jobs]
        cursor = page.next
        if cursor is None:
            return jobs


def _copies(originals: list[Job], count: int) -> Iterator[Job]:
    chance = Random(7)  # noqa: S311 - no secret hangs on it
    for number in range(count):
        job = originals[number % len(originals)]
        employer = f"{job.summary.company} {chance.randrange(count)}"
        summary = evolve(job.summary, id=JobId(f"copy-{number}"), company=employer)
        text = f"{employer}. {job.description}\n\n{_noise(chance)}"
        yield evolve(job, summary=summary, description=text, sightings=(), merges=())


def _noise(chance: Random) -> str:
    """Make a job's index entry as large as a real one's: about 200 words more, few of them shared."""
    return " ".join(f"w{int(chance.paretovariate(0.6)) % 200_000}" for _ in range(200))
