"""Rounds in the background: dates first, then what is due, bounded and spread over days."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from closing_world import ACME, DAY, HOURS, World

from copilot_core.entities.closing import ClosingState
from copilot_core.entities.identities import SourceName
from copilot_core.entities.posting import Posting
from copilot_core.errors import Unavailable
from copilot_core.testing.makers import make_posting
from copilot_worker.deeds.closing import check_closing


def advert(number: int, host: str = "acme.example", **changes: object) -> Posting:
    told = (
        f"You repair clocks of the kind {number} in our workshop number {number}, alone and with {number} colleagues."
    )
    return make_posting(
        external_id=str(number),
        url=f"https://{host}/jobs/{number}",
        title=f"Clockmaker {number}",
        company=f"Workshop {number}",
        description=told,
        **changes,
    )


async def test_a_date_that_has_passed_closes_without_a_request(world: World) -> None:
    job = await world.stored(closes_at=datetime(2026, 3, 4, tzinfo=UTC))
    world.clock.instant = datetime(2026, 3, 5, 23, tzinfo=UTC)
    assert (await world.round()).expired == 0
    world.town.asked.clear()
    world.clock.instant = datetime(2026, 3, 6, 0, 0, 1, tzinfo=UTC)
    assert (await world.round()).expired == 1
    assert world.town.asked == []
    closed = (await world.job(job)).summary.closed
    assert closed
    assert str(closed.why).startswith("applications were taken until 2026-03-0")
    assert await world.open() == []


async def test_a_date_with_a_time_has_a_days_grace(world: World) -> None:
    job = await world.stored(closes_at=datetime(2026, 3, 4, 12, tzinfo=UTC))
    world.clock.instant = datetime(2026, 3, 5, 11, 59, tzinfo=UTC)
    await world.round()
    assert await world.why(job) is None
    world.clock.instant = datetime(2026, 3, 5, 12, 1, tzinfo=UTC)
    await world.round()
    assert await world.why(job) == "closing_expired"


async def test_seen_again_with_the_same_date_it_stays_expired_with_a_later_one_it_is_open(world: World) -> None:
    date = datetime(2026, 3, 4, tzinfo=UTC)
    job = await world.stored(closes_at=date)
    world.clock.move(10 * DAY)
    await world.round()
    await world.stored(closes_at=date)
    assert await world.why(job) == "closing_expired"
    await world.stored(closes_at=date + 30 * DAY)
    assert await world.open() == [job]
    world.clock.move(60 * DAY)
    await world.round()
    assert await world.why(job) == "closing_expired"


async def test_a_round_is_bounded_in_all_and_by_host(world: World) -> None:
    await world.store(*[advert(number, f"host{number % 3}.example") for number in range(45)])
    world.clock.move(20 * DAY)
    await world.round()
    world.clock.move(20 * DAY)
    world.town.asked.clear()
    checked = await world.round()
    assert checked.asked == len(world.town.asked) == 30
    assert (await world.round()).asked == 0, "what had no room is put off for some hours"
    world.clock.move(HOURS[7])
    assert (await world.round()).asked > 0


async def test_looks_are_spread_over_days(world: World) -> None:
    await world.store(*[advert(number, f"host{number}.example") for number in range(40)])
    await world.round()
    asked = []
    for _ in range(24):
        world.clock.move(HOURS[6])
        world.town.asked.clear()
        for number in range(40):
            world.town.shows(f"https://host{number}.example/jobs/{number}", "<p>Apply</p>")
        await world.round()
        asked.append(len(world.town.asked))
    assert sum(asked) >= 40
    assert max(asked) < 20


async def test_what_was_seen_lately_is_not_asked_for(world: World) -> None:
    await world.store(advert(1))
    for _ in range(10):
        world.clock.move(DAY)
        await world.store(advert(1))
        await world.round()
    assert world.town.asked == []


async def test_rounds_close_what_is_missing_twice(world: World) -> None:
    job = await world.stored()
    for _ in range(12):
        world.clock.move(HOURS[12])
        checked = await world.round()
        if checked.doubted:
            assert await world.state(job) is ClosingState.DOUBTED
            assert await world.why(job) is None
    assert await world.why(job) == "closing_not_found"
    assert len(world.town.asked) == 2, "what is closed is asked for no more"


async def test_failures_are_met_with_patience(world: World) -> None:
    job = await world.stored()
    world.town.pages["https://acme.example/jobs/1"] = Unavailable("board_unreachable", board="acme", problem="HTTP 500")
    for _ in range(30):
        world.clock.move(DAY)
        await world.round()
    assert len(world.town.asked) <= 7
    assert await world.state(job) is ClosingState.OPEN


async def test_a_posting_without_an_address_of_the_web_is_left_alone(world: World) -> None:
    await world.store(evolve(make_posting(), url="mailto:jobs@acme.example"))
    for _ in range(5):
        world.clock.move(20 * DAY)
        await world.round()
    assert world.town.asked == []


async def test_the_worker_does_a_round(world: World) -> None:
    class Told:
        steps = 0

        async def progress(self, progress: object) -> None:
            self.steps += 1

    await world.stored()
    await world.round()
    world.clock.move(30 * DAY)
    work = Told()
    result = await check_closing(world.container, work)  # type: ignore[arg-type]
    assert result == {"expired": 0, "asked": 1, "closed": 0, "doubted": 1, "unanswered": 0}
    assert work.steps == 1


@pytest.mark.parametrize("source", [ACME, SourceName("other")])
async def test_watching_begins_by_itself_for_what_was_stored_before(world: World, source: SourceName) -> None:
    await world.store(*[advert(number) for number in range(120)], source=source)
    world.clock.move(timedelta(hours=1))
    await world.round()
    async with world.container.storage().reading() as books:
        assert await books.closings.unwatched(10) == ()
        due = await books.closings.due(world.clock.now() + 30 * DAY, 500)
    assert len(due) == 120
    assert all(one.next_check and one.next_check > world.clock.now() for one in due)


async def test_a_page_that_nobody_can_read_keeps_no_other_from_being_looked_at(world: World) -> None:
    await world.store(advert(1), advert(2))
    world.town.pages["https://acme.example/jobs/1"] = None  # type: ignore[assignment]  # it breaks who reads it
    world.clock.move(4 * DAY)
    checked = await world.round()
    assert (checked.asked, checked.unanswered, checked.doubted) == (2, 1, 1)
    assert (await world.round()).asked == 0, "neither comes round at once"
