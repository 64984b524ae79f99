"""Jobs that people saved or dismissed; jobs are remembered by their postings, which last."""

from collections.abc import Collection

from attrs import frozen
from sqlalchemy import ColumnElement, Select, case, delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.statements import in_portions, upsert
from copilot_adapters.storage.tables import job_marks, job_sightings, jobs
from copilot_core.entities.identities import JobId, PersonId
from copilot_core.entities.job import Job
from copilot_core.entities.job_mark import JobMark, Mark, Reason
from copilot_core.entities.job_query import JobQuery


@frozen
class SqlMarks:
    """Adapter of `copilot_core.ports.marks.Marks`."""

    connection: AsyncConnection

    async def put(self, job: Job, mark: JobMark) -> None:
        await self.clear(mark.person, job)
        row = {
            "person": mark.person,
            "sighting": job.sightings[0].id,
            "mark": mark.mark.value,
            "reason": mark.reason and mark.reason.value,
            "note": mark.note,
            "at": mark.at,
        }
        await upsert(self.connection, job_marks, [row], "person", "sighting")

    async def clear(self, person: PersonId, job: Job) -> None:
        for portion in in_portions([seen.id for seen in job.sightings]):
            gone = delete(job_marks).where(job_marks.c.person == person, job_marks.c.sighting.in_(portion))
            await self.connection.execute(gone)

    async def of(self, person: PersonId, jobs: Collection[JobId]) -> dict[JobId, JobMark]:
        found: dict[JobId, JobMark] = {}
        for portion in in_portions(jobs):
            for row in await self.connection.execute(_marks(person, portion)):
                found[JobId(row.id)] = JobMark(
                    person=person,
                    job=JobId(row.id),
                    mark=Mark(row.mark),
                    at=row.at,
                    reason=Reason(row.reason) if row.reason else None,
                    note=row.note,
                )
        return found


def _marks(person: PersonId, ids: Collection[JobId]) -> Select[str, str, str, str]:
    """Select marks of jobs, a job's newest last."""
    columns = jobs.c.id, job_marks.c.mark, job_marks.c.at, job_marks.c.reason, job_marks.c.note
    query = select(*columns).join(job_sightings, job_sightings.c.job_key == jobs.c.key)
    query = query.join(job_marks, job_marks.c.sighting == job_sightings.c.sighting)
    return query.where(job_marks.c.person == person, jobs.c.id.in_(ids)).order_by(job_marks.c.at, job_marks.c.sighting)


async def as_marked(connection: AsyncConnection, person: PersonId, query: JobQuery) -> list[ColumnElement[bool]]:
    """Return the conditions on `jobs` of what a person marked, none for one who dismissed nothing."""
    if query.marked is not None:
        return [jobs.c.key.in_(_keys(person, query.marked))]
    if query.dismissed:
        return []
    some = exists().where(job_marks.c.person == person, job_marks.c.mark == Mark.DISMISSED.value)
    if not (await connection.execute(select(some))).scalar_one():
        return []
    return [jobs.c.key.not_in(_keys(person, Mark.DISMISSED))]


def _keys(person: PersonId, mark: Mark) -> Select[int]:
    """Select the numbers of the jobs whose newest mark this is."""
    this = func.max(case((job_marks.c.mark == mark.value, job_marks.c.at)))
    theirs = select(job_sightings.c.job_key).join(job_marks, job_marks.c.sighting == job_sightings.c.sighting)
    return (
        theirs.where(job_marks.c.person == person)
        .group_by(job_sightings.c.job_key)
        .having(this == func.max(job_marks.c.at))
    )
