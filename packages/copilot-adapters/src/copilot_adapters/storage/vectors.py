"""Vectors kept."""

from collections.abc import Collection, Mapping

from attrs import frozen
from sqlalchemy import ScalarSelect, Select, and_, delete, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage import tables
from copilot_adapters.storage.documents import DESCRIBED, SUMMARY
from copilot_adapters.storage.statements import in_portions, upsert
from copilot_adapters.storage.vector_counts import VectorCounts
from copilot_adapters.storage.visibility import count_read_by
from copilot_core.entities.identities import JobId, PersonId
from copilot_core.ports.embedder import Vector
from copilot_core.ports.vectors import JobText, ReadText


@frozen
class SqlVectors:
    """Adapter of `copilot_core.ports.vectors.Vectors`."""

    connection: AsyncConnection

    async def cached(self, model: str, text_hashes: Collection[str]) -> dict[str, Vector]:
        found: dict[str, Vector] = {}
        for portion in in_portions(text_hashes):
            query = select(tables.vectors.c.text_hash, tables.vectors.c.vector)
            mine = query.where(tables.vectors.c.model == model, tables.vectors.c.text_hash.in_(portion))
            found |= {text_hash: Vector(vector) for text_hash, vector in (await self.connection.execute(mine))}
        return found

    async def keep(self, model: str, vectors: Mapping[str, Vector], jobs: Mapping[JobId, ReadText]) -> None:
        rows = [{"model": model, "text_hash": text_hash, "vector": vector} for text_hash, vector in vectors.items()]
        await upsert(self.connection, tables.vectors, rows, "model", "text_hash")
        counter = await VectorCounts(self.connection, model).next_change() if jobs else 0
        for portion in in_portions(jobs):
            query = select(tables.jobs.c.id, tables.jobs.c.key, tables.jobs.c.content)
            read = [
                {
                    "model": model,
                    "job_key": key,
                    "text_hash": jobs[JobId(job_id)].text_hash,
                    "content": content,
                    "changed": counter,
                }
                for job_id, key, content in await self.connection.execute(query.where(tables.jobs.c.id.in_(portion)))
                if content == jobs[JobId(job_id)].content
            ]
            await upsert(self.connection, tables.job_vectors, read, "model", "job_key")

    async def unread(self, model: str, limit: int) -> tuple[JobId, ...]:
        read = and_(
            tables.job_vectors.c.model == model,
            tables.job_vectors.c.job_key == tables.jobs.c.key,
            tables.job_vectors.c.content == tables.jobs.c.content,
        )
        unread = ~select(tables.job_vectors.c.job_key).where(read).exists()
        query = (
            select(tables.jobs.c.id)
            .where(unread)
            .order_by(tables.jobs.c.dated.desc(), tables.jobs.c.key.desc())
            .limit(limit)
        )
        return tuple(JobId(job_id) for job_id in (await self.connection.execute(query)).scalars())

    async def waiting(self, model: str) -> int:
        every = select(func.count(tables.jobs.c.key)).scalar_subquery()
        return int((await self.connection.execute(select(every - _count(model)))).scalar_one())

    async def texts(self, jobs: Collection[JobId]) -> dict[JobId, JobText]:
        found: dict[JobId, JobText] = {}
        wide = tables.job_documents.c
        for portion in in_portions(jobs):
            query = select(tables.jobs.c.id, tables.jobs.c.content, wide.summary, wide.document)
            named = query.join(tables.job_documents).where(tables.jobs.c.id.in_(portion))
            for job_id, content, summary, document in await self.connection.execute(named):
                title, description = SUMMARY.decode(summary).title, DESCRIBED.decode(document).description
                found[JobId(job_id)] = JobText(title, description, content)
        return {job_id: found[job_id] for job_id in jobs if job_id in found}

    async def indexed(self, model: str, names: Collection[JobId]) -> dict[JobId, Vector]:
        found: dict[JobId, Vector] = {}
        for portion in in_portions(names):
            theirs = await self.connection.execute(_current(model).where(tables.jobs.c.id.in_(portion)))
            found |= {JobId(job_id): Vector(vector) for job_id, vector in theirs}
        return found

    async def read(self, model: str, person: PersonId) -> int:
        return await count_read_by(self.connection, model, person)

    async def kept(self, model: str) -> int:
        return int((await self.connection.execute(select(_count(model)))).scalar_one())

    async def counter(self, model: str) -> int:
        return await VectorCounts(self.connection, model).counter()

    async def changed(self, model: str, since: int) -> tuple[JobId, ...]:
        read = tables.job_vectors.c
        here = select(tables.jobs.c.id).join(tables.job_vectors, read.job_key == tables.jobs.c.key)
        made = (await self.connection.execute(here.where(read.model == model, read.changed > since))).scalars().all()
        lost = await VectorCounts(self.connection, model).gone(since)
        return tuple(dict.fromkeys([*lost, *map(JobId, made)]))

    async def told(self, model: str) -> int:
        return await VectorCounts(self.connection, model).told()

    async def forget_unused(self, limit: int) -> int:
        """Delete them, and notes of jobs that lead to none: these jobs are read again."""
        kept, read, theirs = tables.vectors.c, tables.job_vectors.c, tables.resume_vectors.c
        of_job = select(read.model).where(read.model == kept.model, read.text_hash == kept.text_hash).exists()
        of_resume = select(theirs.model).where(theirs.model == kept.model, theirs.text_hash == kept.text_hash).exists()
        named = tuple_(kept.model, kept.text_hash)
        unused = select(kept.model, kept.text_hash).where(~of_job, ~of_resume).limit(limit)
        vector = select(kept.model).where(read.model == kept.model, read.text_hash == kept.text_hash).exists()
        await self.connection.execute(delete(tables.job_vectors).where(~vector))
        return (await self.connection.execute(delete(tables.vectors).where(named.in_(unused)))).rowcount

    async def tell(self, model: str, counter: int) -> None:
        await VectorCounts(self.connection, model).tell(counter)


def _count(model: str) -> ScalarSelect[int]:
    counted = select(func.count(tables.job_vectors.c.job_key)).where(tables.job_vectors.c.model == model)
    return counted.scalar_subquery()


def _current(model: str) -> Select[str, bytes]:
    """Select the vectors that were made of the jobs' present texts."""
    present = and_(
        tables.job_vectors.c.job_key == tables.jobs.c.key, tables.job_vectors.c.content == tables.jobs.c.content
    )
    kept = and_(
        tables.vectors.c.model == tables.job_vectors.c.model,
        tables.vectors.c.text_hash == tables.job_vectors.c.text_hash,
    )
    read = (
        select(tables.jobs.c.id, tables.vectors.c.vector).join(tables.job_vectors, present).join(tables.vectors, kept)
    )
    return read.where(tables.job_vectors.c.model == model)
