"""Find which new jobs are near which resumes."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from copilot_core.entities.identities import JobId, PersonId
from copilot_core.ports.embedder import Embedder
from copilot_core.ports.resume_vectors import Owned
from copilot_core.ports.storage import Storage
from copilot_core.ports.vector_index import VectorIndex

NEAR = 100
"""Jobs that meaning puts forward for a resume, and resumes that it puts forward for a job."""

ALIKE = 0.3
"""Least cosine: by MiniLM all of the judged jobs that are the best for somebody reach it, 96 in 100 of the good ones, and
73 of those that do not fit (`copilot eval ranking`): it only keeps the work small."""

PORTION = 500
Nearness = dict[JobId, float]


@frozen
class FindNear:
    """Ask an index once for each resume or once for each job, whichever are fewer."""

    storage: Storage
    embedder: Embedder
    index: VectorIndex
    resumes: VectorIndex

    async def __call__(self, people: Sequence[PersonId], since: int | None) -> dict[Owned, tuple[JobId, ...]]:
        """Return at most `NEAR` jobs for each resume, out of those that changed after `since` (all when None)."""
        async with self.storage.reading() as books:
            owned = await books.resume_vectors.named(self.embedder.model, people)
            jobs = None if since is None else await books.vectors.changed(self.embedder.model, since)
        if jobs is not None and len(jobs) < len(owned):
            found = await self._by_job(jobs, owned)
        else:
            found = await self._by_resume(jobs, owned)
        return {owned[name]: _nearest(near) for name, near in found.items() if near}

    async def _by_resume(self, jobs: Sequence[JobId] | None, owned: Mapping[JobId, Owned]) -> dict[JobId, Nearness]:
        allowed = None if jobs is None else frozenset(jobs)
        async with self.storage.reading() as books:
            vectors = await books.resume_vectors.indexed(self.embedder.model, owned.keys())
        found: dict[JobId, Nearness] = {}
        for name, vector in vectors.items() if allowed is None or allowed else ():
            near = await self.index.nearest(vector, NEAR, allowed)
            found[name] = {one.id: one.score for one in near if one.score >= ALIKE}
        return found

    async def _by_job(self, jobs: Sequence[JobId], owned: Mapping[JobId, Owned]) -> dict[JobId, Nearness]:
        found: dict[JobId, Nearness] = {name: {} for name in owned}
        for start in range(0, len(jobs), PORTION):
            async with self.storage.reading() as books:
                vectors = await books.vectors.indexed(self.embedder.model, jobs[start : start + PORTION])
            for job, vector in vectors.items():
                for one in await self.resumes.nearest(vector, NEAR, owned.keys()):
                    if one.score >= ALIKE and one.id in found:
                        found[one.id][job] = one.score
        return found


def _nearest(near: Nearness) -> tuple[JobId, ...]:
    return tuple(sorted(near, key=lambda job: (-near[job], job))[:NEAR])
