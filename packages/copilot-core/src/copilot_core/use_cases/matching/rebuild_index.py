"""Tell the vector index what storage keeps."""

from collections.abc import Awaitable, Callable, Iterator, Sequence

from attrs import frozen

from copilot_core.entities.identities import JobId
from copilot_core.entities.task import Progress
from copilot_core.ports.embedder import Embedder
from copilot_core.ports.storage import Books, Storage
from copilot_core.ports.vector_index import VectorIndex
from copilot_core.ports.vectors import Indexed

PORTION = 1000

Kept = Callable[[Books], Indexed]
"""Where storage keeps what an index is told."""


async def _quiet(_progress: Progress) -> None: ...


@frozen
class RebuildIndex:
    """Give the indexes, of jobs and of resumes, every vector that is kept: storage is the truth, an index can be lost.

    It may be stopped at any time and begun again. What an index was told is noted when all of it was told, so that
    a change is told later when the index cannot be reached now.
    """

    storage: Storage
    embedder: Embedder
    index: VectorIndex
    resumes: VectorIndex | None = None

    async def __call__(
        self, *, only_new: bool = False, progress: Callable[[Progress], Awaitable[None]] = _quiet
    ) -> int:
        """Return how many vectors the indexes were told of; with `only_new` those that changed since the last time."""
        told = 0
        for kept, index in self._indexes():
            told += await self._rebuild(kept, index, only_new, progress)
        return told

    def _indexes(self) -> Iterator[tuple[Kept, VectorIndex]]:
        yield (lambda books: books.vectors), self.index
        if self.resumes is not None:
            yield (lambda books: books.resume_vectors), self.resumes

    async def _rebuild(
        self, kept: Kept, index: VectorIndex, only_new: bool, progress: Callable[[Progress], Awaitable[None]]
    ) -> int:
        model = self.embedder.model
        async with self.storage.reading() as books:
            told, counter = await kept(books).told(model), await kept(books).counter(model)
            names = await kept(books).changed(model, told if only_new else -1)
        for start in range(0, len(names), PORTION):
            await self._tell(kept, index, names[start : start + PORTION])
            await progress(Progress(done=min(start + PORTION, len(names)), total=len(names)))
        if told < counter:
            async with self.storage.transaction(serial=False) as books:
                await kept(books).tell(model, counter)
        return len(names)

    async def _tell(self, kept: Kept, index: VectorIndex, names: Sequence[JobId]) -> None:
        async with self.storage.reading() as books:
            vectors = await kept(books).indexed(self.embedder.model, names)
        await index.put(vectors)
        await index.remove([name for name in names if name not in vectors])
