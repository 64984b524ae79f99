"""What is kept for the next time is never out of date: not for one's own change, and not for another process's."""

import asyncio
import subprocess
import sys
from typing import Any

import pytest
from api_world import World, open_world
from attrs import evolve

from copilot_adapters.caches.memory import Memory
from copilot_adapters.storage import SqlStorage
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.entities.job import Job
from copilot_core.entities.job_query import JobQuery
from copilot_core.testing import make_job, make_posting, make_sighting

ELSEWHERE = """
import asyncio, sys
from copilot_adapters.stemmers.snowball import Snowball
from copilot_adapters.storage import SqlStorage
from copilot_core.testing import make_job, make_posting, make_sighting

async def main():
    storage = SqlStorage(sys.argv[1], Snowball().stem)
    async with storage.transaction() as books:
        await books.catalogue.save([make_job(make_sighting(make_posting(title="Plumber")))], [])
    await storage.close()

asyncio.run(main())
"""


async def counts(world: World, **filters: str) -> tuple[int, dict[str, Any]]:
    answer = await world.client.get("/api/v1/jobs", params={"limit": 1, **filters})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    return found["total"], found["facets"]


async def asked_twice(world: World, **filters: str) -> tuple[int, dict[str, Any]]:
    first, again = await counts(world, **filters), await counts(world, **filters)
    assert first == again
    return again


def made(title: str) -> Job:
    return make_job(make_sighting(make_posting(title=title)))


async def test_a_job_that_is_dismissed_is_not_counted_any_more(stocked: World) -> None:
    before, facets = await asked_twice(stocked)
    job = (await stocked.jobs())[0]
    put = await stocked.client.put(f"/api/v1/jobs/{job['id']}/mark", json={"mark": "dismissed", "reason": "pay"})
    assert put.status_code == 200, put.text
    now, fewer = await asked_twice(stocked)
    assert now == before - 1
    assert sum(fewer["source"].values()) < sum(facets["source"].values())
    gone = await stocked.client.delete(f"/api/v1/jobs/{job['id']}/mark")
    assert gone.status_code == 204, gone.text
    assert await asked_twice(stocked) == (before, facets)


async def test_a_job_brought_by_hand_is_counted_at_once_for_its_owner_alone(stocked: World) -> None:
    async with stocked.client_of("ada") as ada:
        theirs = (await ada.get("/api/v1/jobs", params={"limit": 1})).json()["total"]
        before, _ = await asked_twice(stocked)
        brought = {"by": "hand", "title": "Lighthouse keeper", "company": "Coast"}
        added = await stocked.client.post("/api/v1/jobs", json=brought)
        assert added.status_code == 201, added.text
        now, facets = await asked_twice(stocked)
        assert now == before + 1
        assert facets["company"]["Coast"] == 1
        again = (await ada.get("/api/v1/jobs", params={"limit": 1})).json()
    assert again["total"] == theirs
    assert "Coast" not in again["facets"]["company"]


async def test_what_another_process_stores_is_counted_at_once(stocked: World) -> None:
    before, _ = await asked_twice(stocked)
    command = [sys.executable, "-W", "error", "-c", ELSEWHERE, stocked.settings.database]
    done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    now, _ = await asked_twice(stocked)
    assert now == before + 1
    assert (await asked_twice(stocked, text="plumber"))[0] == 1


@pytest.mark.parametrize(
    "filters",
    [
        {"remote": "yes"},
        {"pay_min": "1"},
        {"closed": "true"},
        {"sort": "date"},
        {"posted_after": "2999-01-01T00:00:00Z"},
    ],
)
async def test_questions_that_differ_are_kept_apart(stocked: World, filters: dict[str, str]) -> None:
    every = await asked_twice(stocked)
    kept = await asked_twice(stocked, **filters)
    async with open_world(stocked.settings) as fresh:
        assert await counts(fresh, **filters) == kept
        assert await counts(fresh) == every


async def test_the_second_time_nothing_is_counted(storage: SqlStorage) -> None:
    cache = Memory()
    keeping = evolve(storage, cache=cache)
    async with keeping.transaction() as books:
        jobs = [made(f"{number}") for number in range(5)]
        await books.catalogue.save(jobs, [])
    async with keeping.reading() as books:
        first = await books.catalogue.search(JobQuery(), LOCAL_PERSON)
    kept = cache.size
    assert kept
    async with keeping.reading() as books:
        again = await books.catalogue.search(JobQuery(), LOCAL_PERSON)
    assert again == first
    assert cache.size == kept
    await keeping.close()


async def saved_and_given_up(storage: SqlStorage) -> None:
    async with storage.transaction() as books:
        await books.catalogue.save([made("gone")], [])
        assert (await books.catalogue.search(JobQuery(), LOCAL_PERSON)).total == 1
        raise InterruptedError


async def test_what_was_rolled_back_is_never_answered(storage: SqlStorage) -> None:
    keeping = evolve(storage, cache=Memory())
    with pytest.raises(InterruptedError):
        await saved_and_given_up(keeping)
    async with keeping.reading() as books:
        assert (await books.catalogue.search(JobQuery(), LOCAL_PERSON)).total == 0
    await keeping.close()


async def test_a_reading_that_began_before_a_change_answers_and_keeps_what_it_saw(storage: SqlStorage) -> None:
    keeping = evolve(storage, cache=Memory())
    await keeping.migrate()
    async with keeping.reading() as early:
        await early.catalogue.count(LOCAL_PERSON)
        async with keeping.transaction() as books:
            await books.catalogue.save([made("new")], [])
        assert (await early.catalogue.search(JobQuery(), LOCAL_PERSON)).total == 0
    async with keeping.reading() as late:
        assert (await late.catalogue.search(JobQuery(), LOCAL_PERSON)).total == 1
    await keeping.close()
