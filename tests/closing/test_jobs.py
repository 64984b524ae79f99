"""A job is closed when all its public postings are; merges, splits and people's own things keep it so."""

from datetime import timedelta

from attrs import evolve
from closing_world import DAY, World
from merging_world import DUTIES

from copilot_core.entities.closing import ClosingState
from copilot_core.entities.identities import PersonId, SourceName
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.entities.resume import Reading
from copilot_core.errors import NotFound
from copilot_core.testing.makers import make_posting

ANN, BOB = PersonId("ann"), PersonId("bob")
ONE = make_posting(
    external_id="1", url="https://one.example/1", title="Backend Engineer", company="Moneta", description=DUTIES,
    places=("Berlin, Germany",),
)  # fmt: skip
OTHER = evolve(ONE, external_id="2", url="https://other.example/2")
CLOSED = "<p>This job is closed.</p>"
OPEN = "<p>Apply now.</p>"


async def two_boards(world: World) -> None:
    await world.store(ONE, source=SourceName("one"))
    await world.store(OTHER, source=SourceName("other"))
    world.clock.move(2 * DAY)


async def test_one_board_that_still_shows_it_keeps_it_open(world: World) -> None:
    await two_boards(world)
    job = await world.only()
    world.town.shows(ONE.url, CLOSED)
    world.town.shows(OTHER.url, OPEN)
    await world.look(job)
    found = await world.job(job)
    assert {one.state for one in found.inquiries} == {ClosingState.OPEN, ClosingState.CLOSED}
    assert found.summary.closed is None
    assert await world.open() == [job]


async def test_closed_on_all_boards_it_is_closed_and_reopens_with_one(world: World) -> None:
    await two_boards(world)
    job = await world.only()
    world.town.shows(ONE.url, CLOSED)
    world.town.shows(OTHER.url, CLOSED)
    await world.look(job)
    assert await world.open() == []
    await world.store(OTHER, source=SourceName("other"))
    assert await world.open() == [job]


async def test_merged_with_an_open_one_it_is_open_and_split_off_it_is_closed_again(world: World) -> None:
    await world.store(ONE, source=SourceName("one"))
    world.clock.move(2 * DAY)
    world.town.shows(ONE.url, CLOSED)
    first = await world.only()
    await world.look(first)
    assert await world.open() == []
    await world.store(OTHER, source=SourceName("other"))
    assert await world.open() == [first]
    found = await world.job(first)
    [new] = [seen.id for seen in found.sightings if seen.source == "other"]
    kept, taken = await world.container.split_job()(first, new, for_all=True)
    assert {kept.summary.closed is None, taken.summary.closed is None} == {True, False}
    assert len(await world.open()) == 1


async def test_a_change_of_its_words_by_its_board_reopens_it(world: World) -> None:
    job = await world.stored()
    world.clock.move(2 * DAY)
    world.town.shows("https://acme.example/jobs/1", CLOSED)
    await world.look(job)
    assert await world.open() == []
    assert await world.stored(description="<p>Now with more pay.</p>") == job
    assert await world.open() == [job]


async def test_closed_jobs_are_in_no_list_search_count_facet_or_match(world: World) -> None:
    job = await world.stored()
    await world.store(
        make_posting(title="Baker", company="Good Bread", description="Bread.", url="https://bread.example/1")
    )
    world.clock.move(2 * DAY)
    world.town.shows("https://acme.example/jobs/1", CLOSED)
    await world.look(job)
    search = world.container.search_jobs()
    for query in (JobQuery(), JobQuery(text="nurse"), JobQuery(sort=Sort.PAY), JobQuery(company="Elbe Clinic")):
        page = await search(query)
        assert job not in [one.id for one in page.jobs]
        assert "Elbe Clinic" not in page.facets["company"]
    again = await search(JobQuery(text="nurse", closed=True))
    assert [one.id for one in again.jobs] == [job]
    assert again.jobs[0].closed
    matches = await world.container.match_jobs()(Reading(text="Registered nurse, surgical ward, German B2"))
    assert job not in [match.job.id for match in matches.matches]
    assert matches.considered == 1
    named = await world.container.match_jobs()(Reading(text="Registered nurse"), among=[job])
    assert named.matches[0].job.closed, "who names a job is told that it is closed"
    other = (await world.open())[0]
    assert job not in [one.id for one in (await world.container.similar_jobs()(other)).jobs]


async def test_a_person_who_brought_a_copy_sees_it_closed_when_the_boards_closed_it(world: World) -> None:
    await world.store(ONE, source=SourceName("one"))
    await world.container.add_job()(evolve(OTHER, url="https://secret.example/ann"), person=ANN)
    world.clock.move(2 * DAY)
    world.town.shows(ONE.url, CLOSED)
    [mine] = await world.all(ANN)
    await world.look(mine, ANN)
    assert await world.open(ANN) == []
    assert await world.open(BOB) == []


async def test_a_persons_own_job_is_theirs_alone_to_look_at_and_to_close(world: World) -> None:
    mine = await world.container.add_job()(evolve(ONE, url="https://secret.example/1"), person=ANN)
    for _ in range(4):
        world.clock.move(10 * DAY)
        await world.round()
    assert world.town.asked == [], "no background round visits what a person brought"
    try:
        await world.look(mine.id, BOB)
    except NotFound:
        pass
    else:
        raise AssertionError("Bob may look at Ann's job")
    assert world.town.asked == []
    world.town.shows("https://secret.example/1", CLOSED)
    await world.look(mine.id, ANN)
    assert await world.state(mine.id, ANN) is ClosingState.CLOSED
    assert await world.open(ANN) == []
    assert await world.all(BOB) == []


async def test_a_private_copy_that_is_closed_says_nothing_to_others(world: World) -> None:
    await world.store(ONE, source=SourceName("one"))
    await world.container.add_job()(evolve(OTHER, url="https://secret.example/ann"), person=ANN)
    world.clock.move(2 * DAY)
    world.town.shows(ONE.url, OPEN)
    world.town.shows("https://secret.example/ann", CLOSED)
    [mine] = await world.all(ANN)
    await world.look(mine, ANN)
    [shared] = await world.open(BOB)
    assert "secret" not in str((await world.job(shared, BOB)).inquiries)
    assert len((await world.job(shared, BOB)).inquiries) == 1
    assert await world.open(ANN) == [mine]


async def test_looking_twice_at_once_marks_once(world: World) -> None:
    job = await world.stored()
    world.clock.move(2 * DAY)
    world.town.shows("https://acme.example/jobs/1", CLOSED)
    await world.look(job)
    first = (await world.job(job)).summary.closed
    world.clock.move(timedelta(days=3))
    await world.look(job)
    assert (await world.job(job)).summary.closed == first
