"""Ask one board, and keep what it has."""

import hashlib
import math
from collections.abc import Callable
from contextlib import aclosing, suppress
from datetime import datetime, timedelta

from attrs import evolve, frozen

from copilot_core.entities.collection import Outcome, SourceReport
from copilot_core.entities.identities import PRIVATE_SOURCES, PersonId, SourceName
from copilot_core.entities.posting import Posting, Search
from copilot_core.entities.source_run import SourceRun
from copilot_core.errors import CopilotError, Unavailable
from copilot_core.ports.bookmarks import KeptBookmark
from copilot_core.ports.clock import Clock
from copilot_core.ports.job_source import JobSource
from copilot_core.ports.leases import holding
from copilot_core.ports.sources import SourceClaim, SourceState
from copilot_core.ports.storage import Books, Storage
from copilot_core.sentences import Sentence
from copilot_core.use_cases.jobs.store_postings import StorePostings
from copilot_core.use_cases.jobs.take_batches import Batch, TakeBatches

CLAIM = timedelta(minutes=10)
"""How long a run may hold a source before another may start; every batch that is stored renews it."""

PATIENCE = timedelta(minutes=8)
"""How long a board may give nothing: what it had given by then is stored within the claim."""

BOOKMARK_LASTS = timedelta(hours=24)

REFUSALS = frozenset({Outcome.MISCONFIGURED, Outcome.CHANGED})
"""How a search ends whose place the board cannot use any more."""

KEPT_OUT = frozenset({Outcome.LIMITED, Outcome.BLOCKED})
"""Endings that say nothing about the place."""


@frozen(kw_only=True)
class _Errand:
    """A search that one run brings to one source."""

    claim: SourceClaim
    source: JobSource
    search: Search
    owner: PersonId | None
    tell: Callable[[SourceReport], None]

    @property
    def name(self) -> SourceName:
        return self.claim.source

    @property
    def digest(self) -> str:
        return search_digest(self.search)

    @property
    def is_private(self) -> bool:
        return self.name in PRIVATE_SOURCES


@frozen(kw_only=True)
class _Way:
    """How far a run has come."""

    report: SourceReport = SourceReport(outcome=Outcome.EMPTY)
    begun_at: KeptBookmark | None = None
    postings: int = 0
    requests: int = 0
    latency: float = 0.0

    @property
    def is_stuck(self) -> bool:
        """Whether it began at a bookmark and came to no further one."""
        return self.begun_at is not None and self.requests == self.begun_at.requests

    def past(self, batch: Batch) -> "_Way":
        postings = self.postings + sum(isinstance(item, Posting) for item in batch.items)
        return evolve(
            self, postings=postings, requests=self.requests + (batch.place is not None), latency=batch.latency
        )


