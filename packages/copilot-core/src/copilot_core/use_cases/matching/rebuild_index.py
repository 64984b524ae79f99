"""Tell the vector index what storage keeps."""

from collections.abc import Awaitable, Callable, Sequence

from attrs import frozen

from copilot_core.entities.identities import JobId
from copilot_core.entities.task import Progress
from copilot_core.ports.embedder import Embedder
from copilot_core.ports.storage import Storage
from copilot_core.ports.vector_index import VectorIndex

PORTION = 1000


async def _quiet(_progress: Progress) -> None: ...


@frozen
class RebuildIndex:
    """Give the index every vector that is kept: storage is the truth, an index can be lost.

    It may be stopped at any time and begun again. What the index was told is noted when all of it was told, so that
    a change is told later when the index cannot be reached now.
    """

    storage: Storage
    embedder: Embedder
    index: VectorIndex

    async def __call__(
        self, *, only_new: bool = False, progress: Callable[[Progress], Awaitable[None]] = _quiet
    ) -> int:
        """Return how many jobs' vectors the index was told of; with `only_new` those that changed since the last time."""
        model = self.embedder.model
        async with self.storage.reading() as books:
            told, counter = await books.vectors.told(model), await books.vectors.counter(model)
            jobs = await books.vectors.changed(model, told if only_new else -1)
        for start in range(0, len(jobs), PORTION):
            await self._tell(jobs[start : start + PORTION])
            await progress(Progress(done=min(start + PORTION, len(jobs)), total=len(jobs)))
        if told < counter:
            async with self.storage.transaction(serial=False) as books:
                await books.vectors.tell(model, counter)
        return len(jobs)

    async def _tell(self, jobs: Sequence[JobId]) -> None:
        async with self.storage.reading() as books:
            vectors = await books.vectors.of_jobs(self.embedder.model, jobs)
        await self.index.put(vectors)
        await self.index.remove([job for job in jobs if job not in vectors])
