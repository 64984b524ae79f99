"""The contract of job sources finds what is wrong with a source: each fault is caught by the test that is named."""

import itertools
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from _pytest.outcomes import Failed
from attrs import evolve, field, frozen

from copilot_core.entities.posting import Attribution, Bookmark, Item, Posting, Refusal, Search
from copilot_core.errors import CopilotError, Unavailable
from copilot_core.ports.job_source import JobSource
from copilot_core.ports.web import Web
from copilot_core.testing import CannedWeb, JobSourceContract, Mode

JOBS = '{"jobs": [{"id": 1, "title": "Welder"}, {"id": 2, "title": "Smith"}]}'
Fault = Callable[["Board", Search], AsyncIterator[Item]]


async def rows(board: "Board", _search: Search) -> list[Posting]:
    answer = await board.web.get("https://iron.example/jobs")
    return [
        Posting(external_id=str(row["id"]), url=f"https://iron.example/{row['id']}", title=row["title"], company="Iron")
        for row in json.loads(answer.body)["jobs"]
    ]


async def good(board: "Board", search: Search) -> AsyncIterator[Posting | Refusal]:
    for posting in (await rows(board, search))[: search.limit]:
        yield posting


@frozen
class Board:
    """A board whose way of yielding is given."""

    web: Web
    way: Fault = good
    api_key: str = field(default="s3cret", repr=False)
    attribution: Attribution = Attribution(name="Iron", url="https://iron.example")
    min_interval: timedelta = timedelta(hours=1)
    kept: list[str] = field(factory=list)

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        async for item in self.way(self, search):
            yield item


def changing(**changes: Any) -> Fault:
    async def way(board: Board, search: Search) -> AsyncIterator[Posting | Refusal]:
        async for posting in good(board, search):
            yield evolve(posting, **changes)

    return way


async def boundless(board: Board, search: Search) -> AsyncIterator[Posting | Refusal]:
    for posting in await rows(board, search):
        yield posting


async def swallowing(board: Board, search: Search) -> AsyncIterator[Posting | Refusal]:
    try:
        async for posting in good(board, search):
            yield posting
    except Exception:  # noqa: BLE001, S110 - this is the fault
        pass


async def renaming(board: Board, search: Search) -> AsyncIterator[Posting | Refusal]:
    try:
        async for posting in good(board, search):
            yield posting
    except CopilotError as error:
        raise Unavailable("board_unreachable", board="iron", problem=str(error)) from error


async def greedy(board: Board, search: Search) -> AsyncIterator[Posting | Refusal]:
    await rows(board, search)
    async for posting in good(board, search):
        yield posting


async def remembering(board: Board, search: Search) -> AsyncIterator[Posting | Refusal]:
    async for posting in good(board, search):
        if not isinstance(posting, Posting) or posting.external_id not in board.kept:
            board.kept.append(posting.external_id)
            yield posting


async def failing_when_empty(board: Board, search: Search) -> AsyncIterator[Posting | Refusal]:
    found = await rows(board, search)
    if not found:
        raise Unavailable("board_changed", permanent=True, board="iron", problem="nothing there")
    for posting in found[: search.limit]:
        yield posting


async def rubbish(board: Board, search: Search) -> AsyncIterator[Posting | Refusal]:
    async for _ in good(board, search):
        yield "a job"  # type: ignore[misc]


async def marked(board: Board, search: Search) -> AsyncIterator[Item]:
    found = await rows(board, search)
    begin = int(search.resume or 0)
    for posting in found[begin:][: search.limit]:
        yield posting
    if begin == 0 and len(found) <= search.limit:
        yield Bookmark(str(len(found)))


async def deaf(board: Board, search: Search) -> AsyncIterator[Item]:
    async for item in marked(board, evolve(search, resume="")):
        yield item


async def marking_twice(board: Board, search: Search) -> AsyncIterator[Item]:
    async for item in marked(board, search):
        yield item
    yield Bookmark("9")


FRESH = itertools.count()


async def renumbering(board: Board, search: Search) -> AsyncIterator[Posting | Refusal]:
    async for posting in good(board, search):
        yield evolve(posting, external_id=str(next(FRESH)))


@frozen
class Shown(Board):
    """Shows its key."""

    api_key: str = "s3cret"


