"""Log-ins that go on."""

from collections.abc import Collection
from datetime import datetime
from itertools import cycle
from typing import Any

from attrs import asdict, frozen
from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.account_tables import refreshes, sessions
from copilot_adapters.storage.statements import in_portions
from copilot_adapters.storage.straight import rows_of
from copilot_adapters.storage.tables import UtcDateTime, read_back
from copilot_core.entities.account import Device, Refresh, Session
from copilot_core.entities.identities import PersonId, SessionId

MOST = 16
"""Sessions that one statement fetches; fewer are named more than once, so that it is always the same statement."""

NAMES = [f"id{number}" for number in range(MOST)]
FETCH = select(sessions).where(sessions.c.id.in_([bindparam(name) for name in NAMES]))
COLUMNS = [column.name for column in sessions.c]
TIMES = [column.name for column in sessions.c if isinstance(column.type, UtcDateTime)]


@frozen
class SqlSessions:
    """Adapter of `copilot_core.ports.sessions.Sessions`."""

    connection: AsyncConnection

    async def add(self, session: Session) -> None:
        await self.connection.execute(insert(sessions).values(asdict(session)))

    async def session(self, session: SessionId, now: datetime) -> Session | None:
        query = select(sessions).where(sessions.c.id == session, sessions.c.ends_at > now)
        row = (await self.connection.execute(query)).one_or_none()
        return None if row is None else _session(row)

    async def fetch(self, ids: Collection[SessionId]) -> dict[SessionId, Session]:
        found: dict[SessionId, Session] = {}
        for some in in_portions(ids, MOST):
            asked = dict(zip(NAMES, cycle(some), strict=False))
            for row in await rows_of(self.connection, FETCH, asked):
                told = dict(zip(COLUMNS, row, strict=True))
                times = {name: read_back(told[name]) for name in TIMES}
                found[told["id"]] = Session(**{**told, **times})
        return found

    async def of(self, person: PersonId, now: datetime) -> tuple[Session, ...]:
        mine = select(sessions).where(sessions.c.person == person, sessions.c.ends_at > now)
        rows = await self.connection.execute(mine.order_by(sessions.c.seen_at.desc(), sessions.c.id))
        return tuple(_session(row) for row in rows)

    async def prolong(self, session: SessionId, device: Device, seen_at: datetime, ends_at: datetime) -> bool:
        one = update(sessions).where(sessions.c.id == session, sessions.c.ends_at > seen_at)
        seen = {"agent": device.agent, "address": device.address, "seen_at": seen_at, "ends_at": ends_at}
        return bool((await self.connection.execute(one.values(seen))).rowcount)

    async def end(self, person: PersonId, session: SessionId) -> bool:
        mine = delete(sessions).where(sessions.c.id == session, sessions.c.person == person)
        return bool((await self.connection.execute(mine)).rowcount)

    async def end_all(self, person: PersonId, but: SessionId | None = None) -> tuple[SessionId, ...]:
        mine = delete(sessions).where(sessions.c.person == person, sessions.c.id != (but or ""))
        return tuple(SessionId(one) for (one,) in await self.connection.execute(mine.returning(sessions.c.id)))

    async def give(self, refresh: Refresh) -> None:
        await self.connection.execute(insert(refreshes).values(asdict(refresh)))

    async def spend(self, fingerprint: str, now: datetime) -> Refresh | None:
        named = refreshes.c.fingerprint == fingerprint
        first = update(refreshes).where(named, refreshes.c.spent_at.is_(None)).values(spent_at=now)
        spent = (await self.connection.execute(first)).rowcount
        row = (await self.connection.execute(select(refreshes).where(named))).one_or_none()
        if row is None:
            return None
        return Refresh(**{**row._asdict(), "spent_at": None if spent else row.spent_at})

    async def right(self, fingerprint: str) -> Refresh | None:
        query = select(refreshes).where(refreshes.c.fingerprint == fingerprint)
        row = (await self.connection.execute(query)).one_or_none()
        return None if row is None else Refresh(**row._asdict())

    async def forget(self, before: datetime, limit: int) -> int:
        ended = select(sessions.c.id).where(sessions.c.ends_at < before).limit(limit)
        return (await self.connection.execute(delete(sessions).where(sessions.c.id.in_(ended)))).rowcount

    async def forget_spent(self, before: datetime, limit: int) -> int:
        name = refreshes.c.fingerprint
        spent = select(name).where(refreshes.c.spent_at < before).limit(limit)
        return (await self.connection.execute(delete(refreshes).where(name.in_(spent)))).rowcount


def _session(row: Row[Any]) -> Session:
    return Session(**row._asdict())
