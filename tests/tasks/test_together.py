"""Short statements of many callers go together, and nobody is harmed by another."""

import asyncio
from collections.abc import Sequence

import pytest

from copilot_core.entities.identities import TaskId
from copilot_core.entities.task import Claim
from copilot_core.ports.leases import HELD, holding
from copilot_core.use_cases.platform.ask_together import AskTogether


class Slow:
    """Answers ten times the item, and keeps what it was asked at once."""

    def __init__(self) -> None:
        self.calls: list[list[int]] = []
        self.open = asyncio.Event()

    async def __call__(self, items: Sequence[int]) -> list[int]:
        self.calls.append(list(items))
        await self.open.wait()
        if 13 in items:
            raise ValueError("thirteen")
        return [10 * item for item in items]


async def test_what_comes_while_one_call_is_in_flight_goes_together() -> None:
    slow = Slow()
    together = AskTogether(slow)
    first = asyncio.create_task(together(1))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    later = [asyncio.create_task(together(item)) for item in (2, 3, 4)]
    await asyncio.sleep(0)
    slow.open.set()
    assert await first == 10
    assert await asyncio.gather(*later) == [20, 30, 40]
    assert slow.calls == [[1], [2, 3, 4]]


async def test_no_call_is_larger_than_allowed() -> None:
    slow = Slow()
    slow.open.set()
    together = AskTogether(slow, most=200)
    assert await asyncio.gather(*map(together, range(14, 514))) == [10 * item for item in range(14, 514)]
    assert [len(call) for call in slow.calls] == [200, 200, 100]


async def test_a_failure_reaches_those_of_its_call_alone() -> None:
    slow = Slow()
    slow.open.set()
    together = AskTogether(slow)
    asked = [asyncio.create_task(together(item)) for item in (12, 13)]
    for one in asked:
        with pytest.raises(ValueError, match="thirteen"):
            await one
    assert await together(14) == 140


async def test_who_stops_waiting_harms_no_other_and_is_not_asked_for() -> None:
    slow = Slow()
    together = AskTogether(slow)
    asked = [asyncio.create_task(together(item)) for item in (1, 2)]
    await asyncio.sleep(0)
    asked[0].cancel()
    third = asyncio.create_task(together(3))
    await asyncio.sleep(0)
    fourth = asyncio.create_task(together(4))
    await asyncio.sleep(0)
    fourth.cancel()
    slow.open.set()
    assert [await asked[1], await third] == [20, 30]
    assert 4 not in {item for call in slow.calls for item in call}
    with pytest.raises(asyncio.CancelledError):
        await asked[0]


async def test_what_the_first_who_asks_holds_is_not_what_all_hold() -> None:
    held: list[Claim | None] = []

    async def look(items: Sequence[int]) -> list[int]:
        held.append(HELD.get())
        return list(items)

    with holding(Claim(TaskId("t"), 1)):
        await AskTogether(look)(1)
    assert held == [None]


async def test_an_answer_too_few_is_an_error_and_nobody_waits_for_ever() -> None:
    async def forgetful(_items: Sequence[int]) -> list[int]:
        return [1]

    together = AskTogether(forgetful)
    answers = await asyncio.gather(together(1), together(2), return_exceptions=True)
    assert answers[0] == 1
    assert isinstance(answers[1], ValueError)
