"""Links in letters, that hold once."""

from datetime import datetime

from attrs import frozen
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.account_tables import mailed_links
from copilot_core.entities.account import MailedLink, Purpose
from copilot_core.entities.identities import PersonId


@frozen
class SqlMailedLinks:
    """Adapter of `copilot_core.ports.mailed_links.MailedLinks`."""

    connection: AsyncConnection

    async def add(self, fingerprint: str, link: MailedLink, until: datetime) -> None:
        purpose = link.purpose.value
        row = {"fingerprint": fingerprint, "person": link.person, "purpose": purpose, "email": link.email}
        await self.connection.execute(insert(mailed_links).values({**row, "until": until}))

    async def take(self, fingerprint: str, purpose: Purpose, now: datetime) -> MailedLink | None:
        named = mailed_links.c.fingerprint == fingerprint, mailed_links.c.purpose == purpose.value
        taken = delete(mailed_links).where(*named, mailed_links.c.until > now).returning(mailed_links)
        row = (await self.connection.execute(taken)).one_or_none()
        return None if row is None else MailedLink(person=row.person, purpose=purpose, email=row.email)

    async def drop(self, person: PersonId, purpose: Purpose | None = None) -> None:
        theirs = delete(mailed_links).where(mailed_links.c.person == person)
        await self.connection.execute(
            theirs if purpose is None else theirs.where(mailed_links.c.purpose == purpose.value)
        )

    async def forget(self, before: datetime, limit: int) -> int:
        name = mailed_links.c.fingerprint
        over = select(name).where(mailed_links.c.until < before).limit(limit)
        return (await self.connection.execute(delete(mailed_links).where(name.in_(over)))).rowcount
