"""Jobs are tracked from the first look to the last answer."""

import asyncio
from datetime import datetime, timedelta

import pytest
from applications_world import ANNA, BEN, DAY, MINUTE, ApplicationsWorld, opening
from attrs import evolve

from copilot_core.entities.application import Deed, Stage, Tracked
from copilot_core.entities.identities import LOCAL_PERSON, JobId
from copilot_core.errors import NotFound, Rejected
from copilot_core.ports.applications import ApplicationQuery
from copilot_core.testing import make_job, make_posting, make_sighting


async def test_a_job_that_is_tracked_begins_saved_with_its_first_line(world: ApplicationsWorld) -> None:
    await world.put(opening())
    begun = (await world.track(opening())).application
    assert (begun.stage, begun.version, begun.company) == (Stage.SAVED, 1, "Clinic 1")
    assert [(line.what, line.stage, line.at) for line in begun.timeline] == [
        (Deed.MOVED, Stage.SAVED, begun.created_at)
    ]


async def test_every_change_is_a_line_and_an_event(world: ApplicationsWorld) -> None:
    await world.put(opening())
    one = (await world.track(opening())).application
    await world.move(one, Stage.APPLIED)
    await world.container.note_application()(one.id, " Asked for Ms Meyer\x07 ")
    await world.container.remind_application()(one.id, world.clock.now() + DAY)
    shown = (await world.container.remind_application()(one.id, None)).application
    assert [line.what for line in shown.timeline] == [
        Deed.MOVED,
        Deed.MOVED,
        Deed.NOTED,
        Deed.REMINDER_SET,
        Deed.REMINDER_CLEARED,
    ]
    assert shown.timeline[2].text == "Asked for Ms Meyer"
    assert shown == (await world.show(one)).application
    told = await world.events("application")
    assert [event.payload["version"] for event in told] == [1, 2, 3, 4, 5]


async def test_what_is_tracked_already_is_not_begun_again(world: ApplicationsWorld) -> None:
    await world.put(opening())
    first = (await world.track(opening())).application
    again = await world.track(opening())
    assert again.application == first
    assert [said.code for said in again.warnings] == ["application_exists"]
    applied = await world.track(opening(), Stage.APPLIED)
    assert (applied.application.id, applied.application.stage) == (first.id, Stage.APPLIED)
    assert applied.warnings == ()


async def test_a_job_applied_to_under_another_id_is_answered_with_a_warning(world: ApplicationsWorld) -> None:
    one, other = opening(1), opening(2)
    await world.put(one, other)
    sent = (await world.track(other, Stage.APPLIED)).application
    merged = make_job(*one.sightings, *other.sightings)
    await world.put(merged, gone=((other.id, one.id),))
    again = await world.track(one, Stage.APPLIED)
    assert again.application == sent
    assert again.job is not None
    assert again.job.id == one.id
    assert [(said.code, said.params["application"]) for said in again.warnings] == [("applied_already", sent.id)]
    assert sent.id in str(again.warnings[0])


async def test_applications_to_jobs_that_are_merged_later_both_stay_and_say_so(world: ApplicationsWorld) -> None:
    one, other = opening(1), opening(2)
    await world.put(one, other)
    first = (await world.track(one, Stage.APPLIED)).application
    second = (await world.track(other)).application
    await world.put(make_job(*one.sightings, *other.sightings), gone=((other.id, one.id),))
    page = await world.container.list_applications()(ApplicationQuery())
    assert {seen.application.id: (seen.job and seen.job.id, seen.twins) for seen in page.applications} == {
        first.id: (one.id, (second.id,)),
        second.id: (one.id, (first.id,)),
    }
    moved = await world.move(second, Stage.APPLIED)
    assert [said.params["application"] for said in moved.warnings] == [first.id]


async def test_an_application_outlives_its_job(world: ApplicationsWorld) -> None:
    posting = make_posting(company="Mine")
    own = evolve(make_job(make_sighting(posting, owner=LOCAL_PERSON)), owner=LOCAL_PERSON)
    await world.put(own)
    one = (await world.track(own)).application
    async with world.container.storage().transaction() as books:
        await books.catalogue.save([], [], [own.id])
    shown = await world.show(one)
    assert (shown.job, shown.application.company) == (None, "Mine")


async def test_lists_are_by_stage_and_in_pages(world: ApplicationsWorld) -> None:
    jobs = [opening(number) for number in range(5)]
    await world.put(*jobs)
    for number, job in enumerate(jobs):
        await world.track(job, Stage.APPLIED if number % 2 else Stage.SAVED)
    assert await world.listed(stages=frozenset({Stage.APPLIED})) == ["Clinic 3", "Clinic 1"]
    found: list[str] = []
    cursor = None
    while True:
        page = await world.container.list_applications()(ApplicationQuery(limit=2, cursor=cursor))
        found += [seen.application.company for seen in page.applications]
        cursor = page.next
        if cursor is None:
            break
    assert found == [f"Clinic {number}" for number in (4, 3, 2, 1, 0)]


@pytest.mark.parametrize("cursor", ["", "x", "é", "MjAyNi0wMS0wMSBhYmM", "MDAwMS0wMS0wMVQwMDowMDowMCsxNDowMCBh"])
async def test_a_cursor_that_is_none_is_refused(world: ApplicationsWorld, cursor: str) -> None:
    with pytest.raises(Rejected, match="cursor"):
        await world.listed(cursor=cursor)


