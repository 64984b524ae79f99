"""What happened."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from attrs import frozen
from sqlalchemy import ARRAY, BigInteger, Integer, String, any_, bindparam, delete, func, insert, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

from copilot_adapters.storage.database_clock import database_now, instant
from copilot_adapters.storage.straight import Rows, rows_of
from copilot_adapters.storage.tables import event_numbers, events, read_back
from copilot_adapters.storage.task_rows import encode, payload_of
from copilot_core.entities.event import Event
from copilot_core.entities.identities import PersonId
from copilot_core.entities.payload import Payload
from copilot_core.errors import Rejected

WRITE = insert(events)


def _count(inserting: PostgresInsert | SqliteInsert) -> ReturningInsert[tuple[int, float]]:
    more = bindparam("more", type_=BigInteger)
    new = inserting.values(person=bindparam("whose", type_=String), last=more, published=0)
    counted = new.on_conflict_do_update(index_elements=["person"], set_={"last": event_numbers.c.last + more})
    return counted.returning(event_numbers.c.last, database_now())


COUNT: Final = {"sqlite": _count(sqlite.insert(event_numbers)), "postgresql": _count(postgresql.insert(event_numbers))}

NUMBERS = select(event_numbers.c.person, event_numbers.c.last)
NAMED_IN_JSON = select(func.json_each(bindparam("people", type_=String)).table_valued("value").c.value)
NAMED_IN_LIST = any_(bindparam("people", type_=ARRAY(String)))
LASTS_ON_SQLITE: Final = NUMBERS.where(event_numbers.c.person.in_(NAMED_IN_JSON))
LASTS: Final = NUMBERS.where(event_numbers.c.person == NAMED_IN_LIST)
"""One statement for however many people: lists of each length would be as many, and each is kept."""

SINCE: Final = (
    select(events.c.number, events.c.kind, events.c.at, events.c.payload)
    .where(events.c.person == bindparam("whose", type_=String), events.c.number > bindparam("seen", type_=BigInteger))
    .order_by(events.c.number)
    .limit(bindparam("most", type_=Integer))
)


@frozen
class SqlEvents:
    """Adapter of `copilot_core.ports.events.Events`; the row in `event_numbers` is the person's lock."""

    connection: AsyncConnection

    async def add(self, person: PersonId, kind: str, payload: Payload) -> Event:
        (event,) = await self._added(person, kind, [payload])
        return event

    async def add_many(self, person: PersonId, kind: str, payloads: Sequence[Payload]) -> None:
        if payloads:
            await self._added(person, kind, payloads)

    async def hold(self, person: PersonId) -> None:
        await self._counted(person, 0)

    async def _added(self, person: PersonId, kind: str, payloads: Sequence[Payload]) -> list[Event]:
        last, at = await self._counted(person, len(payloads))
        first = last - len(payloads) + 1
        added = [
            Event(person=person, number=number, kind=kind, at=at, payload=payload)
            for number, payload in enumerate(payloads, first)
        ]
        rows = [
            {"person": person, "number": one.number, "kind": kind, "at": at, "payload": encode(one.payload)}
            for one in added
        ]
        if len(rows) == 1:
            await rows_of(self.connection, WRITE, rows[0])
        else:
            await self.connection.execute(WRITE, rows)
        return added

    async def _counted(self, person: PersonId, more: int) -> tuple[int, datetime]:
        """Lock the person's row; return the number of the last of so many more, and the time."""
        count = COUNT[self.connection.dialect.name]
        [(last, now)] = await rows_of(self.connection, count, {"whose": person, "more": more})
        return last, instant(now)

    async def since(self, person: PersonId, number: int, limit: int = 500) -> tuple[Event, ...]:
        rows = await rows_of(self.connection, SINCE, {"whose": person, "seen": number, "most": limit})
        newest = rows[-1][0] if rows else await self.last(person)
        if newest != number + len(rows):
            raise Rejected("events_forgotten", number=number)
        return _told(person, rows)

    async def newest(self, person: PersonId, limit: int) -> tuple[Event, ...]:
        mine = select(events.c.number, events.c.kind, events.c.at, events.c.payload).where(events.c.person == person)
        newest_first = await self.connection.execute(mine.order_by(events.c.number.desc()).limit(limit))
        return _told(person, newest_first.all()[::-1])

    async def last(self, person: PersonId) -> int:
        query = select(event_numbers.c.last).where(event_numbers.c.person == person)
        return (await self.connection.execute(query)).scalar_one_or_none() or 0

    async def lasts(self, people: Collection[PersonId]) -> dict[PersonId, int]:
        if self.connection.dialect.name == "sqlite":
            rows = await rows_of(self.connection, LASTS_ON_SQLITE, {"people": json.dumps(list(people))})
        else:
            rows = await rows_of(self.connection, LASTS, {"people": list(people)})
        return {PersonId(person): last for person, last in rows}

    async def unpublished(self, limit: int) -> dict[PersonId, int]:
        behind = event_numbers.c.published < event_numbers.c.last
        query = select(event_numbers.c.person, event_numbers.c.last).where(behind).limit(limit)
        return {PersonId(person): last for person, last in await self.connection.execute(query)}

    async def published(self, upto: Mapping[PersonId, int]) -> None:
        for person, number in sorted(upto.items()):
            behind = update(event_numbers).where(event_numbers.c.person == person, event_numbers.c.published < number)
            await self.connection.execute(behind.values(published=number))

    async def forget(self, before: datetime, limit: int) -> int:
        old = select(events.c.person, events.c.number).where(events.c.at < before).order_by(events.c.at).limit(limit)
        gone = delete(events).where(tuple_(events.c.person, events.c.number).in_(old))
        return (await self.connection.execute(gone)).rowcount


def _told(person: PersonId, rows: Rows) -> tuple[Event, ...]:
    return tuple(
        Event(person=person, number=number, kind=kind, at=read_back(at).astimezone(UTC), payload=payload_of(payload))
        for number, kind, at, payload in rows
    )
