"""A board of 100 000 postings collected through the whole way in: how fast, and how the memory of the process grows.

`python -m copilot_adapters.benches.collect_large DATABASE COUNT` is the process measured.
"""

import asyncio
import json
import resource
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve, frozen
from pydantic import SecretStr

from copilot_adapters.benches.invented import InventedJobs
from copilot_core.entities.collection import SourceReport
from copilot_core.entities.identities import SourceName
from copilot_core.entities.posting import Attribution, Posting, Search
from copilot_core.ports.job_source import JobSource

JOBS = 100_000
LOOKS = 10
"""How often the memory is looked at."""

KILOBYTES = 1024 if sys.platform == "linux" else 1024 * 1024
NAME = SourceName("invented")


def evaluate(database: str = "", jobs: int = JOBS) -> dict[str, object]:
    """Return postings a second, and peak megabytes after each tenth; `database` is an empty one's address."""
    with TemporaryDirectory(prefix="copilot-bench-") as folder:
        address = database or f"sqlite:///{Path(folder) / 'bench.sqlite'}"
        command = [sys.executable, "-m", "copilot_adapters.benches.collect_large", address, str(jobs), folder]
        measured = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 - our own interpreter
    result: dict[str, object] = json.loads(measured)
    return {"database": address.partition(":")[0], "jobs": jobs, **result}


def render(result: dict[str, object]) -> str:
    """Put the figures into lines."""
    looks = result["looks"]
    assert isinstance(looks, list)  # noqa: S101 - as `_collect` made it
    lines = [f"  {one['found']:>8} {one['per_second']:>6}/s {one['peak_mb']:>6} MB" for one in looks]
    return "\n".join([f"collect: {result['jobs']} postings into {result['database']}", *lines])


@frozen
class Invented:
    """A board of invented postings, and the only one there is."""

    count: int
    attribution: Attribution = Attribution(name="Invented", url="https://jobs.example")
    min_interval: timedelta = timedelta(0)

    def names(self) -> tuple[SourceName, ...]:
        """Return its name."""
        return (NAME,)

    def source(self, name: SourceName) -> JobSource:  # noqa: ARG002 - there is one
        """Return itself."""
        return self

    async def postings(self, search: Search) -> AsyncIterator[Posting]:  # noqa: ARG002 - it has no search
        """Yield all."""
        for posting in _postings(self.count):
            yield posting


def _postings(count: int) -> Iterator[Posting]:
    for job in InventedJobs(count):
        [sighting] = job.sightings
        places = tuple(place.text for place in job.summary.places)
        yield evolve(
            sighting.posting, company=job.summary.company, places=places, description=job.description, language="en"
        )


async def _collect(database: str, count: int, home: Path) -> dict[str, object]:
    from copilot_adapters.container import closing_container  # noqa: PLC0415 - in the process measured alone
    from copilot_adapters.settings import Settings  # noqa: PLC0415 - as above

    looks: list[dict[str, float]] = []
    started = last = time.perf_counter()
    found = 0

    def look(_: SourceName, report: SourceReport) -> None:
        nonlocal last, found
        if report.found - found >= count // LOOKS:
            now = time.perf_counter()
            rate = round((report.found - found) / (now - last))
            looks.append({"found": report.found, "per_second": rate, "peak_mb": _peak()})
            found, last = report.found, now

    settings = Settings(home=home, database_url=SecretStr(database), embedder="none", background=False)
    async with closing_container(settings=settings) as container:
        board = Invented(count)
        collect = evolve(container.collect_jobs(), sources=board)
        report = await collect(Search(limit=count, requests=count), progress=look)
    seconds = time.perf_counter() - started
    sources = {name: one.outcome for name, one in report.sources.items()}
    return {"looks": looks, "per_second": round(count / seconds), "kept": report.jobs, "outcomes": sources}


def _peak() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_collect(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])))))  # noqa: T201 - read by the bench
