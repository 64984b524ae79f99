"""What happened."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen
from sqlalchemy import Row, delete, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.database_clock import database_now, instant
from copilot_adapters.storage.statements import in_portions, insert_missing
from copilot_adapters.storage.tables import event_numbers, events
from copilot_adapters.storage.task_rows import encode, payload_of
from copilot_core.entities.event import Event
from copilot_core.entities.identities import PersonId
from copilot_core.entities.payload import Payload
from copilot_core.errors import Rejected


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

    async def _added(self, person: PersonId, kind: str, payloads: Sequence[Payload]) -> list[Event]:
        await insert_missing(self.connection, event_numbers, [{"person": person, "last": 0, "published": 0}])
        mine = update(event_numbers).where(event_numbers.c.person == person)
        counted = mine.values(last=event_numbers.c.last + len(payloads))
        last, now = (await self.connection.execute(counted.returning(event_numbers.c.last, database_now()))).one()
        first, at = last - len(payloads) + 1, instant(now)
        added = [
            Event(person=person, number=number, kind=kind, at=at, payload=payload)
            for number, payload in enumerate(payloads, first)
        ]
        rows = [
            {"person": person, "number": one.number, "kind": kind, "at": at, "payload": encode(one.payload)}
            for one in added
        ]
        await self.connection.execute(insert(events), rows)
        return added

    async def since(self, person: PersonId, number: int, limit: int = 500) -> tuple[Event, ...]:
        newer = select(events).where(events.c.person == person, events.c.number > number)
        rows = list(await self.connection.execute(newer.order_by(events.c.number).limit(limit)))
        newest = rows[-1].number if rows else await self.last(person)
        if newest != number + len(rows):
            raise Rejected("events_forgotten", number=number)
        return _told(rows)

    async def newest(self, person: PersonId, limit: int) -> tuple[Event, ...]:
        mine = select(events).where(events.c.person == person).order_by(events.c.number.desc()).limit(limit)
        return _told(reversed((await self.connection.execute(mine)).all()))

    async def last(self, person: PersonId) -> int:
        query = select(event_numbers.c.last).where(event_numbers.c.person == person)
        return (await self.connection.execute(query)).scalar_one_or_none() or 0

    async def lasts(self, people: Collection[PersonId]) -> dict[PersonId, int]:
        found: dict[PersonId, int] = {}
        for some in in_portions(people):
            query = select(event_numbers.c.person, event_numbers.c.last).where(event_numbers.c.person.in_(some))
            found |= {PersonId(person): last for person, last in await self.connection.execute(query)}
        return found

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


def _told(rows: Iterable[Row[*tuple[Any, ...]]]) -> tuple[Event, ...]:
    return tuple(
        Event(person=PersonId(row.person), number=row.number, kind=row.kind, at=row.at, payload=payload_of(row.payload))
        for row in rows
    )
