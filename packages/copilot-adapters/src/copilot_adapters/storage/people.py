"""Profiles and resumes."""

from attrs import frozen
from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.documents import RESUME, SEEKER
from copilot_adapters.storage.originals import SqlOriginals
from copilot_adapters.storage.statements import upsert
from copilot_adapters.storage.straight import rows_of
from copilot_adapters.storage.tables import resumes, seekers
from copilot_core.entities.identities import PersonId, ResumeId
from copilot_core.entities.resume import Resume
from copilot_core.entities.seeker import Seeker
from copilot_core.errors import NotFound

SEEKER_OF = select(seekers.c.document).where(seekers.c.person == bindparam("person"))


@frozen
class SqlPeople:
    """Adapter of `copilot_core.ports.people.People`."""

    connection: AsyncConnection

    async def seeker(self, person: PersonId) -> Seeker:
        rows = await rows_of(self.connection, SEEKER_OF, {"person": person})
        return SEEKER.decode(rows[0][0]) if rows else Seeker(id=person)

    async def save_seeker(self, seeker: Seeker) -> None:
        row = {"person": seeker.id, "document": SEEKER.encode(seeker)}
        await upsert(self.connection, seekers, [row], "person")

    async def save_resume(self, resume: Resume) -> None:
        row = {
            "person": resume.person,
            "id": resume.id,
            "added_at": resume.added_at,
            "document": RESUME.encode(resume),
        }
        await upsert(self.connection, resumes, [row], "person", "id")

    async def save_original(self, person: PersonId, resume_id: ResumeId, content: bytes) -> None:
        await SqlOriginals(self.connection).save(person, resume_id, content)

    async def original(self, person: PersonId, resume_id: ResumeId) -> bytes | None:
        return await SqlOriginals(self.connection).find(person, resume_id)

    async def remove_resume(self, person: PersonId, resume_id: ResumeId) -> None:
        gone = delete(resumes).where(resumes.c.person == person, resumes.c.id == resume_id)
        if not (await self.connection.execute(gone)).rowcount:
            raise NotFound("resume_unknown", resume=resume_id)

    async def resume(self, person: PersonId, resume_id: ResumeId) -> Resume:
        query = select(resumes.c.document).where(resumes.c.person == person, resumes.c.id == resume_id)
        document = (await self.connection.execute(query)).scalar_one_or_none()
        if document is None:
            raise NotFound("resume_unknown", resume=resume_id)
        return RESUME.decode(document)

    async def resumes(self, person: PersonId) -> tuple[Resume, ...]:
        mine = select(resumes.c.document).where(resumes.c.person == person)
        query = mine.order_by(resumes.c.added_at.desc(), resumes.c.id)
        return tuple(RESUME.decode(document) for document in (await self.connection.execute(query)).scalars())