@frozen
class CollectSource:
    """Claim a board, go on where the same search was cut off or begin, and note how it went.

    Only the board's own failures are its outcome; those of the storage go up, and the claim ends with the run whatever
    ends it.
    """

    storage: Storage
    store: StorePostings
    clock: Clock

    async def __call__(
        self,
        name: SourceName,
        source: JobSource,
        search: Search,
        person: PersonId,
        tell: Callable[[SourceReport], None],
    ) -> SourceReport:
        """Return what it brought; `tell` hears of every step."""
        now = self.clock.now()
        async with self.storage.transaction() as books:
            claim = await books.sources.claim(name, now, now + CLAIM)
            kept = await books.bookmarks.find(name, search_digest(search), now - BOOKMARK_LASTS)
        if isinstance(claim, datetime):
            return _not_due(source, now, claim)
        owner = person if name in PRIVATE_SOURCES else None
        try:
            return await self._run(_Errand(claim=claim, source=source, search=search, owner=owner, tell=tell), kept)
        except BaseException:
            # What ends the run goes up; a claim that cannot be given back ends by itself.
            with holding(None), suppress(CopilotError):
                async with self.storage.transaction() as books:
                    await books.sources.release(claim)
            raise

    async def _run(self, errand: _Errand, kept: KeptBookmark | None) -> SourceReport:
        way = await self._ask(errand, kept)
        if way.is_stuck and way.report.outcome in REFUSALS and not way.report.found:
            way = await self._ask(errand, None)
        if way.report.outcome is not Outcome.NOT_DUE:
            await self._note(errand, way)
        return way.report

    async def _ask(self, errand: _Errand, kept: KeptBookmark | None) -> _Way:
        way = _Way(begun_at=kept, postings=kept.postings if kept else 0, requests=kept.requests if kept else 0)
        take = TakeBatches(errand.source, PATIENCE)
        async with aclosing(take(_from(errand.search, kept))) as portions:
            async for batch in portions:
                way = way.past(batch)
                try:
                    stored = await self._store(errand, batch, way)
                except Unavailable as error:
                    if error.code != "board_taken_over":
                        raise
                    return evolve(way, report=way.report.ended_by(error, self.clock.now()))
                way = evolve(way, report=way.report.plus(stored))
                errand.tell(way.report)
                if batch.failure is not None:
                    return evolve(way, report=way.report.ended_by(batch.failure, self.clock.now()))
        return way

    async def _store(self, errand: _Errand, batch: Batch, way: _Way) -> SourceReport:
        async def mark(books: Books) -> None:
            now = self.clock.now()
            if not await books.sources.renew(errand.claim, now + CLAIM):
                raise Unavailable("board_taken_over", board=errand.source.attribution.name)
            if batch.place is not None and not errand.is_private:
                await books.bookmarks.keep(_placed(errand, batch.place, way, now))

        return await self.store(errand.name, batch.items, owner=errand.owner, also=mark)

    async def _note(self, errand: _Errand, way: _Way) -> None:
        """Remember the outcome; a board that failed may be asked again at once, or when it said."""
        now, report = self.clock.now(), way.report
        answered = report.outcome in (Outcome.OK, Outcome.EMPTY)
        due_at = now + errand.source.min_interval if answered else report.due_at
        state = SourceState(name=errand.name, last_run=now, outcome=report.outcome, found=report.found, due_at=due_at)
        leads_nowhere = way.is_stuck and report.outcome not in KEPT_OUT
        async with self.storage.transaction() as books:
            await books.sources.note(errand.claim, state)
            if not errand.is_private:
                await books.source_runs.add(_noted(errand, way, now))
                if answered or leads_nowhere:
                    await books.bookmarks.drop(errand.name, errand.digest)


def search_digest(search: Search) -> str:
    """Digest what was asked, wherever it began."""
    asked = (search.text, search.where, search.remote, search.url, search.limit, search.requests)
    return hashlib.blake2b(repr(asked).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _from(search: Search, kept: KeptBookmark | None) -> Search:
    """Return the search for what a bookmark leaves."""
    if kept is None:
        return search
    limit, requests = max(1, search.limit - kept.postings), max(1, search.requests - kept.requests)
    return evolve(search, resume=kept.place, limit=limit, requests=requests)


def _placed(errand: _Errand, place: str, way: _Way, now: datetime) -> KeptBookmark:
    return KeptBookmark(
        source=errand.name, search=errand.digest, place=place, postings=way.postings, requests=way.requests, at=now
    )


def _noted(errand: _Errand, way: _Way, now: datetime) -> SourceRun:
    report = way.report
    return SourceRun(
        source=errand.name,
        at=now,
        search=errand.digest,
        outcome=report.outcome,
        latency=way.latency,
        whole=way.begun_at is None and report.outcome in (Outcome.OK, Outcome.EMPTY),
        found=report.found,
        new=report.new,
        refused=report.refused,
        told=report.told,
        reason=report.reason,
    )


def _not_due(source: JobSource, now: datetime, due_at: datetime) -> SourceReport:
    minutes = math.ceil((due_at - now).total_seconds() / 60)
    reason = Sentence("board_not_due", {"board": source.attribution.name, "minutes": minutes})
    return SourceReport(outcome=Outcome.NOT_DUE, reason=reason, due_at=due_at)
