"""Say that a sighting is of another job."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId, SightingId, SourceName
from copilot_core.entities.job import Job
from copilot_core.errors import NotFound, Rejected
from copilot_core.ports.clusters import Apart
from copilot_core.ports.similarity import Similarity
from copilot_core.use_cases.jobs.settle_clusters import JobBooks, SettleClusters, home_of


class JobStorage(Protocol):
    """What splitting needs of `copilot_core.ports.storage.Storage`."""

    def transaction(self) -> AbstractAsyncContextManager[JobBooks]:
        """Open for writing."""
        ...


@frozen
class SplitJob:
    """Take a sighting out of a job, for the person alone or, as an admin may, for everybody.

    The split survives every later collection. Who is an admin is for the front door to know.
    """

    storage: JobStorage
    similarity: Similarity
    employer_boards: frozenset[SourceName] = frozenset()

    async def __call__(
        self, job_id: JobId, sighting: SightingId, *, person: PersonId = LOCAL_PERSON, for_all: bool = False
    ) -> tuple[Job, Job]:
        """Return what is left of the job, and the job that the sighting is in now.

        Raises `NotFound("job_unknown")`, `NotFound("sighting_not_in_job")`, `Rejected("job_not_merged")`.
        """
        async with self.storage.transaction() as books:
            return await self._split(books, job_id, sighting, None if for_all else person, person)

    async def _split(
        self, books: JobBooks, job_id: JobId, sighting: SightingId, apart_for: PersonId | None, person: PersonId
    ) -> tuple[Job, Job]:
        job = await books.catalogue.job(job_id, person)
        members = {seen.id for seen in job.sightings}
        if sighting not in members:
            raise NotFound("sighting_not_in_job", job=job_id, sighting=sighting)
        if len(members) == 1:
            raise Rejected("job_not_merged", job=job_id)
        others = sorted(members - {sighting})
        await books.clusters.keep_apart(
            [Apart(left=min(sighting, other), right=max(sighting, other), person=apart_for) for other in others]
        )
        views = await SettleClusters(self.similarity, self.employer_boards)(books, members)
        kept, taken = home_of(views, others[0], person), home_of(views, sighting, person)
        return await books.catalogue.job(kept, person), await books.catalogue.job(taken, person)
