"""Read the jobs for meaning, in the background."""

from collections.abc import Callable, Mapping

from attrs import frozen

from copilot_core.entities.identities import JobId
from copilot_core.ports.embedder import Embedder, Vector
from copilot_core.ports.storage import Storage
from copilot_core.ports.vector_index import VectorIndex
from copilot_core.rules.meaning import job_texts, text_hash, together


def _quiet(_read: int) -> None: ...


@frozen
class ReadForMeaning:
    """Make vectors of the jobs that have none of their present text, newest first, a batch at a time.

    The model runs outside any transaction; texts that are known are not read twice. What is kept stays when the
    next batch fails.
    """

    storage: Storage
    embedder: Embedder
    index: VectorIndex
    batch: int = 32

    async def __call__(self, *, limit: int | None = None, progress: Callable[[int], None] = _quiet) -> int:
        """Read at most `limit` jobs, all when None; returns how many were read, 0 when none was left."""
        read = 0
        while texts := await self._next(self.batch if limit is None else min(self.batch, limit - read)):
            await self._read(texts)
            read += len(texts)
            progress(read)
        return read

    async def _next(self, limit: int) -> dict[JobId, tuple[str, str]]:
        if limit <= 0:
            return {}
        async with self.storage.reading() as books:
            unread = await books.vectors.unread(self.embedder.model, limit)
            found = await books.vectors.texts(unread)
        return {job: job_texts(title, description) for job, (title, description) in found.items()}

    async def _read(self, texts: Mapping[JobId, tuple[str, str]]) -> None:
        hashes = {job: text_hash(*pair) for job, pair in texts.items()}
        pairs = {hashes[job]: pair for job, pair in texts.items()}
        async with self.storage.reading() as books:
            known = await books.vectors.cached(self.embedder.model, pairs.keys())
        made = await self._made({name: pair for name, pair in pairs.items() if name not in known})
        async with self.storage.transaction() as books:
            await books.vectors.keep(self.embedder.model, made, hashes)
        vectors: dict[str, Vector] = {**known, **made}
        await self.index.put({job: vectors[name] for job, name in hashes.items()})

    async def _made(self, pairs: Mapping[str, tuple[str, str]]) -> dict[str, Vector]:
        texts = list(dict.fromkeys(text for pair in pairs.values() for text in pair))
        vectors = dict(zip(texts, await self.embedder.embed(texts), strict=True)) if texts else {}
        return {name: Vector(together([vectors[text] for text in pair])) for name, pair in pairs.items()}
