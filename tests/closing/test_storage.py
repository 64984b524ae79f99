"""Inquiries are kept the same way by every storage, in memory too."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from attrs import evolve

from copilot_adapters.storage import SqlStorage
from copilot_core.entities.closing import Closing, Inquiry
from copilot_core.entities.identities import PersonId, SightingId, SourceName
from copilot_core.entities.sighting import Sighting
from copilot_core.rules.same_job import sign
from copilot_core.sentences import Sentence
from copilot_core.testing.makers import NOON, make_posting, make_sighting
from copilot_core.testing.memory_books import MemoryBooks
from copilot_core.use_cases.jobs.settle_clusters import JobBooks

HOUR = timedelta(hours=1)
CLOSED = Closing(at=NOON, why=Sentence("closing_said", {"words": "This job is closed."}), url="https://a.example/1")


class Kept:
    """What every storage promises."""

    async def test_an_inquiry_comes_back_whole_and_is_replaced(self, books: JobBooks) -> None:
        seen = await keep(books, "1")
        full = Inquiry(
            sighting=seen.id, closing=CLOSED, expires_at=NOON, next_check=NOON, asked_at=NOON, answered_at=NOON,
            problem=Sentence("closing_slow", {"seconds": 3}), failures=2, missing=(NOON, NOON), unlisted=(NOON,),
            suspected=NOON, astray="https://a.example", account="acme",
        )  # fmt: skip
        await books.closings.save([full])
        assert await books.closings.fetch([seen.id, SightingId("unknown")]) == {seen.id: full}
        await books.closings.save([evolve(full, closing=None)])
        assert (await books.closings.fetch([seen.id]))[seen.id].closing is None
        await books.closings.save([])
        assert await books.closings.fetch([]) == {}

    async def test_unwatched_are_public_and_new(self, books: JobBooks) -> None:
        one, other = await keep(books, "1"), await keep(books, "2")
        await keep(books, "3", owner="ann")
        assert {seen.id for seen in await books.closings.unwatched(10)} == {one.id, other.id}
        assert len(await books.closings.unwatched(1)) == 1
        await books.closings.save([Inquiry(sighting=one.id)])
        assert [seen.id for seen in await books.closings.unwatched(10)] == [other.id]

    async def test_due_are_public_and_open_the_longest_due_first(self, books: JobBooks) -> None:
        names = {name: (await keep(books, name)).id for name in "abcd"}
        private = await keep(books, "e", owner="ann")
        await books.closings.save(
            [
                Inquiry(sighting=names["a"], next_check=NOON - HOUR),
                Inquiry(sighting=names["b"], next_check=NOON - 2 * HOUR),
                Inquiry(sighting=names["c"], next_check=NOON + HOUR),
                Inquiry(sighting=names["d"]),
                Inquiry(sighting=private.id, next_check=NOON - 3 * HOUR),
            ]
        )
        assert [one.sighting for one in await books.closings.due(NOON, 10)] == [names["b"], names["a"]]
        assert [one.sighting for one in await books.closings.due(NOON, 1)] == [names["b"]]

    async def test_expired_are_those_not_closed_whose_date_has_passed(self, books: JobBooks) -> None:
        names = {name: (await keep(books, name)).id for name in "abcd"}
        await books.closings.save(
            [
                Inquiry(sighting=names["a"], expires_at=NOON),
                Inquiry(sighting=names["b"], expires_at=NOON + HOUR),
                Inquiry(sighting=names["c"], expires_at=NOON - HOUR, closing=CLOSED),
                Inquiry(sighting=names["d"]),
            ]
        )
        assert [one.sighting for one in await books.closings.expired(NOON, 10)] == [names["a"]]

    async def test_unlisted_are_a_boards_public_ones_seen_before_and_not_closed(self, books: JobBooks) -> None:
        before, now = await keep(books, "1", seen=2 * HOUR), await keep(books, "2", seen=HOUR)
        closed = await keep(books, "3", seen=2 * HOUR)
        await keep(books, "4", owner="ann", seen=2 * HOUR)
        await books.closings.save([Inquiry(sighting=closed.id, closing=CLOSED), Inquiry(sighting=now.id)])
        assert [seen.id for seen in await books.closings.unlisted(SourceName("acme"), NOON - HOUR)] == [before.id]
        assert await books.closings.unlisted(SourceName("other"), NOON) == ()


class TestInMemory(Kept):
    @pytest.fixture
    def books(self) -> JobBooks:
        return MemoryBooks()


class TestInDatabases(Kept):
    @pytest.fixture
    async def books(self, storage: SqlStorage) -> AsyncIterator[JobBooks]:
        async with storage.transaction() as made:
            yield made


async def keep(books: JobBooks, name: str, *, owner: str | None = None, seen: timedelta = HOUR) -> Sighting:
    made = make_sighting(make_posting(external_id=name), owner=owner and PersonId(owner), last_seen=NOON - seen)
    await books.sightings.save([(made, sign(made))])
    return made
