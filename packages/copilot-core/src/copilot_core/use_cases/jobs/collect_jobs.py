"""Ask the boards, and keep what they have."""

import asyncio
import math
from collections.abc import AsyncGenerator, Callable, Collection
from contextlib import aclosing
from datetime import datetime, timedelta

from attrs import frozen

from copilot_core.entities.collection import CollectionReport, Outcome, SourceReport
from copilot_core.entities.identities import LOCAL_PERSON, PRIVATE_SOURCES, PersonId, SourceName
from copilot_core.entities.posting import Posting, Refusal, Search
from copilot_core.errors import CopilotError
from copilot_core.ports.clock import Clock
from copilot_core.ports.job_source import JobSource
from copilot_core.ports.job_sources import JobSources
from copilot_core.ports.sources import SourceState
from copilot_core.ports.storage import Storage
from copilot_core.sentences import Sentence
from copilot_core.use_cases.jobs.store_postings import StorePostings

BATCH = 50
"""Postings stored in one transaction."""

CLAIM = timedelta(minutes=10)
"""How long a run may hold a source before another may start."""

Progress = Callable[[SourceName, SourceReport], None]


def _quiet(_name: SourceName, _report: SourceReport) -> None: ...


@frozen
class CollectJobs:
    """Search many boards at once; every board's outcome is reported, and one that fails spoils no other."""

    storage: Storage
    sources: JobSources
    store: StorePostings
    clock: Clock

    async def __call__(
        self,
        search: Search,
        names: Collection[SourceName] = (),
        *,
        person: PersonId = LOCAL_PERSON,
        progress: Progress = _quiet,
    ) -> CollectionReport:
        """Ask the named boards (all that are ready when none is named); `progress` hears of every step."""
        asked = tuple(dict.fromkeys(names)) or self.sources.names()
        reports = await asyncio.gather(*(self._collect(name, search, person, progress) for name in asked))
        async with self.storage.reading() as books:
            jobs = await books.catalogue.count(person)
        return CollectionReport(dict(zip(asked, reports, strict=True)), jobs)

    async def _collect(self, name: SourceName, search: Search, person: PersonId, progress: Progress) -> SourceReport:
        try:
            source = await asyncio.to_thread(self.sources.source, name)
        except CopilotError as error:
            report = SourceReport(outcome=Outcome.MISCONFIGURED).ended_by(error, self.clock.now())
        else:
            due_at = await self._claim(name)
            if due_at is None:
                report = await self._pour(name, source, search, person, progress)
                await self._note(name, report, source.min_interval)
            else:
                report = _not_due(source, self.clock.now(), due_at)
        progress(name, report)
        return report

    async def _pour(
        self, name: SourceName, source: JobSource, search: Search, person: PersonId, progress: Progress
    ) -> SourceReport:
        report = SourceReport(outcome=Outcome.EMPTY)
        owner = person if name in PRIVATE_SOURCES else None
        try:
            async with aclosing(_batches(source, search)) as batches:
                async for batch in batches:
                    report = report.plus(await self.store(name, batch, owner=owner))
                    progress(name, report)
        except CopilotError as error:
            return report.ended_by(error, self.clock.now())
        return report

    async def _claim(self, name: SourceName) -> datetime | None:
        now = self.clock.now()
        async with self.storage.transaction() as books:
            return await books.sources.claim(name, now, now + CLAIM)

    async def _note(self, name: SourceName, report: SourceReport, wait: timedelta) -> None:
        """Remember the outcome; a board that failed may be asked again at once, or when it said."""
        now = self.clock.now()
        answered = report.outcome in (Outcome.OK, Outcome.EMPTY)
        due_at = now + wait if answered else report.due_at
        state = SourceState(name=name, last_run=now, outcome=report.outcome, found=report.found, due_at=due_at)
        async with self.storage.transaction() as books:
            await books.sources.note(state)


async def _batches(source: JobSource, search: Search) -> AsyncGenerator[list[Posting | Refusal], None]:
    """Yield what the source yields in batches; when it fails, first what it had yielded by then."""
    batch: list[Posting | Refusal] = []
    failure: CopilotError | None = None
    try:
        async for item in source.postings(search):
            batch.append(item)
            if len(batch) >= BATCH:
                yield batch
                batch = []
    except CopilotError as error:
        failure = error
    if batch:
        yield batch
    if failure is not None:
        raise failure


def _not_due(source: JobSource, now: datetime, due_at: datetime) -> SourceReport:
    minutes = math.ceil((due_at - now).total_seconds() / 60)
    reason = Sentence("board_not_due", {"board": source.attribution.name, "minutes": minutes})
    return SourceReport(outcome=Outcome.NOT_DUE, reason=reason, due_at=due_at)
