"""Bring a job oneself: by the address of its page, or by hand."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId, SightingId, SourceName
from copilot_core.entities.job import Job
from copilot_core.entities.posting import Bookmark, Posting, Refusal, Search
from copilot_core.errors import Rejected
from copilot_core.ports.job_sources import JobSources
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.jobs.store_postings import StorePostings, sighting_id

WEBPAGE = SourceName("webpage")
MANUAL = SourceName("manual")


@frozen
class AddJob:
    """Turn a pasted URL, or what was typed in, into a job that only its owner sees."""

    storage: Storage
    sources: JobSources
    store: StorePostings

    async def __call__(self, brought: str | Posting, *, person: PersonId = LOCAL_PERSON) -> Job:
        """Read the page at an address, or take a posting; raise `Rejected` with the reason when neither is a job."""
        if isinstance(brought, Posting):
            return await self._keep(MANUAL, brought, person)
        source = self.sources.source(WEBPAGE)
        async for item in source.postings(Search(url=brought, limit=1)):
            if not isinstance(item, Bookmark):
                return await self._keep(WEBPAGE, item, person)
        raise Rejected("page_without_posting", url=brought)

    async def _keep(self, source: SourceName, item: Posting | Refusal, person: PersonId) -> Job:
        if isinstance(item, Posting):
            report = await self.store(source, [item], owner=person)
            if report.found:
                return await self._home(sighting_id(source, item.external_id, person), person)
            raise Rejected("job_refused", problem=str(report.reason))
        raise Rejected("job_refused", problem=str(item.reason))

    async def _home(self, sighting: SightingId, person: PersonId) -> Job:
        async with self.storage.reading() as books:
            home: JobId = await books.catalogue.home(sighting, person)
            return await books.catalogue.job(home, person)
