"""Read the jobs for meaning, in the background."""

from collections.abc import Awaitable, Callable, Mapping

from attrs import field, frozen

from copilot_core.entities.identities import JobId
from copilot_core.entities.task import Progress
from copilot_core.ports.embedder import Embedder, Vector
from copilot_core.ports.storage import Storage
from copilot_core.ports.vector_index import VectorIndex
from copilot_core.ports.vectors import JobText, ReadText
from copilot_core.rules.meaning import job_texts, text_hash, together
from copilot_core.use_cases.matching.read_resumes import ReadResumes
from copilot_core.use_cases.matching.rebuild_index import RebuildIndex


async def _quiet(_progress: Progress) -> None: ...


@frozen
class ReadForMeaning:
    """Make vectors of the jobs that have none of their present text, newest first, a batch at a time; resumes first.

    The model runs outside any transaction; texts that are known are not read twice. What is kept stays when the
    next batch fails, or when it is stopped between two; what the index could not be told it is told the next time.
    """

    storage: Storage
    embedder: Embedder
    index: VectorIndex
    resumes: VectorIndex | None = None
    batch: int = field(default=16, kw_only=True)

    async def __call__(
        self, *, limit: int | None = None, progress: Callable[[Progress], Awaitable[None]] = _quiet
    ) -> int:
        """Read at most `limit` jobs, all when None; returns how many were read, 0 when none was left."""
        tell = RebuildIndex(self.storage, self.embedder, self.index, self.resumes)
        await ReadResumes(self.storage, self.embedder)()
        await tell(only_new=True)
        total, read = await self._waiting(limit), 0
        while texts := await self._next(self.batch if limit is None else min(self.batch, limit - read)):
            await self._read(texts)
            await tell(only_new=True)
            read += len(texts)
            await progress(Progress(done=read, total=max(read, total)))
        return read

    async def _waiting(self, limit: int | None) -> int:
        async with self.storage.reading() as books:
            waiting = await books.vectors.waiting(self.embedder.model)
        return waiting if limit is None else min(limit, waiting)

    async def _next(self, limit: int) -> dict[JobId, JobText]:
        if limit <= 0:
            return {}
        async with self.storage.reading() as books:
            return await books.vectors.texts(await books.vectors.unread(self.embedder.model, limit))

    async def _read(self, texts: Mapping[JobId, JobText]) -> None:
        pairs = {job: job_texts(said.title, said.description) for job, said in texts.items()}
        jobs = {job: ReadText(text_hash(*pair), texts[job].content) for job, pair in pairs.items()}
        asked = {jobs[job].text_hash: pair for job, pair in pairs.items()}
        async with self.storage.reading() as books:
            known = await books.vectors.cached(self.embedder.model, asked.keys())
        made = await self._made({name: pair for name, pair in asked.items() if name not in known})
        async with self.storage.transaction() as books:
            await books.vectors.keep(self.embedder.model, made, jobs)

    async def _made(self, pairs: Mapping[str, tuple[str, str]]) -> dict[str, Vector]:
        texts = list(dict.fromkeys(text for pair in pairs.values() for text in pair))
        vectors = dict(zip(texts, await self.embedder.embed(texts), strict=True)) if texts else {}
        return {name: Vector(together([vectors[text] for text in pair])) for name, pair in pairs.items()}
