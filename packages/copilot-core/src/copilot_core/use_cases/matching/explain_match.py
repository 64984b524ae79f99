"""Explain how one job fits."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId, ResumeId
from copilot_core.entities.match import Match
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.matching.find_matches import FindMatches


@frozen
class ExplainMatch:
    """Hold one job against a person's resume and wishes, whether it is among the best or not."""

    storage: Storage
    find: FindMatches

    async def __call__(
        self, job_id: JobId, resume: ResumeId | None = None, *, person: PersonId = LOCAL_PERSON
    ) -> Match:
        """Return how it fits; raise `NotFound` for the job, and for the resume (None: the newest)."""
        async with self.storage.reading() as books:
            job = await books.catalogue.job(job_id, person)
        (match,) = (await self.find(resume, person=person, among=[job.id])).matches
        return match
