"""Ask the boards, and keep what they have."""

import asyncio
from collections.abc import Callable, Collection
from functools import partial

from attrs import frozen

from copilot_core.entities.collection import CollectionReport, Outcome, SourceReport
from copilot_core.entities.identities import LOCAL_PERSON, PersonId, SourceName
from copilot_core.entities.posting import Search
from copilot_core.errors import CopilotError
from copilot_core.ports.clock import Clock
from copilot_core.ports.job_sources import JobSources
from copilot_core.ports.listing import listening
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.jobs.collect_source import CollectSource
from copilot_core.use_cases.jobs.note_listing import NoteListing, Roll
from copilot_core.use_cases.jobs.store_postings import StorePostings

Progress = Callable[[SourceName, SourceReport], None]


def _quiet(_name: SourceName, _report: SourceReport) -> None: ...


@frozen
class CollectJobs:
    """Search many boards at once; every board's outcome is reported, and one that fails spoils no other.

    What was cut off goes on where it stopped, when the same is searched within a day.
    """

    storage: Storage
    sources: JobSources
    store: StorePostings
    clock: Clock
    note_listing: NoteListing

    async def __call__(
        self,
        search: Search,
        names: Collection[SourceName] = (),
        *,
        person: PersonId = LOCAL_PERSON,
        progress: Progress = _quiet,
    ) -> CollectionReport:
        """Ask the named boards (all that are ready when none is named); `progress` hears of every step.

        A failure of the storage, or a task that was lost, ends all of it and is raised.
        """
        asked = tuple(dict.fromkeys(names)) or self.sources.names()
        try:
            async with asyncio.TaskGroup() as group:
                runs = [group.create_task(self._collect(name, search, person, progress)) for name in asked]
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from failed
        async with self.storage.reading() as books:
            jobs = await books.catalogue.count(person)
        return CollectionReport({name: run.result() for name, run in zip(asked, runs, strict=True)}, jobs)

    async def _collect(self, name: SourceName, search: Search, person: PersonId, progress: Progress) -> SourceReport:
        collect = CollectSource(self.storage, self.store, self.clock)
        try:
            source = await asyncio.to_thread(self.sources.source, name)
        except CopilotError as error:
            report = SourceReport(outcome=Outcome.MISCONFIGURED).ended_by(error, self.clock.now())
        else:
            with listening() as listing:
                roll = Roll(source, listing, self.clock.now())
                report = await collect(name, roll, search, person, partial(progress, name))
            await self.note_listing(name, roll, report)
        progress(name, report)
        return report
