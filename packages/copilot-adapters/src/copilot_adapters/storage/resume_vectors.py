"""Vectors of resumes."""

from collections.abc import Collection
from hashlib import blake2b

from attrs import frozen
from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.statements import in_portions, upsert
from copilot_adapters.storage.tables import resume_vectors, resumes, vectors, vectors_gone
from copilot_adapters.storage.vector_counts import VectorCounts, space_of_resumes
from copilot_core.entities.identities import JobId, PersonId, ResumeId
from copilot_core.ports.embedder import Vector
from copilot_core.ports.resume_vectors import Owned

SAME = and_(vectors.c.model == resume_vectors.c.model, vectors.c.text_hash == resume_vectors.c.text_hash)


@frozen
class SqlResumeVectors:
    """Adapter of `copilot_core.ports.resume_vectors.ResumeVectors`.

    A vector is named by person and text, so that the same text of two people is kept twice and erased apart.
    """

    connection: AsyncConnection

    async def of(self, model: str, person: PersonId, resume: ResumeId, text_hash: str) -> Vector | None:
        made_of_it = and_(_theirs(model, person, resume), resume_vectors.c.text_hash == _kept_as(person, text_hash))
        query = select(vectors.c.vector).join(resume_vectors, SAME).where(made_of_it)
        found = (await self.connection.execute(query)).scalar_one_or_none()
        return None if found is None else Vector(found)

    async def keep(self, model: str, person: PersonId, resume: ResumeId, text_hash: str, vector: Vector) -> None:
        before = select(resume_vectors.c.text_hash).where(_theirs(model, person, resume))
        former = (await self.connection.execute(before)).scalar_one_or_none()
        kept_as, name = _kept_as(person, text_hash), _name(person, resume)
        row = {"model": model, "text_hash": kept_as, "vector": vector}
        await upsert(self.connection, vectors, [row], "model", "text_hash")
        counter = await self._counts(model).next_change()
        said = {"model": model, "person": person, "resume": resume, "text_hash": kept_as}
        noted = {**said, "name": name, "changed": counter}
        await upsert(self.connection, resume_vectors, [noted], "model", "person", "resume")
        gone = vectors_gone.c.model == space_of_resumes(model), vectors_gone.c.job_id == name
        await self.connection.execute(delete(vectors_gone).where(*gone))
        if former not in (None, kept_as):
            others = select(resume_vectors.c.text_hash).where(resume_vectors.c.text_hash == former).exists()
            stale = and_(vectors.c.model == model, vectors.c.text_hash == former, ~others)
            await self.connection.execute(delete(vectors).where(stale))

    async def forget(self, person: PersonId, resume: ResumeId | None = None) -> None:
        mine = resume_vectors.c.person == person
        if resume is not None:
            mine = and_(mine, resume_vectors.c.resume == resume)
        query = select(resume_vectors.c.model, resume_vectors.c.name, resume_vectors.c.text_hash).where(mine)
        lost = (await self.connection.execute(query)).all()
        for model in sorted({row.model for row in lost}):
            counter, space = await self._counts(model).next_change(), space_of_resumes(model)
            gone = [{"model": space, "job_id": row.name, "changed": counter} for row in lost if row.model == model]
            await upsert(self.connection, vectors_gone, gone, "model", "job_id")
        await self.connection.execute(delete(resume_vectors).where(mine))
        others = select(resume_vectors.c.text_hash).where(resume_vectors.c.text_hash == vectors.c.text_hash).exists()
        unused = vectors.c.text_hash.in_({row.text_hash for row in lost})
        await self.connection.execute(delete(vectors).where(unused, ~others))

    async def unread(self, model: str, limit: int) -> tuple[Owned, ...]:
        read = select(resume_vectors.c.name).where(
            resume_vectors.c.model == model,
            resume_vectors.c.person == resumes.c.person,
            resume_vectors.c.resume == resumes.c.id,
        )
        query = select(resumes.c.person, resumes.c.id).where(~read.exists()).order_by(resumes.c.added_at.desc())
        rows = await self.connection.execute(query.limit(limit))
        return tuple(Owned(PersonId(person), ResumeId(resume)) for person, resume in rows)

    async def named(self, model: str, people: Collection[PersonId]) -> dict[JobId, Owned]:
        found: dict[JobId, Owned] = {}
        theirs = select(resume_vectors.c.name, resume_vectors.c.person, resume_vectors.c.resume)
        for portion in in_portions(people):
            query = theirs.where(resume_vectors.c.model == model, resume_vectors.c.person.in_(portion))
            for name, person, resume in await self.connection.execute(query):
                found[JobId(name)] = Owned(PersonId(person), ResumeId(resume))
        return found

    async def indexed(self, model: str, names: Collection[JobId]) -> dict[JobId, Vector]:
        found: dict[JobId, Vector] = {}
        made = (
            select(resume_vectors.c.name, vectors.c.vector).join(vectors, SAME).where(resume_vectors.c.model == model)
        )
        for portion in in_portions(names):
            rows = await self.connection.execute(made.where(resume_vectors.c.name.in_(portion)))
            found |= {JobId(name): Vector(vector) for name, vector in rows}
        return found

    async def kept(self, model: str) -> int:
        query = select(func.count()).select_from(resume_vectors).where(resume_vectors.c.model == model)
        return int((await self.connection.execute(query)).scalar_one())

    async def counter(self, model: str) -> int:
        return await self._counts(model).counter()

    async def changed(self, model: str, since: int) -> tuple[JobId, ...]:
        here = select(resume_vectors.c.name).where(resume_vectors.c.model == model, resume_vectors.c.changed > since)
        made = (await self.connection.execute(here)).scalars().all()
        return tuple(dict.fromkeys([*await self._counts(model).gone(since), *map(JobId, made)]))

    async def told(self, model: str) -> int:
        return await self._counts(model).told()

    async def tell(self, model: str, counter: int) -> None:
        await self._counts(model).tell(counter)

    def _counts(self, model: str) -> VectorCounts:
        return VectorCounts(self.connection, space_of_resumes(model))


def _theirs(model: str, person: PersonId, resume: ResumeId) -> ColumnElement[bool]:
    return and_(resume_vectors.c.model == model, resume_vectors.c.person == person, resume_vectors.c.resume == resume)


def _kept_as(person: PersonId, text_hash: str) -> str:
    return f"{person}:{text_hash}"


def _name(person: PersonId, resume: ResumeId) -> str:
    return blake2b(f"{person}\x1f{resume}".encode(), digest_size=16).hexdigest()
