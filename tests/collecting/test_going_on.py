"""A collection that was cut off goes on where it stopped."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from attrs import evolve, frozen
from collecting_world import ACME, HOUR, CollectingWorld, PagedBoard, cut, nothing
from work_world import WorkWorld

from copilot_adapters.storage import SqlStorage
from copilot_core.entities.collection import Outcome
from copilot_core.entities.posting import Bookmark, Item, Search
from copilot_core.errors import Rejected, Unavailable
from copilot_core.ports.leases import holding
from copilot_core.testing import StillClock
from copilot_core.use_cases.jobs.collect_source import CLAIM, search_digest

LIMITED = Unavailable("board_limited", retry_after=60, board="Acme", status=429)
DOWN = Unavailable("board_unreachable", board="Acme", problem="HTTP 500")


@frozen
class MarkedBadly(PagedBoard):
    """Its bookmarks all say the same."""

    place: str = ""

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        async for item in PagedBoard.postings(self, search):
            yield Bookmark(self.place) if isinstance(item, Bookmark) else item


@pytest.fixture
def world(storage: SqlStorage) -> CollectingWorld:
    return CollectingWorld(storage)


async def test_a_limit_is_waited_out_and_the_next_run_asks_for_the_rest_only(world: CollectingWorld) -> None:
    board = PagedBoard(total=14)
    first = await world.collect(cut(board, 10, LIMITED))
    assert (first.outcome, first.found, board.asked) == (Outcome.LIMITED, 10, [0, 1, 2])
    board.asked.clear()
    world.clock.move(timedelta(seconds=61))
    second = await world.collect(board)
    assert (second.outcome, second.found, second.new, board.asked) == (Outcome.OK, 6, 4, [2, 3])
    assert len(await world.stored()) == 14


async def test_a_search_that_came_to_its_end_begins_anew_the_next_time(world: CollectingWorld) -> None:
    board = PagedBoard(total=14)
    await world.collect(cut(board, 10, LIMITED))
    world.clock.move(HOUR)
    await world.collect(board)
    board.asked.clear()
    world.clock.move(HOUR)
    await world.collect(board)
    assert board.asked == [0, 1, 2, 3]


async def test_another_search_and_another_day_begin_at_the_first_page(world: CollectingWorld) -> None:
    board = PagedBoard(total=14)
    await world.collect(cut(board, 10, LIMITED))
    board.asked.clear()
    world.clock.move(HOUR)
    await world.collect(cut(board, 0, LIMITED), Search(text="other"))
    assert board.asked == [0]
    world.clock.move(timedelta(hours=24))
    await world.collect(board)
    assert board.asked == [0, 0, 1, 2, 3]


async def test_the_limit_of_a_search_is_that_of_both_runs_together(world: CollectingWorld) -> None:
    board, search = PagedBoard(total=40), Search(limit=13, requests=5)
    await world.collect(cut(board, 10, LIMITED), search)
    world.clock.move(HOUR)
    report = await world.collect(board, search)
    assert report.outcome is Outcome.OK
    assert await world.stored() == {str(number) for number in range(13)}


async def test_a_place_that_the_board_refuses_is_no_failure_the_run_begins_anew(world: CollectingWorld) -> None:
    board = PagedBoard(total=14)
    await world.collect(cut(board, 10, LIMITED))
    world.clock.move(HOUR)
    async with world.storage.transaction() as books:
        mark = await books.bookmarks.find(ACME, search_digest(Search()), world.clock.now() - HOUR)
        assert mark is not None
        await books.bookmarks.keep(evolve(mark, place="of long ago"))
    board.asked.clear()
    report = await world.collect(board)
    assert (report.outcome, board.asked) == (Outcome.OK, [0, 1, 2, 3])


async def test_a_page_that_always_fails_does_not_keep_the_newest_from_being_seen(world: CollectingWorld) -> None:
    board = PagedBoard(total=14)
    for pages in ([0, 1, 2], [2], [0, 1, 2]):
        board.asked.clear()
        report = await world.collect(cut(board, 8 if len(pages) > 1 else 0, DOWN))
        assert (report.outcome, board.asked) == (Outcome.UNREACHABLE, pages)
        world.clock.move(HOUR)


@pytest.mark.parametrize("place", ["", "x" * 2001, "a\nb", "a\u202eb", " a"])
async def test_a_bookmark_that_is_no_line_of_text_is_left_out_and_told(world: CollectingWorld, place: str) -> None:
    board = cut(MarkedBadly(total=14, place=place), 10, LIMITED)
    report = await world.collect(board)
    assert report.refusals == {"bookmark_unusable": 2}
    world.clock.move(HOUR)
    board.asked.clear()
    assert (await world.collect(evolve(board, at=nothing))).found == 14
    assert board.asked == [0, 1, 2, 3]


async def test_a_board_without_bookmarks_is_collected_as_ever(world: CollectingWorld) -> None:
    board = PagedBoard(total=14, bookmarks=False)
    await world.collect(cut(board, 10, LIMITED))
    world.clock.move(HOUR)
    assert (await world.collect(board)).found == 14


async def test_what_a_run_that_is_cancelled_has_stored_stays_and_the_source_is_free_at_once(
    world: CollectingWorld,
) -> None:
    reached = asyncio.Event()

    async def wait_at(given: int) -> None:
        if given == 10:
            reached.set()
            await asyncio.Event().wait()

    board = PagedBoard(total=14, at=wait_at)
    run = asyncio.create_task(world.collect(board))
    await reached.wait()
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    board.asked.clear()
    report = await world.collect(evolve(board, at=nothing))
    assert (report.outcome, board.asked) == (Outcome.OK, [2, 3])
    assert len(await world.stored()) == 14


async def test_a_run_of_a_lost_task_ends_and_frees_the_source(world: CollectingWorld) -> None:
    work = WorkWorld(world.storage)
    task = await work.add()
    async with world.storage.transaction() as books:
        (claimed,) = await books.leases.claim([task], "one", 0.0)

    async def lose(given: int) -> None:
        if given == 6:
            with holding(None):
                async with world.storage.transaction() as books:
                    await books.leases.claim([task], "two", 60.0)

    board = PagedBoard(total=14, at=lose)
    with holding(claimed.claim), pytest.raises(Rejected) as lost:
        await world.collect(board)
    assert lost.value.code == "task_lost"
    report = await world.collect(evolve(board, at=nothing))
    assert report.outcome is Outcome.OK


async def test_a_run_that_takes_long_keeps_its_claim_with_every_batch(world: CollectingWorld) -> None:
    outcomes = []

    async def dawdle(given: int) -> None:
        if given and given % 4 == 0:
            world.clock.move(CLAIM * 0.9)
            outcomes.append(
                (await CollectingWorld(world.storage, StillClock(world.clock.now())).collect(quick)).outcome
            )

    quick = PagedBoard(total=1)
    report = await world.collect(PagedBoard(total=14, at=dawdle))
    assert outcomes == [Outcome.NOT_DUE] * 3
    assert (report.outcome, report.found) == (Outcome.OK, 14)


async def test_a_run_that_lost_its_claim_stops_and_leaves_the_other_one_alone(world: CollectingWorld) -> None:
    async def sleep(given: int) -> None:
        if given == 6:
            world.clock.move(2 * CLAIM)
            async with world.storage.transaction() as books:
                await books.sources.claim(ACME, world.clock.now(), world.clock.now() + CLAIM)

    report = await world.collect(PagedBoard(total=14, at=sleep))
    assert (report.outcome, report.found) == (Outcome.NOT_DUE, 4)
    assert report.reason is not None
    assert report.reason.code == "board_taken_over"
    assert (await world.collect(PagedBoard(total=14))).outcome is Outcome.NOT_DUE
