"""What every job source keeps to, ours and yours: inherit the suite, and pytest runs it against your board."""

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import ClassVar

import attrs
import pytest

from copilot_core.entities.posting import Attribution, Bookmark, Item, Posting, Refusal, Search
from copilot_core.errors import CopilotError, Unavailable
from copilot_core.ports.job_source import JobSource
from copilot_core.ports.web import Web
from copilot_core.testing.canned_web import CannedWeb, Mode

SECRET_NAMES = ("key", "secret", "token", "password")


@pytest.mark.asyncio
class JobSourceContract:
    """Inherit it in a class whose name begins with `Test`, and say three things.

    `answers` are recorded answers of your board by path (see `CannedWeb`), with at least two postings; `empty` is what
    the board answers when it has none; `source` makes your source. `search` is what is asked for. `accounts` is how many
    employers, countries … the source asks one after the other: each is asked at least once.
    """

    answers: ClassVar[Mapping[str, bytes | str]] = {}
    empty: ClassVar[Mapping[str, bytes | str]] = {}
    search: ClassVar[Search] = Search()
    accounts: ClassVar[int] = 1

    def source(self, web: Web) -> JobSource:
        """Make the source, with whatever settings it needs."""
        raise NotImplementedError(f"{type(self).__name__}.source must return your job source")

    async def test_it_has_postings(self) -> None:
        found = _postings(await self._all())
        assert len(found) >= 2, f"`answers` must hold at least two postings, {len(found)} were yielded"

    async def test_it_yields_postings_refusals_and_bookmarks_only(self) -> None:
        for item in await self._all():
            assert isinstance(item, Posting | Refusal | Bookmark), f"yielded a {type(item).__name__}"

    async def test_every_posting_has_an_id_an_address_a_title_and_a_company(self) -> None:
        for posting in _postings(await self._all()):
            for name in ("external_id", "title", "company"):
                assert getattr(posting, name).strip(), f"{name} is empty in {posting}"
            self.check_address(posting)

    def check_address(self, posting: Posting) -> None:
        """Check where a posting is found."""
        assert posting.url.startswith(("https://", "http://")), f"url is {posting.url!r}"

    async def test_every_field_has_the_type_it_promises(self) -> None:
        for posting in _postings(await self._all()):
            for name in ("places", "work_from", "employment", "tags"):
                value = getattr(posting, name)
                assert isinstance(value, tuple), f"{name} is a {type(value).__name__}, must be a tuple"
                assert all(isinstance(part, str) for part in value), f"{name} holds more than texts: {value}"
            for name in ("title", "company", "description", "pay_text", "seniority", "department", "language"):
                assert isinstance(getattr(posting, name), str), f"{name} is no text in {posting}"
            assert posting.remote in {True, False, None}, f"remote is {posting.remote!r}"

    async def test_times_are_aware(self) -> None:
        for posting in _postings(await self._all()):
            for moment in (posting.posted_at, posting.closes_at):
                assert moment is None or (isinstance(moment, datetime) and moment.tzinfo), f"{moment!r} has no zone"

    async def test_external_ids_are_unique_and_stay(self) -> None:
        first, again = [[posting.external_id for posting in _postings(await self._all())] for _ in range(2)]
        assert first == again, "the same answer must give the same ids"
        assert len(set(first)) == len(first), f"twice the same id: {sorted(first)}"

    async def test_it_stops_at_the_limit(self) -> None:
        search = attrs.evolve(self.search, limit=1)
        found = _postings(await self._all(search=search))
        assert len(found) == 1, f"search.limit is 1, {len(found)} postings were yielded"

    async def test_it_stops_at_the_number_of_requests(self) -> None:
        web = CannedWeb(self.answers)
        search = attrs.evolve(self.search, requests=1)
        await self._all(web, search)
        assert len(web.requests) <= self.accounts, f"search.requests is 1, {len(web.requests)} requests were sent"

    async def test_it_can_be_stopped_early_and_asked_again(self) -> None:
        source = self.source(CannedWeb(self.answers))
        whole = [item async for item in source.postings(self.search)]
        async with aclosing(source.postings(self.search)) as items:  # type: ignore[type-var]
            async for _ in items:
                break
        assert [item async for item in source.postings(self.search)] == whole

    async def test_going_on_at_any_bookmark_gives_the_rest(self) -> None:
        for limit in (self.search.limit, 2):
            search = attrs.evolve(self.search, limit=limit)
            whole = await self._all(search=search)
            for index, item in enumerate(whole):
                if isinstance(item, Bookmark):
                    left = limit - len(_postings(whole[:index]))
                    rest = await self._all(search=attrs.evolve(search, resume=item.place, limit=left))
                    assert rest == whole[index + 1 :], (
                        f"what follows {item} is not what a search gives that goes on there"
                    )

    async def test_a_bookmark_stands_for_a_request(self) -> None:
        web = CannedWeb(self.answers)
        marks = [item for item in await self._all(web) if isinstance(item, Bookmark)]
        assert len(marks) <= len(web.requests), f"{len(marks)} bookmarks, {len(web.requests)} requests"
        assert len(set(marks)) == len(marks), f"two bookmarks at one place: {marks}"
        for mark in marks:
            assert mark.place.strip(), "a bookmark's place is empty"

    async def test_two_calls_at_once_do_not_disturb_each_other(self) -> None:
        source = self.source(CannedWeb(self.answers))
        alone = [item async for item in source.postings(self.search)]
        both = await asyncio.gather(_taking_turns(source, self.search), _taking_turns(source, self.search))
        assert list(both) == [alone, alone]

    async def test_it_keeps_nothing_between_calls(self) -> None:
        source = self.source(CannedWeb(self.answers))
        before = repr(_fields(source))
        async for _ in source.postings(self.search):
            pass
        assert repr(_fields(source)) == before, "a source is frozen: its fields are its settings"
        with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
            source.min_interval = timedelta()  # type: ignore[misc]

    async def test_an_empty_board_is_no_failure(self) -> None:
        found = await self._all(CannedWeb(self.empty))
        assert [item for item in found if not isinstance(item, Bookmark)] == []

    async def test_a_limit_is_told_with_the_time_to_wait(self) -> None:
        error = await self._failure(Mode.LIMITED)
        assert error.code == "board_limited", f"a limited board ended as {error.code}: {error}"
        assert isinstance(error, Unavailable)
        assert error.retry_after == 60, "let the error of `web` pass: it says how long to wait"

    async def test_being_blocked_is_told(self) -> None:
        error = await self._failure(Mode.BLOCKED)
        assert error.code == "board_blocked", f"a blocked board ended as {error.code}: {error}"

    async def test_a_broken_server_is_told(self) -> None:
        error = await self._failure(Mode.BROKEN)
        assert error.code == "board_unreachable", f"a broken board ended as {error.code}: {error}"

    @pytest.mark.parametrize("mode", [Mode.CHANGED, Mode.HTML])
    async def test_another_shape_is_told(self, mode: Mode) -> None:
        error = await self._failure(mode)
        assert error.code == "board_changed", f"an answer of another shape ended as {error.code}: {error}"

    @pytest.mark.parametrize("mode", [Mode.TRUNCATED, Mode.GONE])
    async def test_half_an_answer_and_none_at_all_are_told(self, mode: Mode) -> None:
        await self._failure(mode)

    async def test_it_says_whom_to_name(self) -> None:
        attribution = self.source(CannedWeb(self.answers)).attribution
        assert isinstance(attribution, Attribution)
        assert attribution.name, "attribution.name is shown with every posting"
        self.check_link(attribution)

    def check_link(self, attribution: Attribution) -> None:
        """Check where the name leads."""
        assert attribution.url.startswith(("https://", "http://")), "attribution.url is linked with every posting"

    async def test_it_says_how_long_to_wait_between_collections(self) -> None:
        interval = self.source(CannedWeb(self.answers)).min_interval
        assert isinstance(interval, timedelta)
        assert interval >= timedelta(), f"min_interval is {interval}"

    async def test_its_secrets_are_not_shown(self) -> None:
        source = self.source(CannedWeb(self.answers))
        for name in _fields(source):
            if any(part in name.split("_") for part in SECRET_NAMES):
                value = str(getattr(source, name))
                assert not value or value not in repr(source), f"declare {name} as `field(repr=False)`"

    async def _all(self, web: CannedWeb | None = None, search: Search | None = None) -> list[Item]:
        source = self.source(web or CannedWeb(self.answers))
        return [item async for item in source.postings(search or self.search)]

    async def _failure(self, mode: Mode) -> CopilotError:
        """Return how it fails; what is none of our errors counts as "changed", as the port says."""
        web = CannedWeb(self.answers, mode)
        try:
            found = _postings(await self._all(web))
        except CopilotError as error:
            return error
        except AssertionError:
            raise
        except Exception as error:  # noqa: BLE001 - a source may raise anything
            return Unavailable("board_changed", permanent=True, board=type(self).__name__, problem=str(error))
        if not web.requests:
            pytest.skip("it asks no server that could fail")
        raise AssertionError(f"mode {mode}: failure is never emptiness, but {len(found)} postings came and no error")


def _postings(items: list[Item]) -> list[Posting]:
    return [item for item in items if isinstance(item, Posting)]


def _fields(source: JobSource) -> dict[str, object]:
    kind: type[object] = type(source)
    assert attrs.has(kind), "a source is an attrs class: `@frozen class …`"
    return {field.name: getattr(source, field.name) for field in attrs.fields(kind) if field.name != "web"}


async def _taking_turns(source: JobSource, search: Search) -> list[Item]:
    items: list[Item] = []
    async for item in source.postings(search):
        items.append(item)
        await asyncio.sleep(0)
    return items
