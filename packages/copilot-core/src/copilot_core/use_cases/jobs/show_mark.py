"""Show what a person marked a job as."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId
from copilot_core.entities.job_mark import JobMark
from copilot_core.errors import NotFound
from copilot_core.ports.storage import Storage


@frozen
class ShowMark:
    """Show whether a job is saved or dismissed, since when, and why."""

    storage: Storage

    async def __call__(self, job_id: JobId, *, person: PersonId = LOCAL_PERSON) -> JobMark:
        """Return the mark; raise `NotFound`: `job_unknown`, or `mark_unknown` for a job without."""
        async with self.storage.reading() as books:
            job = await books.catalogue.job(job_id, person)
            marks = await books.marks.of(person, [job.id])
        if job.id not in marks:
            raise NotFound("mark_unknown", job=job.id)
        return marks[job.id]
