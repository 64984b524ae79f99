"""Answers that are kept for requests sent again: for how long, and whose they are; cursors of lists."""

from datetime import timedelta
from typing import Any

import pytest

from copilot_adapters.storage import SqlStorage
from copilot_core.entities.identities import PersonId
from copilot_core.errors import Rejected, Unavailable
from copilot_core.ports.answers import Asked
from copilot_core.testing import StillClock
from copilot_core.use_cases.platform.answer_once import ABANDONED, AnswerOnce
from copilot_core.use_cases.platform.forget_leftovers import ANSWERS_KEPT, ForgetLeftovers
from copilot_web import paging

ANN = PersonId("ann")


async def answered() -> bytes:
    return b"done"


async def fallen() -> bytes:
    raise Unavailable("storage_unavailable")


async def ask(storage: SqlStorage, clock: StillClock, doing: Any = answered) -> bytes | None:
    return await AnswerOnce(storage, clock)(doing, person=ANN, key="k", request="r")


def asked(clock: StillClock) -> Asked:
    return Asked(person=ANN, key="k", request="r", at=clock.now())


async def begun(storage: SqlStorage, clock: StillClock) -> None:
    """Begin as a process does that is killed before it answers."""
    async with storage.transaction(serial=False) as books:
        assert await books.answers.begin(asked(clock), clock.now() - ABANDONED) is None


async def test_an_answer_is_kept_for_a_day(storage: SqlStorage) -> None:
    clock = StillClock()
    assert await ask(storage, clock) is None
    later = StillClock(clock.now() + ANSWERS_KEPT - timedelta(minutes=1))
    assert (await ForgetLeftovers(storage, later)())["answers"] == 0
    assert await ask(storage, later) == b"done"
    after = StillClock(clock.now() + ANSWERS_KEPT + timedelta(minutes=1))
    assert (await ForgetLeftovers(storage, after)())["answers"] == 1
    assert await ask(storage, after) is None


async def test_who_was_killed_does_not_block_the_key_for_long(storage: SqlStorage) -> None:
    clock = StillClock()
    await begun(storage, clock)
    with pytest.raises(Unavailable, match="still being answered"):
        await ask(storage, clock)
    assert await ask(storage, StillClock(clock.now() + ABANDONED + timedelta(seconds=1))) is None


async def test_who_was_taken_for_gone_changes_nothing_any_more(storage: SqlStorage) -> None:
    clock = StillClock()
    await begun(storage, clock)
    later = StillClock(clock.now() + ABANDONED + timedelta(seconds=1))
    await begun(storage, later)
    async with storage.transaction(serial=False) as books:
        await books.answers.keep(asked(clock), b"late")
        await books.answers.drop(asked(clock))
        await books.answers.keep(asked(later), b"in time")
    assert await ask(storage, later) == b"in time"


async def test_what_failed_may_be_asked_again(storage: SqlStorage) -> None:
    clock = StillClock()
    with pytest.raises(Unavailable):
        await ask(storage, clock, fallen)
    assert await ask(storage, clock) is None


def test_a_cursor_comes_back_as_it_was() -> None:
    assert paging.read(paging.written((3, "é"), of="things"), tuple[int, str], of="things") == (3, "é")


@pytest.mark.parametrize("cursor", ["", "x", "ä", "AAAA" * 600, "=" * 8, paging.written(("3", 3), of="things")])
def test_a_made_up_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(Rejected, match="cursor"):
        paging.read(cursor, tuple[int, str], of="things")


def test_a_cursor_of_another_list_is_refused() -> None:
    with pytest.raises(Rejected, match="cursor"):
        paging.read(paging.written((3, "a"), of="things"), tuple[int, str], of="others")
