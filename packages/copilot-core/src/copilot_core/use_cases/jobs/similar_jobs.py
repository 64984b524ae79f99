"""Find jobs like one job."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId
from copilot_core.entities.job import Job
from copilot_core.entities.job_query import JobPage, JobQuery
from copilot_core.errors import Unavailable
from copilot_core.ports.embedder import Embedder, Vector
from copilot_core.ports.storage import Storage
from copilot_core.ports.vector_index import VectorIndex
from copilot_core.rules.blocked_companies import without_blocked
from copilot_core.sentences import Sentence

SKILLS = 8
"""Skills of the job that are looked for beside the words of its title."""

SMOOTHING = 60
"""Of reciprocal rank fusion (Cormack, Clarke, Büttcher 2009)."""


@frozen
class SimilarJobs:
    """Find the jobs most like one: by the words of its title and its skills, and by meaning where it was read."""

    storage: Storage
    embedder: Embedder | None = None
    index: VectorIndex | None = None

    async def __call__(self, job_id: JobId, *, person: PersonId = LOCAL_PERSON, limit: int = 10) -> JobPage:
        """Return one page, most alike first; raise `NotFound("job_unknown")`. Without an answer by meaning it says so."""
        async with self.storage.reading() as books:
            job = await books.catalogue.job(job_id, person)
            terms = [job.summary.title, *dict.fromkeys(mention.skill.label for mention in job.facts.skills)]
            worded = await books.catalogue.candidates(terms[: SKILLS + 1], JobQuery(), person, 5 * limit)
            vector = await self._vector(job)
        meant, doubts = await self._near(vector, 5 * limit)
        scores: dict[JobId, float] = {}
        for ids in ([found.id for found in worded], meant):
            for rank, found in enumerate(ids):
                scores[found] = scores.get(found, 0.0) + 1 / (SMOOTHING + rank)
        best = sorted(scores.keys() - {job.id}, key=lambda found: (-scores[found], found))
        async with self.storage.reading() as books:
            asked = without_blocked(JobQuery(), (await books.people.seeker(person)).wishes)
            passing = await books.catalogue.passing(best, asked, person)
            summaries = await books.catalogue.summaries(passing, person)
        jobs = tuple(summaries[found] for found in best if found in summaries)[:limit]
        return JobPage(jobs=jobs, total=len(jobs), doubts=doubts)

    async def _vector(self, job: Job) -> Vector | None:
        if self.embedder is None or self.index is None:
            return None
        async with self.storage.reading() as books:
            return (await books.vectors.indexed(self.embedder.model, [job.id])).get(job.id)

    async def _near(self, vector: Vector | None, k: int) -> tuple[list[JobId], tuple[Sentence, ...]]:
        if vector is None or self.index is None:
            return [], ()
        try:
            return [found.id for found in await self.index.nearest(vector, k)], ()
        except Unavailable as error:
            return [], (error.sentence, Sentence("words_alone"))
