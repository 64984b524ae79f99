"""Jobs that people saved or dismissed; jobs are remembered by their postings, which last."""

from collections.abc import Collection
from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Row, Select, case, delete, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.dated_places import cursor_after, place_of
from copilot_adapters.storage.generations import MARKS, renew
from copilot_adapters.storage.statements import in_portions, upsert
from copilot_adapters.storage.tables import job_marks, job_sightings, jobs
from copilot_adapters.storage.visibility import seen_by
from copilot_core.entities.identities import JobId, PersonId
from copilot_core.entities.job import Job
from copilot_core.entities.job_mark import JobMark, Mark, Reason
from copilot_core.ports.marks import MarkQuery


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
        await renew(self.connection, MARKS, person)
        for portion in in_portions([seen.id for seen in job.sightings]):
            gone = delete(job_marks).where(job_marks.c.person == person, job_marks.c.sighting.in_(portion))
            await self.connection.execute(gone)

    async def of(self, person: PersonId, jobs: Collection[JobId]) -> dict[JobId, JobMark]:
        found: dict[JobId, JobMark] = {}
        for portion in in_portions(jobs):
            for row in await self.connection.execute(_marks(person, portion)):
                found[JobId(row.id)] = _mark(person, row)
        return found

    async def list(self, person: PersonId, query: MarkQuery) -> tuple[tuple[JobMark, ...], str | None]:
        newest = _newest(person, await seen_by(self.connection, person)).subquery()
        mine = select(newest).where(newest.c.place == 1)
        if query.mark is not None:
            mine = mine.where(newest.c.mark == query.mark.value)
        if query.cursor is not None:
            mine = mine.where(tuple_(newest.c.at, newest.c.id) < tuple_(*place_of(query.cursor)))
        ordered = mine.order_by(newest.c.at.desc(), newest.c.id.desc()).limit(query.limit + 1)
        found = [_mark(person, row) for row in await self.connection.execute(ordered)]
        page = tuple(found[: query.limit])
        return page, cursor_after(page[-1].at, page[-1].job) if len(found) > query.limit else None


def _mark(person: PersonId, row: Row[*tuple[Any, ...]]) -> JobMark:
    return JobMark(
        person=person,
        job=JobId(row.id),
        mark=Mark(row.mark),
        at=row.at,
        reason=Reason(row.reason) if row.reason else None,
        note=row.note,
    )


def _newest(person: PersonId, visible: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Select a person's marks on jobs they see, each with its place among the job's: the newest has the first."""
    order = job_marks.c.at.desc(), job_marks.c.sighting.desc()
    place = func.row_number().over(partition_by=jobs.c.key, order_by=order).label("place")
    columns = jobs.c.id, job_marks.c.mark, job_marks.c.at, job_marks.c.reason, job_marks.c.note, place
    query = select(*columns).join(job_sightings, job_sightings.c.job_key == jobs.c.key)
    query = query.join(job_marks, job_marks.c.sighting == job_sightings.c.sighting)
    return query.where(job_marks.c.person == person, visible)


def _marks(person: PersonId, ids: Collection[JobId]) -> Select[str, str, str, str]:
    """Select marks of jobs, a job's newest last."""
    columns = jobs.c.id, job_marks.c.mark, job_marks.c.at, job_marks.c.reason, job_marks.c.note
    query = select(*columns).join(job_sightings, job_sightings.c.job_key == jobs.c.key)
    query = query.join(job_marks, job_marks.c.sighting == job_sightings.c.sighting)
    return query.where(job_marks.c.person == person, jobs.c.id.in_(ids)).order_by(job_marks.c.at, job_marks.c.sighting)


def marked_by(person: PersonId | ColumnElement[str], mark: Mark) -> Select[int]:
    """Select the numbers of the jobs whose newest mark this is."""
    this = func.max(case((job_marks.c.mark == mark.value, job_marks.c.at)))
    theirs = select(job_sightings.c.job_key).join(job_marks, job_marks.c.sighting == job_sightings.c.sighting)
    return (
        theirs.where(job_marks.c.person == person)
        .group_by(job_sightings.c.job_key)
        .having(this == func.max(job_marks.c.at))
    )
