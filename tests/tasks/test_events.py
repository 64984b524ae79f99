"""Events are counted without a gap, told at least once, and forgotten in time."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from work_world import DAY, WorkWorld

from copilot_adapters.storage import SqlStorage
from copilot_core.entities.identities import PersonId
from copilot_core.errors import Rejected, Unavailable
from copilot_core.testing import KeptBus
from copilot_core.use_cases.platform.forget_events import ForgetEvents
from copilot_core.use_cases.platform.tell_events import TellEvents

ANNA, BEN = PersonId("anna"), PersonId("ben")


async def happen(storage: SqlStorage, *people: PersonId, serial: bool = True) -> None:
    async with storage.transaction(serial=serial) as books:
        for person in people:
            await books.events.add(person, "thing", {})


async def test_many_writers_at_once_leave_no_gap_and_no_double(world: WorkWorld) -> None:
    await asyncio.gather(*(happen(world.storage, ANNA, serial=number % 2 == 0) for number in range(40)))
    assert [event.number for event in await world.events(ANNA)] == list(range(1, 41))


async def test_who_rolls_back_takes_no_number(world: WorkWorld) -> None:
    async def fail() -> None:
        async with world.storage.transaction(serial=False) as books:
            await books.events.add(ANNA, "thing", {})
            raise KeyError("no")

    await happen(world.storage, ANNA)
    with pytest.raises(KeyError):
        await fail()
    await happen(world.storage, ANNA)
    assert [event.number for event in await world.events(ANNA)] == [1, 2]


async def test_a_number_once_seen_means_that_all_before_it_can_be_seen(world: WorkWorld) -> None:
    """A reader that follows by number misses nothing, whatever is written meanwhile."""
    seen: list[int] = []

    async def follow() -> None:
        while len(seen) < 30:
            seen.extend(event.number for event in await world.events(ANNA, seen[-1] if seen else 0))
            await asyncio.sleep(0.002)

    async with asyncio.timeout(30):
        await asyncio.gather(follow(), *(happen(world.storage, ANNA, serial=False) for _ in range(30)))
    assert seen == list(range(1, 31))


async def test_each_person_has_their_own_count(world: WorkWorld) -> None:
    await happen(world.storage, ANNA, BEN, ANNA)
    assert [event.number for event in await world.events(ANNA)] == [1, 2]
    assert [event.number for event in await world.events(BEN)] == [1]


async def test_what_the_bus_was_not_told_is_told_by_the_sweeper_once(world: WorkWorld) -> None:
    await happen(world.storage, ANNA, BEN)
    tell = TellEvents(world.storage, world.bus)
    assert await tell() == 2
    assert world.bus.woken == [ANNA, BEN]
    assert await tell() == 0
    await happen(world.storage, BEN)
    assert await tell() == 1


async def test_while_the_bus_is_down_nothing_counts_as_told(world: WorkWorld) -> None:
    await happen(world.storage, ANNA)
    with pytest.raises(Unavailable):
        await TellEvents(world.storage, KeptBus(down=True))()
    assert await TellEvents(world.storage, world.bus)() == 1


async def test_who_was_away_for_too_long_is_told_to_read_everything_anew(world: WorkWorld) -> None:
    await happen(world.storage, ANNA, ANNA)
    world.clock.instant = datetime.now(UTC)
    forget = ForgetEvents(world.storage, world.clock)
    assert await forget() == 0
    world.clock.move(8 * DAY)
    assert await forget() == 2
    with pytest.raises(Rejected, match="anew"):
        await world.events(ANNA, 0)
    assert await world.events(ANNA, 2) == ()
    await happen(world.storage, ANNA)
    assert [event.number for event in await world.events(ANNA, 2)] == [3], "the count goes on"


async def test_a_number_from_the_future_is_no_place_to_go_on_from(world: WorkWorld) -> None:
    await happen(world.storage, ANNA)
    with pytest.raises(Rejected):
        await world.events(ANNA, 5)


async def test_a_gap_in_the_midst_is_told_as_one_at_the_beginning_is(world: WorkWorld) -> None:
    """A clock that was set back lets a later event look older than the one before."""
    await happen(world.storage, ANNA, ANNA, ANNA)
    async with world.storage.transaction(serial=False) as books:
        await books.events.connection.execute(text("DELETE FROM events WHERE number = 2"))  # type: ignore[attr-defined]
    with pytest.raises(Rejected, match="anew"):
        await world.events(ANNA, 0)
    assert [event.number for event in await world.events(ANNA, 2)] == [3]
