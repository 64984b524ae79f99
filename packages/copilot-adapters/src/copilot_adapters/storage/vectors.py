"""Vectors kept."""

from collections.abc import Collection, Mapping

from attrs import frozen
from sqlalchemy import Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage import tables
from copilot_adapters.storage.documents import DESCRIBED, SUMMARY
from copilot_adapters.storage.statements import in_portions, insert_missing, upsert
from copilot_core.entities.identities import JobId
from copilot_core.ports.embedder import Vector


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

    async def keep(self, model: str, vectors: Mapping[str, Vector], jobs: Mapping[JobId, str]) -> None:
        rows = [{"model": model, "text_hash": text_hash, "vector": vector} for text_hash, vector in vectors.items()]
        await upsert(self.connection, tables.vectors, rows, "model", "text_hash")
        for portion in in_portions(jobs):
            query = select(tables.jobs.c.id, tables.jobs.c.key, tables.jobs.c.content).where(
                tables.jobs.c.id.in_(portion)
            )
            read = [
                {"model": model, "job_key": key, "text_hash": jobs[JobId(job_id)], "content": content}
                for job_id, key, content in (await self.connection.execute(query))
            ]
            await upsert(self.connection, tables.job_vectors, read, "model", "job_key")
        if jobs:
            await self._changed(model)

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

    async def texts(self, jobs: Collection[JobId]) -> dict[JobId, tuple[str, str]]:
        found: dict[JobId, tuple[str, str]] = {}
        wide = tables.job_documents.c
        for portion in in_portions(jobs):
            query = select(tables.jobs.c.id, wide.summary, wide.document).join(tables.job_documents)
            for job_id, summary, document in await self.connection.execute(query.where(tables.jobs.c.id.in_(portion))):
                title, description = SUMMARY.decode(summary).title, DESCRIBED.decode(document).description
                found[JobId(job_id)] = (title, description)
        return {job_id: found[job_id] for job_id in jobs if job_id in found}

    async def of_jobs(self, model: str, jobs: Collection[JobId] | None = None) -> dict[JobId, Vector]:
        query = _current(model)
        if jobs is None:
            return {JobId(job_id): Vector(vector) for job_id, vector in (await self.connection.execute(query))}
        found: dict[JobId, Vector] = {}
        for portion in in_portions(jobs):
            theirs = await self.connection.execute(query.where(tables.jobs.c.id.in_(portion)))
            found |= {JobId(job_id): Vector(vector) for job_id, vector in theirs}
        return found

    async def read(self, model: str) -> int:
        query = select(func.count()).select_from(tables.job_vectors).where(tables.job_vectors.c.model == model)
        return (await self.connection.execute(query)).scalar_one()

    async def counter(self, model: str) -> int:
        query = select(tables.vector_changes.c.counter).where(tables.vector_changes.c.model == model)
        return (await self.connection.execute(query)).scalar_one_or_none() or 0

    async def _changed(self, model: str) -> None:
        await insert_missing(self.connection, tables.vector_changes, [{"model": model, "counter": 0}])
        grown = tables.vector_changes.update().where(tables.vector_changes.c.model == model)
        await self.connection.execute(grown.values(counter=tables.vector_changes.c.counter + 1))


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
