"""Show everything of one job."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId
from copilot_core.entities.job import Job
from copilot_core.ports.storage import Storage


@frozen
class ShowJob:
    """Show a job with its sightings, as the person sees it; a merged job's former id shows the one that survived."""

    storage: Storage

    async def __call__(self, job_id: JobId, *, person: PersonId = LOCAL_PERSON) -> Job:
        """Return the job; raise `NotFound("job_unknown")`."""
        async with self.storage.reading() as books:
            return await books.catalogue.job(job_id, person)
