"""Applications: a document each, and the columns that lists, reminders and changes at the same time need."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NoReturn

from attrs import evolve, frozen
from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, func, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.dated_places import cursor_after, place_of
from copilot_adapters.storage.documents import APPLICATION
from copilot_adapters.storage.statements import in_portions
from copilot_adapters.storage.straight import rows_of
from copilot_adapters.storage.tables import applications, job_sightings, jobs
from copilot_adapters.storage.visibility import seen_by
from copilot_core.entities.application import Application, Stage
from copilot_core.entities.identities import ApplicationId, JobId, PersonId, SightingId
from copilot_core.errors import NotFound, Rejected
from copilot_core.ports.applications import ApplicationQuery

ADD = insert(applications)
OF_JOBS = (
    select(jobs.c.id.label("at"), applications)
    .join(job_sightings, job_sightings.c.job_key == jobs.c.key)
    .join(applications, applications.c.sighting == job_sightings.c.sighting)
    .where(applications.c.person == bindparam("person"), jobs.c.id.in_(bindparam("jobs", expanding=True)))
)


@frozen
class SqlApplications:
    """Adapter of `copilot_core.ports.applications.Applications`."""

    connection: AsyncConnection

    async def add(self, application: Application) -> None:
        key = {"person": application.person, "id": application.id, "sighting": application.sighting}
        await rows_of(self.connection, ADD, {**key, **_written(application)})

    async def change(self, application: Application, was: int) -> None:
        mine = _is(application.person, application.id)
        changed = update(applications).where(mine, applications.c.version == was).values(_written(application))
        if not (await self.connection.execute(changed)).rowcount:
            await self._refuse(application)

    async def application(self, person: PersonId, application_id: ApplicationId) -> Application:
        query = select(applications).where(_is(person, application_id))
        row = (await self.connection.execute(query)).one_or_none()
        if row is None:
            raise NotFound("application_unknown", application=application_id)
        return _application(row)

    async def list(self, person: PersonId, query: ApplicationQuery) -> tuple[tuple[Application, ...], str | None]:
        order = applications.c.changed_at, applications.c.id
        mine = select(applications).where(applications.c.person == person)
        if query.stages:
            mine = mine.where(applications.c.stage.in_([stage.value for stage in query.stages]))
        if query.cursor is not None:
            mine = mine.where(tuple_(*order) < tuple_(*place_of(query.cursor)))
        newest = mine.order_by(*(column.desc() for column in order)).limit(query.limit + 1)
        found = [_application(row) for row in await self.connection.execute(newest)]
        page = tuple(found[: query.limit])
        return page, cursor_after(page[-1].changed_at, page[-1].id) if len(found) > query.limit else None

    async def counts(self, person: PersonId) -> dict[Stage, int]:
        counted = select(applications.c.stage, func.count()).where(applications.c.person == person)
        rows = await self.connection.execute(counted.group_by(applications.c.stage))
        return {Stage(stage): count for stage, count in rows}

    async def of_jobs(self, person: PersonId, named: Collection[JobId]) -> dict[JobId, tuple[Application, ...]]:
        found: dict[JobId, tuple[Application, ...]] = {}
        for portion in in_portions(named):
            for row in await self.connection.execute(OF_JOBS, {"person": person, "jobs": portion}):
                found[JobId(row.at)] = (*found.get(JobId(row.at), ()), _application(row))
        return {job: tuple(sorted(all_, key=lambda one: (one.created_at, one.id))) for job, all_ in found.items()}

    async def jobs(self, person: PersonId, sightings: Collection[SightingId]) -> dict[SightingId, JobId]:
        visible = await seen_by(self.connection, person)
        query = select(job_sightings.c.sighting, jobs.c.id).join(jobs, jobs.c.key == job_sightings.c.job_key)
        found: dict[SightingId, JobId] = {}
        for portion in in_portions(sightings):
            rows = await self.connection.execute(query.where(job_sightings.c.sighting.in_(portion), visible))
            found |= {SightingId(sighting): JobId(job) for sighting, job in rows}
        return found

    async def remove(self, application: Application) -> None:
        mine = _is(application.person, application.id)
        gone = delete(applications).where(mine, applications.c.version == application.version)
        if not (await self.connection.execute(gone)).rowcount:
            await self._refuse(application)

    async def due(self, now: datetime, limit: int) -> tuple[Application, ...]:
        come = select(applications).where(applications.c.remind_at <= now).order_by(applications.c.remind_at)
        return tuple(_application(row) for row in await self.connection.execute(come.limit(limit)))

    async def _refuse(self, application: Application) -> NoReturn:
        now = await self.application(application.person, application.id)
        raise Rejected("application_changed", application=application.id, version=now.version)


def _is(person: PersonId, application_id: ApplicationId) -> ColumnElement[bool]:
    return and_(applications.c.person == person, applications.c.id == application_id)


def _written(application: Application) -> dict[str, object]:
    return {
        "stage": application.stage.value,
        "changed_at": application.changed_at,
        "remind_at": application.remind_at,
        "version": application.version,
        "document": APPLICATION.encode(application),
    }


def _application(row: Row[*tuple[Any, ...]]) -> Application:
    return evolve(
        APPLICATION.decode(row.document),
        id=ApplicationId(row.id),
        person=PersonId(row.person),
        sighting=SightingId(row.sighting),
        stage=Stage(row.stage),
        remind_at=row.remind_at,
        version=row.version,
    )
