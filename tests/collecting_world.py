"""A board that answers in pages and can be cut off at any item, and everything real behind it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

from attrs import evolve, field, frozen

from copilot_adapters.gazetteers.geonames import Geonames
from copilot_adapters.html_cleaners.markdown import Markdown
from copilot_adapters.language_detectors.function_words import FunctionWords
from copilot_adapters.similarities.rapidfuzz import RapidFuzz
from copilot_adapters.storage import SqlStorage
from copilot_adapters.taxonomies.esco_onet import EscoOnet
from copilot_core.entities.collection import SourceReport
from copilot_core.entities.identities import SourceName
from copilot_core.entities.posting import Attribution, Bookmark, Item, Search
from copilot_core.errors import Rejected
from copilot_core.testing import StillClock, make_posting
from copilot_core.use_cases.jobs.collect_jobs import CollectJobs
from copilot_core.use_cases.jobs.mark_closings import MarkClosings
from copilot_core.use_cases.jobs.merge_sightings import MergeSightings
from copilot_core.use_cases.jobs.note_listing import NoteListing
from copilot_core.use_cases.jobs.store_postings import StorePostings

ACME = SourceName("acme")
HOUR = timedelta(hours=1)
At = Callable[[int], Awaitable[None]]


async def nothing(_given: int) -> None: ...


@frozen
class PagedBoard:
    """`total` postings, `size` a page; `at` is called before each item with how many were given, and may raise or wait."""

    total: int
    size: int = 4
    at: At = nothing
    bookmarks: bool = True
    asked: list[int] = field(factory=list)
    attribution: Attribution = Attribution(name="Acme", url="https://acme.example")
    min_interval: timedelta = HOUR
    told: tuple[tuple[str, object], ...] = ()

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        if not search.resume.isdecimal() and search.resume:
            raise Rejected("bookmark_refused", board="Acme", place=search.resume)
        given = 0
        begin = int(search.resume or 0)
        for page in range(begin, begin + search.requests):
            self.asked.append(page)
            await asyncio.sleep(0)
            for number in range(page * self.size, min((page + 1) * self.size, self.total)):
                if given >= search.limit:
                    return
                await self.at(given)
                yield make_posting(external_id=str(number), title=f"Nurse {number}", **dict(self.told))
                given += 1
            if given >= search.limit or (page + 1) * self.size >= self.total:
                return
            if self.bookmarks:
                yield Bookmark(str(page + 1))


@frozen
class OneBoard:
    """The boards at hand: one."""

    board: PagedBoard

    def names(self) -> tuple[SourceName, ...]:
        return (ACME,)

    def source(self, _name: SourceName) -> PagedBoard:
        return self.board


@frozen
class CollectingWorld:
    storage: SqlStorage
    clock: StillClock = field(factory=StillClock)

    def collector(self, board: PagedBoard) -> CollectJobs:
        similarity = RapidFuzz()
        merge = MergeSightings(similarity)
        store = StorePostings(self.storage, Markdown(), EscoOnet(), Geonames(), FunctionWords(), merge, self.clock)
        listing = NoteListing(self.storage, self.clock, MarkClosings(similarity))
        return CollectJobs(self.storage, OneBoard(board), store, self.clock, listing)

    async def collect(self, board: PagedBoard, search: Search | None = None) -> SourceReport:
        report = await self.collector(board)(search or Search(), [ACME])
        return report.sources[ACME]

    async def stored(self) -> set[str]:
        async with self.storage.reading() as books:
            return set(await books.sightings.known(ACME, [str(number) for number in range(500)], None))


def cut(board: PagedBoard, after: int, error: BaseException) -> PagedBoard:
    """Let a board fail when it has given so many postings."""

    async def at(given: int) -> None:
        if given >= after:
            raise error

    return evolve(board, at=at)
