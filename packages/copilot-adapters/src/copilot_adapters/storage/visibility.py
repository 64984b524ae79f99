"""Whose job: shared ones for everybody, personal ones for their owner, in place of those they stand for."""

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.tables import job_vectors, jobs, overlays
from copilot_core.entities.identities import PersonId


async def seen_by(connection: AsyncConnection, person: PersonId) -> ColumnElement[bool]:
    """Return the condition on `jobs` of what a person sees."""
    mine = exists().where(jobs.c.owner == person)
    if not (await connection.execute(select(mine))).scalar_one():
        return shared()
    return everything_of(person)


def shared() -> ColumnElement[bool]:
    """Return the condition on `jobs` of what somebody sees who has none of their own."""
    return jobs.c.owner.is_(None)


def everything_of(person: PersonId | ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition on `jobs` of what somebody sees who may have some of their own."""
    return or_(and_(jobs.c.owner.is_(None), ~_hidden_from(person)), jobs.c.owner == person)


async def count_seen_by(connection: AsyncConnection, person: PersonId) -> int:
    """Count the open jobs that a person sees, by what they do not see."""
    every = select(func.count(jobs.c.key)).scalar_subquery()
    of_others = jobs.c.owner.is_not(None) & (jobs.c.owner != person)
    private = select(func.count(jobs.c.key)).where(of_others).scalar_subquery()
    hidden = select(func.count(jobs.c.id)).where(jobs.c.owner.is_(None), jobs.c.id.in_(_hidden_ids(person)))
    closed = select(func.count(jobs.c.id)).where(jobs.c.closed_at.is_not(None))
    closed_shared = closed.where(jobs.c.owner.is_(None), jobs.c.id.not_in(_hidden_ids(person))).scalar_subquery()
    closed_own = closed.where(jobs.c.owner == person).scalar_subquery()
    open_ones = every - private - hidden.scalar_subquery() - closed_shared - closed_own
    return int((await connection.execute(select(open_ones))).scalar_one())


async def count_read_by(connection: AsyncConnection, model: str, person: PersonId) -> int:
    """Count the jobs with a vector of a model that a person sees, as `count_seen_by` does."""
    every = select(func.count(job_vectors.c.job_key)).where(job_vectors.c.model == model).scalar_subquery()
    read = exists().where(job_vectors.c.model == model, job_vectors.c.job_key == jobs.c.key)
    counted = select(func.count(jobs.c.key)).where(read)
    private = counted.where(jobs.c.owner.is_not(None) & (jobs.c.owner != person)).scalar_subquery()
    hidden = counted.where(jobs.c.owner.is_(None), jobs.c.id.in_(_hidden_ids(person))).scalar_subquery()
    return int((await connection.execute(select(every - private - hidden))).scalar_one())


def _hidden_from(person: PersonId | ColumnElement[str]) -> ColumnElement[bool]:
    return exists().where(overlays.c.owner == person, overlays.c.shared_id == jobs.c.id)


def _hidden_ids(person: PersonId) -> Select[str]:
    return select(overlays.c.shared_id).where(overlays.c.owner == person)
