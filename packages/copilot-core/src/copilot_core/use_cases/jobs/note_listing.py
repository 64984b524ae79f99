"""Notice what a complete listing of a board lacks."""

from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import TypeVar

from attrs import define, evolve, field, frozen

from copilot_core.entities.closing import Inquiry
from copilot_core.entities.collection import Outcome, SourceReport
from copilot_core.entities.identities import SourceName
from copilot_core.entities.posting import Attribution, Bookmark, Item, Posting, Search
from copilot_core.entities.sighting import Sighting
from copilot_core.ports.clock import Clock
from copilot_core.ports.job_source import JobSource
from copilot_core.ports.listing import Listing
from copilot_core.ports.storage import Books, Storage
from copilot_core.rules.closed import after_listing, first_inquiry, too_many
from copilot_core.use_cases.jobs.mark_closings import MarkClosings

PORTION = 50
"""Postings marked in one transaction."""

_Item = TypeVar("_Item")


@define
class Roll:
    """A board that is listened to: what it yields passes unchanged, and is remembered by its id."""

    source: JobSource
    listing: Listing
    started: datetime
    there: set[str] = field(factory=set)
    unrestricted: bool = False

    @property
    def attribution(self) -> Attribution:
        """The board's."""
        return self.source.attribution

    @property
    def min_interval(self) -> timedelta:
        """The board's."""
        return self.source.min_interval

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        """Yield what the board yields."""
        everything = Search(limit=search.limit, requests=search.requests)
        self.unrestricted = search == everything and getattr(self.source, "lists_everything", False)
        left = search.limit
        async with aclosing(self.source.postings(search)) as items:  # type: ignore[type-var]  # a guest's is a generator
            async for item in items:
                left -= isinstance(item, Posting)
                if not isinstance(item, Bookmark):
                    self.there.add(item.external_id)
                yield item
        self.unrestricted = self.unrestricted and left > 0

    def accounts_in_full(self, report: SourceReport) -> frozenset[str]:
        """Return the accounts of which the run brought everything: it asked for all, and ended by itself."""
        ended = report.outcome in (Outcome.OK, Outcome.EMPTY)
        if not ended or not self.unrestricted or "" in self.there:
            return frozenset()
        whole = not self.listing.in_full and not self.listing.shown and not self.listing.cut
        return frozenset({""}) if whole else frozenset(self.listing.in_full)


@frozen
class NoteListing:
    """Doubt, and in the end close, what complete listings of a board do not show any more.

    An account that lacks more than half of what it had at once is not believed before the next listing confirms it.
    """

    storage: Storage
    clock: Clock
    mark: MarkClosings

    async def __call__(self, name: SourceName, roll: Roll, report: SourceReport) -> int:
        """Weigh a run that has ended; return how many postings it closed."""
        accounts = roll.accounts_in_full(report)
        if not accounts:
            return 0
        await self._remember(name, roll)
        async with self.storage.reading() as books:
            unseen = await books.closings.unlisted(name, roll.started)
            known = await _known(books, [seen for seen in unseen if seen.external_id not in roll.there])
        absent = [one for one in known if one.account in accounts]
        unbelievable = _emptied(absent, Counter(roll.listing.shown.get(one, "") for one in roll.there))
        closed = 0
        for portion in _portions(absent):
            closed += await self._doubt(portion, roll.started, unbelievable)
        return closed

    async def _remember(self, name: SourceName, roll: Roll) -> None:
        """Note under which account each posting stands, once."""
        for portion in _portions(sorted(roll.there)):
            async with self.storage.transaction() as books:
                ids = [known.id for known in (await books.sightings.known(name, portion, None)).values()]
                seen = await books.sightings.fetch(ids)
                inquiries = await _known(books, tuple(seen.values()))
                accounts = {one: roll.listing.shown.get(seen[one].external_id, "") for one in seen}
                moved = [one for one in inquiries if one.account != accounts[one.sighting]]
                await self.mark(books, [evolve(one, account=accounts[one.sighting]) for one in moved])

    async def _doubt(self, portion: Sequence[Inquiry], started: datetime, unbelievable: frozenset[str]) -> int:
        now = self.clock.now()
        async with self.storage.transaction() as books:
            seen = await books.sightings.fetch([one.sighting for one in portion])
            inquiries = [
                after_listing(one, seen[one.sighting], now, believed=not (_is_new(one) and one.account in unbelievable))
                for one in portion
                if one.sighting in seen and seen[one.sighting].last_seen < started
            ]
            return len(await self.mark(books, inquiries))


async def _known(books: Books, sightings: Sequence[Sighting]) -> list[Inquiry]:
    """Return what is known of each, begun where nothing is."""
    found = await books.closings.fetch([seen.id for seen in sightings])
    return [found.get(seen.id) or first_inquiry(seen) for seen in sightings]


def _is_new(inquiry: Inquiry) -> bool:
    """Tell whether no listing lacked it before."""
    return not inquiry.unlisted and inquiry.suspected is None


def _emptied(absent: Collection[Inquiry], listed: Counter[str]) -> frozenset[str]:
    """Return the accounts that lack too many at once to be believed; all, when the board as a whole does."""
    lacking = Counter(one.account for one in absent if _is_new(one))
    if too_many(lacking.total(), listed.total()):
        return frozenset(lacking)
    return frozenset(account for account, times in lacking.items() if too_many(times, listed[account]))


def _portions(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    return (items[start : start + PORTION] for start in range(0, len(items), PORTION))
