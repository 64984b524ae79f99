"""Whose job: shared ones for everybody, personal ones for their owner, in place of those they stand for."""

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.tables import jobs, overlays
from copilot_core.entities.identities import PersonId


async def seen_by(connection: AsyncConnection, person: PersonId) -> ColumnElement[bool]:
    """Return the condition on `jobs` of what a person sees."""
    mine = exists().where(jobs.c.owner == person)
    if not (await connection.execute(select(mine))).scalar_one():
        return jobs.c.owner.is_(None)
    hidden = exists().where(overlays.c.owner == person, overlays.c.shared_id == jobs.c.id)
    return or_(and_(jobs.c.owner.is_(None), ~hidden), jobs.c.owner == person)
