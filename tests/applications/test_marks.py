"""Jobs are saved, and dismissed ones are shown no more."""

import pytest
from applications_world import ANNA, BEN, MINUTE, ApplicationsWorld, opening
from attrs import evolve
from news_world import NURSE

from copilot_core.entities.identities import JobId
from copilot_core.entities.job_mark import Mark, Reason
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.errors import NotFound, Rejected
from copilot_core.testing import make_job, make_resume


async def test_a_dismissed_job_is_left_out_until_it_is_cleared(world: ApplicationsWorld) -> None:
    one, other = opening(1), opening(2)
    await world.put(one, other)
    made = await world.container.mark_job()(one.id, Mark.DISMISSED, reason=Reason.PAY, note=" too little ")
    assert made is not None
    assert (made.reason, made.note) == (Reason.PAY, "too little")
    for asked in ({}, {"text": "nurse"}, {"sort": Sort.PAY}):
        assert await world.jobs(**asked) == {other.id}
    assert await world.jobs(dismissed=True) == {one.id, other.id}
    assert await world.jobs(marked=Mark.DISMISSED) == {one.id}
    assert await world.container.show_mark()(one.id) == made
    await world.container.mark_job()(one.id, None)
    assert await world.jobs() == {one.id, other.id}
    with pytest.raises(NotFound, match="neither"):
        await world.container.show_mark()(one.id)
    assert [event.payload["mark"] for event in await world.events("mark")] == ["dismissed", None]


async def test_totals_and_facets_leave_dismissed_jobs_out(world: ApplicationsWorld) -> None:
    await world.put(opening(1), opening(2))
    await world.container.mark_job()(opening(1).id, Mark.DISMISSED)
    page = await world.container.search_jobs()(JobQuery())
    assert page.total == 1
    assert page.facets["source"] == {"acme": 1}


async def test_saved_jobs_can_be_listed(world: ApplicationsWorld) -> None:
    await world.put(opening(1), opening(2))
    await world.container.mark_job()(opening(1).id, Mark.SAVED)
    assert await world.jobs(marked=Mark.SAVED) == {opening(1).id}
    assert await world.jobs() == {opening(1).id, opening(2).id}


async def test_marks_are_each_persons_own(world: ApplicationsWorld) -> None:
    await world.put(opening(1), opening(2))
    await world.container.mark_job()(opening(1).id, Mark.DISMISSED, person=ANNA)
    await world.container.mark_job()(opening(2).id, Mark.DISMISSED, person=BEN)
    assert await world.jobs(ANNA) == {opening(2).id}
    assert await world.jobs(BEN) == {opening(1).id}
    assert await world.jobs() == {opening(1).id, opening(2).id}


async def test_a_mark_follows_a_job_that_is_merged_and_the_newest_counts(world: ApplicationsWorld) -> None:
    one, other = opening(1), opening(2)
    await world.put(one, other)
    await world.container.mark_job()(other.id, Mark.DISMISSED)
    merged = make_job(*one.sightings, *other.sightings)
    await world.put(merged, gone=((other.id, one.id),))
    assert await world.jobs() == set()
    assert await world.jobs(marked=Mark.DISMISSED) == {one.id}
    world.clock.move(MINUTE)
    await world.container.mark_job()(one.id, Mark.SAVED)
    assert await world.jobs() == {one.id}
    assert await world.jobs(marked=Mark.DISMISSED) == set()


async def test_of_marks_on_jobs_that_are_merged_later_the_newest_counts(world: ApplicationsWorld) -> None:
    one, other = opening(1), opening(2)
    await world.put(one, other)
    await world.container.mark_job()(one.id, Mark.DISMISSED)
    world.clock.move(MINUTE)
    await world.container.mark_job()(other.id, Mark.SAVED)
    await world.put(make_job(*one.sightings, *other.sightings), gone=((other.id, one.id),))
    assert await world.jobs() == {one.id}
    assert (await world.container.show_mark()(one.id)).mark is Mark.SAVED
    assert await world.jobs(marked=Mark.DISMISSED) == set()


async def test_a_mark_on_a_shared_job_holds_for_the_persons_own_view_of_it(world: ApplicationsWorld) -> None:
    shared = opening(1)
    await world.put(shared)
    await world.container.mark_job()(shared.id, Mark.DISMISSED, person=ANNA)
    own = make_job(*shared.sightings, owner=ANNA, stands_for=(shared.id,))
    await world.put(evolve(own, summary=evolve(own.summary, id=JobId("annas"))))
    assert await world.jobs(ANNA) == set()
    assert await world.jobs(ANNA, marked=Mark.DISMISSED) == {JobId("annas")}


async def test_matches_leave_dismissed_jobs_out(world: ApplicationsWorld) -> None:
    await world.put(opening(1), opening(2))
    async with world.container.storage().transaction() as books:
        await books.people.save_resume(make_resume(reading=NURSE))
    await world.container.mark_job()(opening(1).id, Mark.DISMISSED)
    found = await world.container.find_matches()()
    assert [match.job.id for match in found.matches] == [opening(2).id]
    similar = await world.container.similar_jobs()(opening(2).id)
    assert similar.jobs == ()


async def test_a_reason_is_for_dismissals_alone(world: ApplicationsWorld) -> None:
    await world.put(opening())
    with pytest.raises(Rejected, match="dismiss"):
        await world.container.mark_job()(opening().id, Mark.SAVED, reason=Reason.PAY)
    with pytest.raises(NotFound, match="nowhere"):
        await world.container.mark_job()(JobId("nowhere"), Mark.SAVED)
