"""Keys that sign, sealed."""

from datetime import datetime

from attrs import asdict, frozen
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.account_tables import signing_keys
from copilot_core.ports.signing_keys import SealedKey


@frozen
class SqlSigningKeys:
    """Adapter of `copilot_core.ports.signing_keys.SigningKeys`."""

    connection: AsyncConnection

    async def add(self, key: SealedKey) -> None:
        await self.connection.execute(insert(signing_keys).values(asdict(key)))

    async def all(self) -> tuple[SealedKey, ...]:
        rows = await self.connection.execute(select(signing_keys).order_by(signing_keys.c.made_at, signing_keys.c.kid))
        return tuple(SealedKey(**row._asdict()) for row in rows)

    async def forget(self, before: datetime) -> None:
        await self.connection.execute(delete(signing_keys).where(signing_keys.c.retires_at < before))
