"""A posting is closed by what its page says, never by one failed request."""

from datetime import timedelta

import pytest
from closing_world import DAY, HOURS, World

from copilot_core.entities.closing import ClosingState
from copilot_core.errors import CopilotError, NotFound, Rejected, Unavailable

URL = "https://acme.example/jobs/1"
SAID = "<html><body><h1>Registered Nurse</h1><p>{}</p></body></html>"
JSON_LD = (
    '<script type="application/ld+json">{"@type": "JobPosting", "title": "Registered Nurse", '
    '"hiringOrganization": "Elbe Clinic", "validThrough": "%s", "description": "%s"}</script>'
)


@pytest.mark.parametrize(
    "words",
    [
        "No longer accepting applications",
        "This job is closed.",
        "Sorry, this position has been filled. Have a look at our other openings!",
        "This job posting is no longer available.",
        "The job you are looking for is no longer open.",
        "Diese Stelle ist leider nicht mehr verfügbar.",
        "Diese Position wurde bereits besetzt.",
        "Die Bewerbungsfrist ist abgelaufen.",
        "Es werden keine Bewerbungen mehr angenommen.",
    ],
)
async def test_a_statement_on_the_page_closes_at_once(world: World, words: str) -> None:
    job = await world.stored()
    world.clock.move(2 * DAY)
    world.town.shows(URL, SAID.format(words))
    await world.look(job)
    assert await world.why(job) == "closing_said"
    closed = (await world.job(job)).summary.closed
    assert closed
    assert closed.why.params["words"] == words
    assert closed.url == URL
    assert await world.open() == []


@pytest.mark.parametrize(
    "words",
    [
        "This job is closed to agencies.",
        "This position is closed on Sundays.",
        "We closed our Series B last year.",
        "We are no longer accepting applications by post; apply online.",
        "This role has been closed twice and we are hiring again.",
        "Deals are closed within a week. This job is not closed.",
        "Die Stelle ist nicht besetzt.",
        "Once this job is closed, you will hear from us.",
    ],
)
async def test_words_that_merely_sound_so_close_nothing(world: World, words: str) -> None:
    job = await world.stored()
    world.clock.move(2 * DAY)
    world.town.shows(URL, SAID.format(words))
    assert not (await world.look(job)).unchecked
    assert await world.why(job) is None
    assert await world.state(job) is ClosingState.OPEN


@pytest.mark.parametrize(
    "body",
    [
        "<div hidden>This job is closed.</div><p>Apply!</p>",
        '<div style="display: none"><p>This job is closed.</p></div>',
        '<div class="banner d-none">This job is closed.</div>',
        "<template><p>This job is closed.</p></template>",
        "<script>var text = '<p>This job is closed.</p>'</script>",
        "<!-- <p>This job is closed.</p> -->",
        "<h2>Similar jobs</h2><ul><li>Baker<p>This job has expired.</p></li></ul>",
        JSON_LD % ("2027-01-01", "This job is closed.") + "<p>This job is closed.</p>",
    ],
)
async def test_what_nobody_reads_or_is_of_others_closes_nothing(world: World, body: str) -> None:
    job = await world.stored()
    world.clock.move(2 * DAY)
    world.town.shows(URL, f"<html><body>{body}</body></html>")
    await world.look(job)
    assert await world.why(job) is None


async def test_what_the_advert_said_while_it_was_open_proves_nothing(world: World) -> None:
    job = await world.stored(description="<p>This position is closed.</p><p>Until we open, you cook.</p>")
    world.clock.move(2 * DAY)
    world.town.shows(URL, SAID.format("This position is closed."))
    await world.look(job)
    assert await world.why(job) is None


async def test_one_404_is_a_doubt_and_a_second_hours_later_closes(world: World) -> None:
    job = await world.stored()
    world.clock.move(2 * DAY)
    await world.look(job)
    assert await world.state(job) is ClosingState.DOUBTED
    world.clock.move(HOURS[5])
    await world.container.check_posting()(job, fresh=timedelta(0))
    assert await world.state(job) is ClosingState.DOUBTED
    assert len(await world.open()) == 1
    world.clock.move(HOURS[2])
    await world.container.check_posting()(job, fresh=timedelta(0))
    assert await world.why(job) == "closing_not_found"
    assert await world.open() == []


