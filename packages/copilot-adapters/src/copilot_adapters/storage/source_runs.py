"""How the runs of the sources went."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from attrs import frozen
from sqlalchemy import delete, func, insert, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.documents import ALARM, SOURCE_RUN
from copilot_adapters.storage.statements import upsert
from copilot_adapters.storage.tables import bookmarks, source_alarms, source_runs
from copilot_core.entities.identities import SourceName
from copilot_core.entities.source_run import Alarm, SourceRun


@frozen
class SqlSourceRuns:
    """Adapter of `copilot_core.ports.source_runs.SourceRuns`."""

    connection: AsyncConnection

    async def add(self, run: SourceRun) -> None:
        row = {"source": run.source, "at": run.at, "document": SOURCE_RUN.encode(run)}
        await upsert(self.connection, source_runs, [row], "source", "at")

    async def since(self, moment: datetime, limit: int = 500) -> dict[SourceName, tuple[SourceRun, ...]]:
        place = func.row_number().over(partition_by=source_runs.c.source, order_by=source_runs.c.at.desc())
        recent = select(source_runs, place.label("place")).where(source_runs.c.at >= moment).subquery()
        query = select(recent.c.document).where(recent.c.place <= limit).order_by(recent.c.source, recent.c.at)
        found: defaultdict[SourceName, list[SourceRun]] = defaultdict(list)
        for document in (await self.connection.execute(query)).scalars():
            run = SOURCE_RUN.decode(document)
            found[run.source].append(run)
        return {source: tuple(runs) for source, runs in found.items()}

    async def of(self, source: SourceName, limit: int, before: datetime | None) -> tuple[SourceRun, ...]:
        query = select(source_runs.c.document).where(source_runs.c.source == source)
        query = query.order_by(source_runs.c.at.desc()).limit(limit)
        former = query if before is None else query.where(source_runs.c.at < before)
        return tuple(SOURCE_RUN.decode(document) for document in (await self.connection.execute(former)).scalars())

    async def forget(self, before: datetime, limit: int) -> int:
        await self.connection.execute(delete(bookmarks).where(bookmarks.c.at < before))
        key = (source_runs.c.source, source_runs.c.at)
        old = select(*key).where(source_runs.c.at < before).order_by(source_runs.c.at).limit(limit)
        return (await self.connection.execute(delete(source_runs).where(tuple_(*key).in_(old)))).rowcount

    async def alarms(self) -> tuple[Alarm, ...]:
        order = (source_alarms.c.source, source_alarms.c.kind, source_alarms.c.search)
        kept = await self.connection.execute(select(source_alarms.c.document).order_by(*order))
        return tuple(ALARM.decode(document) for document in kept.scalars())

    async def tell(self, alarms: Collection[Alarm]) -> None:
        await self.connection.execute(delete(source_alarms))
        rows = [
            {"source": one.source, "kind": one.kind, "search": one.search, "document": ALARM.encode(one)}
            for one in alarms
        ]
        if rows:
            await self.connection.execute(insert(source_alarms), rows)
