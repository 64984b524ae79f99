"""What lets people in is looked up for many requests at once, and never as it stood before."""

import asyncio
from collections.abc import Collection, Mapping

import pytest
from attrs import define, field
from signing_world import SigningWorld

from copilot_adapters.credentials.together import Together
from copilot_core.errors import Rejected, Unavailable


@define
class Slow:
    """Reads when it is let, and tells what it was asked at once."""

    truth: dict[str, int] = field(factory=lambda: {"a": 1, "b": 2})
    asked: list[set[str]] = field(factory=list)
    gate: asyncio.Event = field(factory=asyncio.Event)
    failing: bool = False

    async def __call__(self, keys: Collection[str]) -> Mapping[str, int]:
        self.asked.append(set(keys))
        seen = dict(self.truth)
        await self.gate.wait()
        if self.failing:
            raise Unavailable("storage_unavailable")
        return seen


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_many_who_ask_at_once_are_answered_by_one_reading() -> None:
    read = Slow()
    read.gate.set()
    together = Together(read)
    assert await asyncio.gather(*(together(key) for key in "abcab")) == [1, 2, None, 1, 2]
    assert read.asked == [{"a", "b", "c"}]


async def test_who_asks_while_a_reading_goes_on_is_answered_by_the_next() -> None:
    read = Slow()
    together = Together(read)
    early = asyncio.create_task(together("a"))
    await settled()
    read.truth["a"] = 10
    late = [asyncio.create_task(together("a")) for _ in range(3)]
    await settled()
    read.gate.set()
    assert await early == 1
    assert await asyncio.gather(*late) == [10, 10, 10]
    assert len(read.asked) == 2


async def test_a_reading_that_fails_fails_for_those_who_asked_and_for_nobody_else() -> None:
    read = Slow(failing=True)
    read.gate.set()
    together = Together(read)
    failed = await asyncio.gather(*(together("a") for _ in range(3)), return_exceptions=True)
    assert [type(one) for one in failed] == [Unavailable] * 3
    read.failing = False
    assert await together("a") == 1


async def test_who_goes_away_takes_nobody_with_them() -> None:
    read = Slow()
    together = Together(read)
    first, second = (asyncio.create_task(together("a")) for _ in range(2))
    await settled()
    first.cancel()
    await settled()
    read.gate.set()
    assert await second == 1
    await together.close()


async def test_what_was_ended_lets_nobody_in_however_many_ask(world: SigningWorld) -> None:
    signed = await world.signed_in()
    know, end = world.container.know_session(), world.container.end_session()
    ended = False

    async def ask() -> None:
        for _ in range(20):
            before = ended
            try:
                known = await know(signed.access)
            except Rejected:
                continue
            assert known is not None
            assert not before, "it let somebody in after it was ended"

    async def finish() -> None:
        nonlocal ended
        await asyncio.sleep(0.01)
        await end(signed.account.person, signed.session.id)
        ended = True

    await asyncio.gather(finish(), *(ask() for _ in range(10)))
    with pytest.raises(Rejected):
        await know(signed.access)