async def test_a_404_once_and_then_the_page_again_is_forgotten(world: World) -> None:
    job = await world.stored()
    world.clock.move(2 * DAY)
    await world.look(job)
    world.clock.move(2 * DAY)
    world.town.shows(URL, SAID.format("Apply now"))
    await world.look(job)
    assert await world.state(job) is ClosingState.OPEN
    del world.town.pages[URL]
    world.clock.move(2 * DAY)
    await world.look(job)
    assert await world.state(job) is ClosingState.DOUBTED


@pytest.mark.parametrize(
    "failure",
    [
        Unavailable("board_blocked", permanent=True, board="acme.example", status=403),
        Unavailable("board_limited", retry_after=60, board="acme.example", status=429),
        Unavailable("board_unreachable", board="acme.example", problem="HTTP 500"),
        Unavailable("board_unreachable", board="acme.example", problem="no answer in time"),
        Unavailable("board_changed", permanent=True, board="acme.example", problem="it is too large"),
        Rejected("url_robots", host="acme.example", path="/jobs/1"),
        Rejected("url_not_allowed", url=URL, problem="it leads to this machine"),
    ],
    ids=lambda failure: f"{failure.code} {failure.sentence.params}",
)
async def test_what_could_not_be_asked_changes_nothing_and_is_told(world: World, failure: CopilotError) -> None:
    job = await world.stored()
    world.town.pages[URL] = failure
    for _ in range(6):
        world.clock.move(3 * DAY)
        checked = await world.look(job)
        assert [problem.code for problem in checked.unchecked] == ["closing_unchecked"]
        assert str(failure) in str(checked.unchecked[0])
    assert await world.state(job) is ClosingState.OPEN


async def test_what_could_not_be_asked_is_left_alone_for_an_hour(world: World) -> None:
    job = await world.stored()
    world.town.pages[URL] = Unavailable("board_unreachable", board="acme.example", problem="HTTP 500")
    world.clock.move(2 * DAY)
    for _ in range(3):
        assert (await world.look(job)).unchecked
    assert world.town.asked == [URL]


async def test_a_way_to_the_log_in_proves_nothing(world: World) -> None:
    job = await world.stored()
    world.clock.move(2 * DAY)
    world.town.shows(URL, SAID.format("This job is closed."), at="https://acme.example/login?next=/jobs/1")
    assert (await world.look(job)).unchecked
    assert await world.state(job) is ClosingState.OPEN


@pytest.mark.parametrize(
    "front", ["https://acme.example/", "https://acme.example/jobs", "https://acme.example/jobs?error=true"]
)
async def test_a_way_to_the_front_page_is_a_doubt_for_ever(world: World, front: str) -> None:
    job = await world.stored()
    world.town.shows(URL, SAID.format("This job is closed."), at=front)
    for _ in range(3):
        world.clock.move(2 * DAY)
        await world.look(job)
        assert await world.state(job) is ClosingState.DOUBTED
    assert len(await world.open()) == 1


async def test_a_page_whose_own_date_has_passed_is_closed(world: World) -> None:
    job = await world.stored()
    world.clock.move(2 * DAY)
    world.town.shows(URL, JSON_LD % ("2026-03-04", "You care."))
    await world.look(job)
    assert await world.why(job) is None, "a date without a time lasts until its day ends, and a day more"
    world.clock.move(2 * DAY)
    await world.look(job)
    assert await world.why(job) == "closing_page_expired"


async def test_a_page_with_another_job_on_it_closes_nothing(world: World) -> None:
    job = await world.stored()
    world.clock.move(2 * DAY)
    world.town.shows(URL, (JSON_LD % ("2025-01-01", "old")).replace("Registered Nurse", "Baker"))
    await world.look(job)
    assert await world.why(job) is None


async def test_a_page_that_shows_the_job_again_reopens_it(world: World) -> None:
    job = await world.stored()
    world.clock.move(2 * DAY)
    world.town.shows(URL, SAID.format("This job is closed."))
    await world.look(job)
    assert await world.open() == []
    await world.stored()
    assert await world.open() == [job]


async def test_what_was_seen_within_a_day_is_not_asked_for(world: World) -> None:
    job = await world.stored()
    world.clock.move(HOURS[23])
    await world.look(job)
    assert world.town.asked == []


async def test_a_slow_page_does_not_delay_who_waits(world: World) -> None:
    job = await world.stored()
    world.clock.move(2 * DAY)
    world.town.slow = 5.0
    checked = await world.container.check_posting()(job, patience=0.1)
    assert checked.job.id == job
    assert "no answer within" in str(checked.unchecked[0])


async def test_there_is_no_job_to_check(world: World) -> None:
    with pytest.raises(NotFound):
        await world.container.check_posting()("nothing")  # type: ignore[arg-type]
