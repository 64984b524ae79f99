"""Rights to listen that are used once."""

from datetime import datetime

from attrs import frozen
from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.tables import tickets
from copilot_core.entities.identities import PersonId
from copilot_core.entities.ticket import Ticket


@frozen
class SqlTickets:
    """Adapter of `copilot_core.ports.tickets.Tickets`."""

    connection: AsyncConnection

    async def add(self, fingerprint: str, ticket: Ticket, until: datetime) -> None:
        row = {"fingerprint": fingerprint, "person": ticket.person, "session": ticket.session, "until": until}
        await self.connection.execute(insert(tickets).values(row))

    async def take(self, fingerprint: str, now: datetime) -> Ticket | None:
        valid = delete(tickets).where(tickets.c.fingerprint == fingerprint, tickets.c.until > now)
        taken = valid.returning(tickets.c.person, tickets.c.session)
        row = (await self.connection.execute(taken)).one_or_none()
        return None if row is None else Ticket(person=PersonId(row.person), session=row.session)

    async def forget(self, before: datetime) -> None:
        await self.connection.execute(delete(tickets).where(tickets.c.until < before))
