"""Last runs of the sources."""

from datetime import datetime

from attrs import frozen
from sqlalchemy import false, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.claimants import board_claimant, is_over
from copilot_adapters.storage.statements import insert_missing
from copilot_adapters.storage.tables import sources
from copilot_core.entities.collection import Outcome
from copilot_core.entities.identities import SourceName
from copilot_core.ports.sources import SourceClaim, SourceState


@frozen
class SqlSources:
    """Adapter of `copilot_core.ports.sources.Sources`."""

    connection: AsyncConnection

    async def claim(self, name: SourceName, now: datetime, until: datetime) -> SourceClaim | datetime:
        await insert_missing(self.connection, sources, [{"name": name, "found": 0}])
        query = select(sources.c.due_at, sources.c.claimant).where(sources.c.name == name)
        due_at, holder = (await self.connection.execute(query)).one()
        abandoned = holder is not None and is_over(holder)
        free = or_(
            sources.c.due_at.is_(None), sources.c.due_at <= now, sources.c.claimant == holder if abandoned else false()
        )
        claim = SourceClaim(name, board_claimant())
        mine = update(sources).where(sources.c.name == name, free).values(due_at=until, claimant=claim.holder)
        if (await self.connection.execute(mine)).rowcount:
            return claim
        due: datetime = due_at
        return due

    async def renew(self, claim: SourceClaim, until: datetime) -> bool:
        return await self._set(claim, due_at=until)

    async def release(self, claim: SourceClaim) -> None:
        await self._set(claim, due_at=None, claimant=None)

    async def note(self, claim: SourceClaim, state: SourceState) -> None:
        await self._set(
            claim,
            last_run=state.last_run,
            outcome=state.outcome.value,
            found=state.found,
            due_at=state.due_at,
            claimant=None,
        )

    async def _set(self, claim: SourceClaim, **values: object) -> bool:
        mine = update(sources).where(sources.c.name == claim.source, sources.c.claimant == claim.holder)
        return bool((await self.connection.execute(mine.values(values))).rowcount)

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
