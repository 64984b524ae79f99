"""Several processes that store the same and overlapping postings neither block each other for good nor double a job."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from copilot_adapters.storage.engine import make_engines

pytestmark = pytest.mark.slow

COLLECTOR = """
import asyncio, json, sys
from copilot_adapters.container import closing_container
from copilot_adapters.settings import Settings
from copilot_core.entities.identities import SourceName
from copilot_core.testing.makers import make_posting

TRADES = ("Nurse", "Cook", "Welder", "Painter", "Lawyer", "Baker", "Roofer", "Pilot", "Tailor", "Dentist")
TOWNS = ("Hamburg", "Berlin", "Paris", "Madrid", "Vienna", "Warsaw")

def posting(number):
    trade, town = TRADES[number % 10], TOWNS[number // 10 % 6]
    title, firm = f"{trade} in {town}", f"Employer {number // 2}"
    return make_posting(external_id=str(number), title=title, company=firm, places=(town,),
                        description=f"{firm} looks for a {trade} who knows {trade} things. Number {number // 2}.")

async def main():
    url, home, first, beyond = *sys.argv[1:3], *map(int, sys.argv[3:])
    settings = Settings(home=home, database_url=url, embedder="none", background=False)
    async with closing_container(settings=settings) as container:
        store = container.store_postings()
        print("ready", flush=True)
        sys.stdin.readline()
        for source in ("acme", "globex"):
            for start in range(first, beyond, 15):
                await store(SourceName(source), [posting(number) for number in range(start, start + 15)])

asyncio.run(main())
"""


def plain(url: str) -> str:
    return url.replace("+psycopg", "").replace("+aiosqlite", "")


async def collect(url: str, home: Path, shares: list[tuple[int, int]]) -> None:
    """Let a process store the postings of each share, all at once."""
    processes = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-W", "error", "-c", COLLECTOR, plain(url), str(home), *map(str, share)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for share in shares
    ]
    for process in processes:
        assert process.stdout is not None
        await process.stdout.readline()
    ends = await asyncio.gather(*(process.communicate(b"go\n") for process in processes))
    assert [process.returncode for process in processes] == [0] * len(shares), ends


async def jobs_in(url: str) -> list[list[str]]:
    """Return which sightings are one job."""
    engines = make_engines(url)
    query = text("SELECT job_key, source, external_id FROM job_sightings JOIN sightings ON sightings.id = sighting")
    jobs: dict[int, list[str]] = {}
    async with engines.read() as connection:
        for key, source, number in await connection.execute(query):
            jobs.setdefault(key, []).append(f"{source} {number}")
        left_over = text("SELECT count(*) FROM jobs WHERE key NOT IN (SELECT job_key FROM job_sightings)")
        assert (await connection.execute(left_over)).scalar_one() == 0
    await engines.close()
    return sorted(sorted(members) for members in jobs.values())


async def test_three_processes_store_what_one_would(storage_url: str, tmp_path: Path) -> None:
    alone = f"sqlite+aiosqlite:///{tmp_path / 'alone.sqlite'}"
    await collect(storage_url, tmp_path / "three", [(0, 60), (0, 60), (30, 90)])
    await collect(alone, tmp_path / "one", [(0, 90)])
    together, one_by_one = await jobs_in(storage_url), await jobs_in(alone)
    assert sum(len(members) for members in together) == 180
    assert together == one_by_one, json.dumps(together)
