"""Who is told of which new jobs, exactly once."""

import asyncio
from collections.abc import Collection

import pytest
from attrs import evolve, frozen
from news_world import DAY, DRIVER, EMBEDDER, NewsWorld, nurses, opening

from copilot_adapters.storage import SqlStorage
from copilot_core.entities.closing import Closing
from copilot_core.entities.identities import PersonId
from copilot_core.entities.seeker import Seeker, Wishes
from copilot_core.rules.fit.news import GOOD
from copilot_core.sentences import Sentence
from copilot_core.testing import make_job, make_sighting
from copilot_core.testing.makers import NOON
from copilot_core.use_cases.matching.tell_new_matches import TOLD

ANN, BOB = PersonId("ann"), PersonId("bob")


@pytest.fixture(params=["by meaning", "by words"])
def world(storage: SqlStorage, request: pytest.FixtureRequest) -> NewsWorld:
    return NewsWorld(storage, by_words=request.param == "by words")


async def test_a_new_job_that_fits_is_told_once(world: NewsWorld) -> None:
    await world.settle()
    [job] = nurses(1)
    await world.keep(job, opening("Truck Driver", 1, "Haulage by lorry."))
    await world.run()
    [facts] = await world.told()
    assert (facts["job"], facts["title"], facts["company"]) == (job.id, "Registered Nurse", "Company 0")
    assert isinstance(facts["score"], float)
    assert facts["score"] >= GOOD
    assert await world.run() == {"people": 0, "told": 0}
    assert len(await world.told()) == 1


async def test_a_first_collection_is_told_in_sum(world: NewsWorld) -> None:
    await world.join()
    assert await world.run() == {"people": 0, "told": 0}
    await world.keep(*nurses(30), opening("Truck Driver", 1, "Haulage by lorry."))
    await world.run()
    [facts] = await world.told()
    assert facts["new"] == 31
    assert isinstance(facts["jobs"], tuple)
    assert isinstance(facts["titles"], tuple)
    assert len(facts["jobs"]) == len(facts["titles"]) == 5
    assert set(facts["titles"]) == {"Registered Nurse"}
    await world.run()
    assert len(await world.told()) == 1


async def test_who_has_nothing_in_common_with_it_hears_nothing(world: NewsWorld) -> None:
    await world.join(BOB, DRIVER)
    await world.settle(ANN)
    await world.keep(*nurses(3))
    await world.run()
    assert len(await world.told(ANN)) == 3
    assert await world.told(BOB) == []


async def test_the_best_are_told_and_the_rest_counted(world: NewsWorld) -> None:
    await world.settle()
    await world.keep(*nurses(TOLD + 7))
    await world.run()
    *named, rest = await world.told()
    assert len({facts["job"] for facts in named}) == TOLD
    assert rest == {"more": 7}


async def test_a_job_that_is_merged_or_found_on_a_second_board_is_no_news(world: NewsWorld) -> None:
    await world.settle()
    first, second = nurses(2)
    await world.keep(second)
    await world.run()
    assert [facts["job"] for facts in await world.told()] == [second.id]
    both = make_job(*first.sightings, *second.sightings)
    whole = evolve(both, summary=evolve(first.summary, sources=("acme", "other")))
    await world.keep(whole, gone=((second.id, first.id),))
    await world.run()
    again = make_sighting(first.sightings[0].posting, source="other", facts=first.facts)
    await world.keep(evolve(whole, sightings=(*whole.sightings, again), description="Told at greater length."))
    await world.run()
    assert [facts["job"] for facts in await world.told()] == [second.id]


async def test_a_private_job_is_told_to_nobody(world: NewsWorld) -> None:
    await world.settle(ANN, BOB)
    [job] = nurses(1)
    await world.keep(evolve(job, owner=BOB))
    await world.run()
    assert await world.told(ANN) == await world.told(BOB) == []


async def test_closed_jobs_and_old_ones_are_no_news(world: NewsWorld) -> None:
    await world.settle()
    closed, old = nurses(2)
    over = Closing(at=NOON, why=Sentence("closed_missing"))
    closed = evolve(closed, summary=evolve(closed.summary, closed=over))
    old = evolve(old, summary=evolve(old.summary, first_seen=world.clock.now() - 15 * DAY))
    await world.keep(closed, old)
    await world.run()
    assert await world.told() == []


async def test_a_job_with_a_hard_blocker_is_not_told(world: NewsWorld) -> None:
    await world.settle()
    async with world.storage.transaction() as books:
        await books.people.save_seeker(Seeker(wishes=Wishes(blocked_companies=("Company 0",))))
    await world.keep(*nurses(2))
    await world.run()
    assert [facts["company"] for facts in await world.told()] == ["Company 1"]


async def test_of_two_runs_at_once_one_tells(world: NewsWorld) -> None:
    await world.settle(ANN, BOB)
    await world.keep(*nurses(3))
    await asyncio.gather(world.run(), world.run(), world.run())
    assert len(await world.told(ANN)) == len(await world.told(BOB)) == 3


class Stop(Exception):
    """What ends a run half-way."""


@frozen
class StoppingBus:
    """Ends the run when the first person was told."""

    async def wake(self, people: Collection[PersonId]) -> None:
        raise Stop


async def test_a_run_that_is_stopped_half_way_is_gone_on_with(world: NewsWorld) -> None:
    await world.settle(ANN, BOB)
    await world.keep(*nurses(TOLD + 5))
    with pytest.raises(Stop):
        await evolve(world, bus=StoppingBus()).run()
    assert sorted([len(await world.told(ANN)), len(await world.told(BOB))]) == [0, TOLD + 1]
    await world.run()
    assert len(await world.told(ANN)) == len(await world.told(BOB)) == TOLD + 1


async def test_nobody_is_looked_at_for_the_first_time_while_jobs_wait_to_be_read(storage: SqlStorage) -> None:
    world = NewsWorld(storage)
    await world.join()
    await world.keep(*nurses(2))
    async with storage.transaction() as books:
        await books.catalogue.save(nurses(2, 2), [])
    assert await world.run() == {"people": 0, "told": 0}
    await world.read()
    await world.run()
    [facts] = await world.told()
    assert facts["new"] == 4


async def test_many_people_are_found_by_asking_for_each_job(storage: SqlStorage) -> None:
    world = NewsWorld(storage)
    people = [PersonId(f"nurse {number:02d}") for number in range(6)]
    for number in range(6):
        await world.join(PersonId(f"driver {number}"), DRIVER)
    await world.settle(*people)
    await world.keep(*nurses(2))
    assert await world.run() == {"people": 12, "told": 12}
    assert {len(await world.told(person)) for person in people} == {2}


async def test_whoever_erased_a_resume_is_not_told(storage: SqlStorage) -> None:
    world = NewsWorld(storage)
    await world.settle(ANN, BOB)
    async with storage.transaction() as books:
        await books.resume_vectors.forget(ANN)
    async with storage.transaction() as books:
        await books.catalogue.save(nurses(1), [])
        model = EMBEDDER.model
        named = await books.resume_vectors.named(model, [ANN, BOB])
        assert {one.person for one in named.values()} == {BOB}
        assert {ANN, BOB}.isdisjoint(named)
    found = await world.resume_index.nearest((await EMBEDDER.embed(["Registered Nurse"]))[0], 9)
    assert {one.id for one in found} == set(named)
