"""What is remembered of the schedule."""

from datetime import datetime

from attrs import frozen
from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.database_clock import database_now
from copilot_adapters.storage.statements import insert_missing, insert_new
from copilot_adapters.storage.tables import leaders, turns
from copilot_core.entities.identities import TaskId
from copilot_core.ports.schedule import Turn

SCHEDULE = "schedule"


@frozen
class SqlSchedule:
    """Adapter of `copilot_core.ports.schedule.Schedule`."""

    connection: AsyncConnection

    async def lead(self, holder: str, lease: float) -> bool:
        await insert_missing(self.connection, leaders, [{"name": SCHEDULE, "holder": holder, "until": 0.0}])
        free = or_(leaders.c.holder == holder, leaders.c.until < database_now())
        mine = update(leaders).where(leaders.c.name == SCHEDULE, free)
        taken = await self.connection.execute(mine.values(holder=holder, until=database_now() + lease))
        return bool(taken.rowcount)

    async def resign(self, holder: str) -> None:
        await self.connection.execute(delete(leaders).where(leaders.c.name == SCHEDULE, leaders.c.holder == holder))

    async def leader(self) -> str | None:
        query = select(leaders.c.holder).where(leaders.c.name == SCHEDULE, leaders.c.until >= database_now())
        return (await self.connection.execute(query)).scalar_one_or_none()

    async def turns(self) -> dict[str, Turn]:
        return {
            row.name: Turn(
                name=row.name,
                due_at=row.due_at,
                last_run=row.last_run,
                last_task=None if row.last_task is None else TaskId(row.last_task),
            )
            for row in await self.connection.execute(select(turns))
        }

    async def take(self, turn: Turn, was_due: datetime | None) -> bool:
        values = {"due_at": turn.due_at, "last_run": turn.last_run, "last_task": turn.last_task}
        if was_due is None:
            return await insert_new(self.connection, turns, {"name": turn.name, **values})
        due = update(turns).where(turns.c.name == turn.name, turns.c.due_at == was_due)
        return bool((await self.connection.execute(due.values(values))).rowcount)
