"""Fill the vector index anew."""

from attrs import frozen

from copilot_core.ports.embedder import Embedder
from copilot_core.ports.storage import Storage
from copilot_core.ports.vector_index import VectorIndex

PORTION = 1000


@frozen
class RebuildIndex:
    """Give the index every vector that is kept: storage is the truth, an index can be lost."""

    storage: Storage
    embedder: Embedder
    index: VectorIndex

    async def __call__(self) -> int:
        """Return how many vectors the index was given."""
        async with self.storage.reading() as books:
            vectors = await books.vectors.of_jobs(self.embedder.model)
        names = sorted(vectors)
        for start in range(0, len(names), PORTION):
            await self.index.put({name: vectors[name] for name in names[start : start + PORTION]})
        return len(names)
