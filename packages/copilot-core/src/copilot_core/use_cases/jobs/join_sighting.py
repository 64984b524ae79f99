"""Take back that a sighting is of another job."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId, SightingId, SourceName
from copilot_core.entities.job import Job
from copilot_core.errors import NotFound
from copilot_core.ports.similarity import Similarity
from copilot_core.ports.storage import Books, Storage
from copilot_core.use_cases.jobs.settle_clusters import SettleClusters, home_of


@frozen
class JoinSighting:
    """Undo a split, for the person alone or, as an admin may, for everybody: what still looks like one job is one again.

    Who is an admin is for the front door to know.
    """

    storage: Storage
    similarity: Similarity
    employer_boards: frozenset[SourceName] = frozenset()

    async def __call__(
        self, job_id: JobId, sighting: SightingId, *, person: PersonId = LOCAL_PERSON, for_all: bool = False
    ) -> Job:
        """Return the job that the sighting is in now; raise `NotFound`: `job_unknown`, `split_unknown`."""
        async with self.storage.transaction() as books:
            return await self._join(books, job_id, sighting, None if for_all else person, person)

    async def _join(
        self, books: Books, job_id: JobId, sighting: SightingId, said_by: PersonId | None, person: PersonId
    ) -> Job:
        job = await books.catalogue.job(job_id, person)
        members = {seen.id for seen in job.sightings}
        component = await books.clusters.component(members)
        pairs = [
            pair
            for pair in component.apart
            if pair.person == said_by and sighting in {pair.left, pair.right} and members & {pair.left, pair.right}
        ]
        if not pairs or sighting in members:
            raise NotFound("split_unknown", job=job_id, sighting=sighting)
        await books.clusters.let_together(pairs)
        views = await SettleClusters(self.similarity, self.employer_boards)(books, {sighting, *members}, [person])
        return await books.catalogue.job(home_of(views, sighting, person), person)