async def test_nobody_sees_or_changes_what_another_person_tracks(world: ApplicationsWorld) -> None:
    await world.put(opening())
    hers = (await world.track(opening(), person=ANNA)).application
    his = evolve(hers, person=BEN)
    assert await world.listed(BEN) == []
    for deed in (
        world.show(his),
        world.move(his, Stage.APPLIED),
        world.container.note_application()(hers.id, "x", person=BEN),
        world.container.remind_application()(hers.id, world.clock.now() + DAY, person=BEN),
        world.container.remove_application()(hers.id, person=BEN),
    ):
        with pytest.raises(NotFound, match=hers.id):
            await deed
    assert (await world.show(hers)).application == hers
    private = evolve(make_job(make_sighting(make_posting(title="Secret"), owner=ANNA)), owner=ANNA)
    await world.put(private)
    with pytest.raises(NotFound):
        await world.track(private, person=BEN)


async def test_what_is_removed_is_gone_and_may_be_tracked_anew(world: ApplicationsWorld) -> None:
    await world.put(opening())
    one = (await world.track(opening())).application
    await world.container.remove_application()(one.id, version=1)
    assert await world.listed() == []
    with pytest.raises(NotFound):
        await world.container.remove_application()(one.id)
    assert (await world.track(opening())).application.id != one.id


async def test_of_two_who_change_one_version_one_wins_and_the_other_is_told(world: ApplicationsWorld) -> None:
    await world.put(opening())
    one = (await world.track(opening(), Stage.APPLIED)).application
    ways = [world.move(one, stage, version=1) for stage in (Stage.REJECTED, Stage.INTERVIEWING, Stage.OFFER)]
    ended = await asyncio.gather(*ways, return_exceptions=True)
    won = [end for end in ended if isinstance(end, Tracked)]
    lost = [end for end in ended if isinstance(end, Rejected)]
    assert (len(won), [error.code for error in lost]) == (1, ["application_changed"] * 2)
    assert (await world.show(one)).application == won[0].application
    with pytest.raises(Rejected, match="version 2"):
        await world.container.remove_application()(one.id, version=1)


async def test_many_who_track_a_job_at_once_track_it_once(world: ApplicationsWorld) -> None:
    await world.put(opening())
    begun = await asyncio.gather(*[world.track(opening()) for _ in range(5)])
    assert len({seen.application.id for seen in begun}) == 1
    assert len(await world.listed()) == 1


async def test_a_job_that_is_unknown_is_not_tracked(world: ApplicationsWorld) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        await world.container.track_job()(JobId("nowhere"))


@pytest.mark.parametrize("text", ["", " \n", "\x00"])
async def test_an_empty_note_is_refused(world: ApplicationsWorld, text: str) -> None:
    await world.put(opening())
    one = (await world.track(opening())).application
    with pytest.raises(Rejected, match="words"):
        await world.container.note_application()(one.id, text)
    with pytest.raises(Rejected, match="4000"):
        await world.container.note_application()(one.id, "a" * 4001)


async def test_reminders_are_told_once_when_they_come(world: ApplicationsWorld) -> None:
    await world.put(opening(1), opening(2))
    soon, late = [(await world.track(opening(number), person=ANNA)).application for number in (1, 2)]
    for one, days in ((soon, 1), (late, 9)):
        await world.container.remind_application()(one.id, world.clock.now() + days * DAY, person=ANNA)
    world.clock.move(DAY + MINUTE)
    tell = world.container.tell_reminders()
    counts = await asyncio.gather(tell(), tell())
    assert sorted(str(count["told"]) for count in counts) == ["0", "1"]
    assert await tell() == {"told": 0}
    [event] = await world.events("reminder", ANNA)
    assert (event.payload["application"], event.payload["company"]) == (soon.id, "Clinic 1")
    shown = (await world.show(soon)).application
    assert (shown.remind_at, shown.timeline[-1].what, shown.timeline[-1].by) == (None, Deed.REMINDED, "schedule")
    assert (await world.show(late)).application.remind_at is not None


@pytest.mark.parametrize("ahead", [timedelta(0), -DAY, 4000 * DAY])
async def test_a_reminder_is_for_a_time_to_come(world: ApplicationsWorld, ahead: timedelta) -> None:
    await world.put(opening())
    one = (await world.track(opening())).application
    with pytest.raises(Rejected, match="reminded"):
        await world.container.remind_application()(one.id, world.clock.now() + ahead)


async def test_an_application_follows_its_posting_into_the_persons_own_view_of_the_job(
    world: ApplicationsWorld,
) -> None:
    shared = opening()
    await world.put(shared)
    hers = (await world.track(shared, Stage.APPLIED, ANNA)).application
    his = (await world.track(shared, person=BEN)).application
    own = make_job(*shared.sightings, owner=ANNA, stands_for=(shared.id,))
    own = evolve(own, summary=evolve(own.summary, id=JobId("annas")))
    await world.put(own)
    seen = [(await world.show(one)).job for one in (hers, his)]
    assert [job and job.id for job in seen] == [own.id, shared.id]
    again = await world.track(own, Stage.APPLIED, ANNA)
    assert (again.application, [said.code for said in again.warnings]) == (hers, ["applied_already"])


@pytest.mark.parametrize("due", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
async def test_a_reminder_at_the_edge_of_the_calendar_is_refused(world: ApplicationsWorld, due: str) -> None:
    await world.put(opening())
    one = (await world.track(opening())).application
    with pytest.raises(Rejected, match="reminded"):
        await world.container.remind_application()(one.id, datetime.fromisoformat(due))
