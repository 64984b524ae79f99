"""Vectors of resumes."""

from attrs import frozen
from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.statements import upsert
from copilot_adapters.storage.tables import resume_vectors, vectors
from copilot_core.entities.identities import PersonId, ResumeId
from copilot_core.ports.embedder import Vector


@frozen
class SqlResumeVectors:
    """Adapter of `copilot_core.ports.resume_vectors.ResumeVectors`.

    A vector is named by person and text, so that the same text of two people is kept twice and erased apart.
    """

    connection: AsyncConnection

    async def of(self, model: str, person: PersonId, resume: ResumeId, text_hash: str) -> Vector | None:
        name = _name(person, text_hash)
        made_of_it = and_(_theirs(model, person, resume), resume_vectors.c.text_hash == name)
        same = and_(vectors.c.model == resume_vectors.c.model, vectors.c.text_hash == resume_vectors.c.text_hash)
        query = select(vectors.c.vector).join(resume_vectors, same).where(made_of_it)
        found = (await self.connection.execute(query)).scalar_one_or_none()
        return None if found is None else Vector(found)

    async def keep(self, model: str, person: PersonId, resume: ResumeId, text_hash: str, vector: Vector) -> None:
        before = select(resume_vectors.c.text_hash).where(_theirs(model, person, resume))
        former = (await self.connection.execute(before)).scalar_one_or_none()
        name = _name(person, text_hash)
        row = {"model": model, "text_hash": name, "vector": vector}
        await upsert(self.connection, vectors, [row], "model", "text_hash")
        said = {"model": model, "person": person, "resume": resume, "text_hash": name}
        await upsert(self.connection, resume_vectors, [said], "model", "person", "resume")
        if former not in (None, name):
            others = select(resume_vectors.c.text_hash).where(resume_vectors.c.text_hash == former).exists()
            stale = and_(vectors.c.model == model, vectors.c.text_hash == former, ~others)
            await self.connection.execute(delete(vectors).where(stale))

    async def forget(self, person: PersonId) -> None:
        mine = resume_vectors.c.person == person
        names = select(resume_vectors.c.text_hash).where(mine)
        await self.connection.execute(delete(vectors).where(vectors.c.text_hash.in_(names)))
        await self.connection.execute(delete(resume_vectors).where(mine))


def _theirs(model: str, person: PersonId, resume: ResumeId) -> ColumnElement[bool]:
    return and_(resume_vectors.c.model == model, resume_vectors.c.person == person, resume_vectors.c.resume == resume)


def _name(person: PersonId, text_hash: str) -> str:
    return f"{person}:{text_hash}"