class Changeable:
    """Is not frozen."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.attribution = Attribution(name="Iron", url="https://iron.example")
        self.min_interval = timedelta()

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        async for item in good(Board(self.web), search):
            yield item


def contract(make: Callable[[Web], JobSource]) -> JobSourceContract:
    class Contract(JobSourceContract):
        answers = {"/jobs": JOBS}  # noqa: RUF012 - as a plug-in author would write it
        empty = {"/jobs": '{"jobs": []}'}  # noqa: RUF012

        def source(self, web: Web) -> JobSource:
            return make(web)

    return Contract()


NAIVE = datetime(2026, 3, 1, tzinfo=UTC).replace(tzinfo=None)

FAULTS: dict[str, tuple[Callable[[Web], JobSource], str, tuple[object, ...]]] = {
    "no title": (lambda web: Board(web, changing(title=" ")), "every_posting_has_an_id_an_address_a_title_and_a_company", ()),
    "no address": (lambda web: Board(web, changing(url="")), "every_posting_has_an_id_an_address_a_title_and_a_company", ()),
    "a list": (lambda web: Board(web, changing(places=["Ohio"])), "every_field_has_the_type_it_promises", ()),
    "a time without a zone": (lambda web: Board(web, changing(posted_at=NAIVE)), "times_are_aware", ()),
    "one id for all": (lambda web: Board(web, changing(external_id="1")), "external_ids_are_unique_and_stay", ()),
    "ids that change": (lambda web: Board(web, renumbering), "external_ids_are_unique_and_stay", ()),
    "no limit": (lambda web: Board(web, boundless), "it_stops_at_the_limit", ()),
    "too many requests": (lambda web: Board(web, greedy), "it_stops_at_the_number_of_requests", ()),
    "rubbish": (lambda web: Board(web, rubbish), "it_yields_postings_refusals_and_bookmarks_only", ()),
    "a bookmark is not heeded": (lambda web: Board(web, deaf), "going_on_at_any_bookmark_gives_the_rest", ()),
    "two bookmarks a request": (lambda web: Board(web, marking_twice), "a_bookmark_stands_for_a_request", ()),
    "a memory": (lambda web: Board(web, remembering), "it_keeps_nothing_between_calls", ()),
    "a class that changes": (Changeable, "it_keeps_nothing_between_calls", ()),
    "empty is failure": (lambda web: Board(web, failing_when_empty), "an_empty_board_is_no_failure", ()),
    "a limit is swallowed": (lambda web: Board(web, swallowing), "a_limit_is_told_with_the_time_to_wait", ()),
    "a block is swallowed": (lambda web: Board(web, swallowing), "being_blocked_is_told", ()),
    "a block is renamed": (lambda web: Board(web, renaming), "being_blocked_is_told", ()),
    "a crash is swallowed": (lambda web: Board(web, swallowing), "a_broken_server_is_told", ()),
    "a change is swallowed": (lambda web: Board(web, swallowing), "another_shape_is_told", (Mode.CHANGED,)),
    "half an answer is swallowed": (
        lambda web: Board(web, swallowing), "half_an_answer_and_none_at_all_are_told", (Mode.TRUNCATED,),
    ),
    "a key is shown": (Shown, "its_secrets_are_not_shown", ()),
    "nobody is named": (
        lambda web: Board(web, attribution=Attribution(name="", url="https://iron.example")), "it_says_whom_to_name", (),
    ),
    "less than no waiting": (
        lambda web: Board(web, min_interval=timedelta(-1)), "it_says_how_long_to_wait_between_collections", (),
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_is_found(fault: str) -> None:
    make, name, arguments = FAULTS[fault]
    with pytest.raises((AssertionError, Failed, Unavailable)):
        await getattr(contract(make), f"test_{name}")(*arguments)


@pytest.mark.parametrize("name", sorted({name for _, name, _ in FAULTS.values()}))
async def test_a_good_board_passes(name: str) -> None:
    arguments = next(arguments for _, named, arguments in FAULTS.values() if named == name)
    await getattr(contract(Board), f"test_{name}")(*arguments)


def test_every_test_of_the_contract_finds_a_fault_or_is_about_order() -> None:
    tests = {name.removeprefix("test_") for name in dir(JobSourceContract) if name.startswith("test_")}
    about_order = {
        "it_has_postings", "it_can_be_stopped_early_and_asked_again", "two_calls_at_once_do_not_disturb_each_other",
    }  # fmt: skip
    assert tests == {name for _, name, _ in FAULTS.values()} | about_order


async def test_a_board_with_bookmarks_passes() -> None:
    for name in ("going_on_at_any_bookmark_gives_the_rest", "a_bookmark_stands_for_a_request"):
        await getattr(contract(lambda web: Board(web, marked)), f"test_{name}")()


async def test_an_address_that_nothing_is_canned_for_fails_the_test() -> None:
    with pytest.raises(AssertionError, match=r"nothing is canned for https://iron\.example/other"):
        await CannedWeb({"/jobs": "[]"}).get("https://iron.example/other")


async def test_the_longest_key_that_fits_is_served() -> None:
    web = CannedWeb({"/jobs": "first", "/jobs?page=2": "second", "https://other.example/jobs": "other"})
    url = "https://iron.example/jobs"
    assert (await web.get(url, params={"page": 1})).text == "first"
    assert (await web.get(url, params={"page": 2, "size": 50})).text == "second"
    assert (await web.get("https://other.example/jobs?page=3")).text == "other"
    assert [request.params for request in web.requests] == [{"page": "1"}, {"page": "2", "size": "50"}, {}]


async def test_a_failure_may_be_kept_to_some_addresses() -> None:
    web = CannedWeb({"/a": "[]", "/b": "[]"}, Mode.BLOCKED, only="/b")
    assert (await web.get("https://iron.example/a")).body == b"[]"
    with pytest.raises(Unavailable):
        await web.get("https://iron.example/b")
