"""Every run is noted; an alarm is told once, and again when it is over."""

from datetime import timedelta

import pytest
from attrs import evolve
from collecting_world import ACME, HOUR, CollectingWorld, OneBoard, PagedBoard, cut

from copilot_adapters.storage import SqlStorage
from copilot_core.entities.collection import Aspect, Outcome
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.errors import Unavailable
from copilot_core.testing import KeptBus
from copilot_core.use_cases.platform.review_sources import ReviewSources
from copilot_core.use_cases.platform.show_sources import ShowSources

DOWN = Unavailable("board_unreachable", board="Acme", problem="HTTP 500")


@pytest.fixture
def world(storage: SqlStorage) -> CollectingWorld:
    return CollectingWorld(storage)


async def test_a_run_is_noted_with_what_its_postings_tell(world: CollectingWorld) -> None:
    await world.collect(PagedBoard(total=6, told=(("pay_text", "60k"),)))
    async with world.storage.reading() as books:
        (run,) = (await books.source_runs.since(world.clock.now() - HOUR))[ACME]
    assert (run.outcome, run.found, run.new, run.whole) == (Outcome.OK, 6, 6, True)
    assert run.told == dict.fromkeys(Aspect, 6)
    assert run.latency >= 0


async def test_an_alarm_is_told_once_and_its_end_too(world: CollectingWorld) -> None:
    bus = KeptBus()
    review = ReviewSources(world.storage, world.clock, bus)
    good = PagedBoard(total=4)
    for _ in range(3):
        await world.collect(cut(good, 0, DOWN))
        world.clock.move(HOUR)
    assert await review() == {"alarms": 1, "begun": 1, "ended": 0}
    assert await review() == {"alarms": 1, "begun": 0, "ended": 0}
    await world.collect(good)
    assert await review() == {"alarms": 0, "begun": 0, "ended": 1}
    async with world.storage.reading() as books:
        told = await books.events.since(LOCAL_PERSON, 0)
    assert [(event.kind, event.payload["state"], event.payload["alarm"]) for event in told] == [
        ("source", "begun", "failing"),
        ("source", "ended", "failing"),
    ]
    assert told[0].payload["code"] == "source_failing"
    assert told[0].payload["times"] == 3
    assert len(bus.woken) == 2


async def test_a_source_shows_its_last_run_its_terms_and_its_alarms(world: CollectingWorld) -> None:
    board = PagedBoard(total=4)
    show = ShowSources(world.storage, OneBoard(board), world.clock)
    (before,) = await show()
    assert (before.last_run, before.run, before.attribution) == (None, None, board.attribution)
    await world.collect(board)
    (after,) = await show()
    assert (after.outcome, after.found, after.due_at, after.alarms) == (Outcome.OK, 4, world.clock.now() + HOUR, ())
    for _ in range(3):
        world.clock.move(HOUR)
        await world.collect(cut(evolve(board), 0, DOWN))
    (failing,) = await show()
    assert [alarm.kind for alarm in failing.alarms] == ["failing"]
    world.clock.move(timedelta(days=91))
    assert (await show())[0].alarms == ()
