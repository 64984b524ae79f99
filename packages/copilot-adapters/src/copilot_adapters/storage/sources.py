"""Last runs of the sources."""

from datetime import datetime

from attrs import frozen
from sqlalchemy import false, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.claimants import claimant, is_gone
from copilot_adapters.storage.statements import insert_missing
from copilot_adapters.storage.tables import sources
from copilot_core.entities.collection import Outcome
from copilot_core.entities.identities import SourceName
from copilot_core.ports.sources import SourceState


@frozen
class SqlSources:
    """Adapter of `copilot_core.ports.sources.Sources`."""

    connection: AsyncConnection

    async def claim(self, name: SourceName, now: datetime, until: datetime) -> datetime | None:
        await insert_missing(self.connection, sources, [{"name": name, "found": 0}])
        query = select(sources.c.due_at, sources.c.claimant).where(sources.c.name == name)
        due_at, holder = (await self.connection.execute(query)).one()
        abandoned = holder is not None and is_gone(holder)
        free = or_(
            sources.c.due_at.is_(None), sources.c.due_at <= now, sources.c.claimant == holder if abandoned else false()
        )
        mine = update(sources).where(sources.c.name == name, free).values(due_at=until, claimant=claimant())
        if (await self.connection.execute(mine)).rowcount:
            return None
        due: datetime = due_at
        return due

    async def note(self, state: SourceState) -> None:
        values = {
            "last_run": state.last_run,
            "outcome": state.outcome.value,
            "found": state.found,
            "due_at": state.due_at,
            "claimant": None,
        }
        noted = update(sources).where(sources.c.name == state.name).values(values)
        if not (await self.connection.execute(noted)).rowcount:
            await self.connection.execute(insert(sources).values(name=state.name, **values))

    async def states(self) -> tuple[SourceState, ...]:
        query = select(sources).where(sources.c.last_run.is_not(None)).order_by(sources.c.name)
        return tuple(
            SourceState(
                name=SourceName(row.name),
                last_run=row.last_run,
                outcome=Outcome(row.outcome),
                found=row.found,
                due_at=row.due_at,
            )
            for row in await self.connection.execute(query)
        )
