"""Who was told of which matches."""

from collections.abc import Collection

from attrs import frozen
from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.statements import in_portions, insert_missing, insert_new
from copilot_adapters.storage.tables import job_sightings, jobs, match_marks, resume_vectors, resumes, told_matches
from copilot_core.entities.identities import JobId, PersonId

NEVER = -1


@frozen
class SqlMatchNews:
    """Adapter of `copilot_core.ports.match_news.MatchNews`; jobs are remembered by their sightings, which last."""

    connection: AsyncConnection

    async def behind(
        self, model: str, present: int, limit: int, *, unmarked: bool
    ) -> tuple[int | None, tuple[PersonId, ...]]:
        has = resume_vectors.c.person if model else resumes.c.person
        theirs = and_(match_marks.c.model == model, match_marks.c.person == has)
        seen = func.coalesce(match_marks.c.seen, NEVER)
        query = select(has, seen.label("seen")).outerjoin(match_marks, theirs).distinct()
        if model:
            query = query.where(resume_vectors.c.model == model)
        known = match_marks.c.seen < present
        query = query.where(or_(known, match_marks.c.seen.is_(None)) if unmarked else known)
        rows = (await self.connection.execute(query.order_by(seen, has).limit(limit))).all()
        mark = rows[0].seen if rows else NEVER
        people = tuple(PersonId(person) for person, stands in rows if stands == mark)
        return (None if mark == NEVER else mark), people

    async def advance(
        self, model: str, people: Collection[PersonId], was: int | None, present: int
    ) -> frozenset[PersonId]:
        if was is None:
            here = sorted(await self._still_here(people))
            rows = [{"model": model, "person": person, "seen": present} for person in here]
            return frozenset(
                [PersonId(str(row["person"])) for row in rows if await insert_new(self.connection, match_marks, row)]
            )
        moved: set[PersonId] = set()
        for portion in in_portions(people):
            still = match_marks.c.model == model, match_marks.c.person.in_(portion), match_marks.c.seen == was
            change = update(match_marks).where(*still).values(seen=present).returning(match_marks.c.person)
            moved |= {PersonId(person) for person in (await self.connection.execute(change)).scalars()}
        return frozenset(moved)

    async def _still_here(self, people: Collection[PersonId]) -> frozenset[str]:
        """Return those who still have a resume, and keep it there until this transaction ends."""
        found: set[str] = set()
        for portion in in_portions(people):
            theirs = (
                select(resumes.c.person).where(resumes.c.person.in_(portion)).order_by(resumes.c.person, resumes.c.id)
            )
            found.update((await self.connection.execute(theirs.with_for_update(key_share=True))).scalars())
        return frozenset(found)

    async def told(self, person: PersonId, named: Collection[JobId]) -> frozenset[JobId]:
        found: set[JobId] = set()
        of = told_matches.c.sighting == job_sightings.c.sighting
        known = select(jobs.c.id).join(job_sightings, job_sightings.c.job_key == jobs.c.key).join(told_matches, of)
        for portion in in_portions(named):
            query = known.where(told_matches.c.person == person, jobs.c.id.in_(portion))
            found |= {JobId(job) for job in (await self.connection.execute(query)).scalars()}
        return frozenset(found)

    async def tell(self, person: PersonId, named: Collection[JobId]) -> None:
        for portion in in_portions(named):
            theirs = select(job_sightings.c.sighting).join(jobs, jobs.c.key == job_sightings.c.job_key)
            found = await self.connection.execute(theirs.where(jobs.c.id.in_(portion)))
            rows = [{"person": person, "sighting": sighting} for sighting in found.scalars()]
            await insert_missing(self.connection, told_matches, rows)
