"""Personal tokens for programs."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from attrs import asdict, frozen
from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.account_tables import api_tokens
from copilot_adapters.storage.statements import in_portions
from copilot_core.entities.account import ApiToken, Scope
from copilot_core.entities.identities import PersonId, TokenId


@frozen
class SqlApiTokens:
    """Adapter of `copilot_core.ports.api_tokens.ApiTokens`."""

    connection: AsyncConnection

    async def add(self, token: ApiToken, fingerprint: str) -> None:
        row = {**asdict(token), "scopes": " ".join(sorted(token.scopes)), "fingerprint": fingerprint}
        await self.connection.execute(insert(api_tokens).values(row))

    async def of(self, person: PersonId) -> tuple[ApiToken, ...]:
        mine = select(api_tokens).where(api_tokens.c.person == person)
        rows = await self.connection.execute(mine.order_by(api_tokens.c.made_at.desc(), api_tokens.c.id))
        return tuple(_token(row) for row in rows)

    async def fetch(self, fingerprints: Collection[str]) -> dict[str, ApiToken]:
        found: dict[str, ApiToken] = {}
        for portion in in_portions(fingerprints):
            rows = await self.connection.execute(select(api_tokens).where(api_tokens.c.fingerprint.in_(portion)))
            found.update((row.fingerprint, _token(row)) for row in rows)
        return found

    async def used(self, token: TokenId, at: datetime) -> None:
        await self.connection.execute(update(api_tokens).where(api_tokens.c.id == token).values(used_at=at))

    async def remove(self, person: PersonId, token: TokenId) -> bool:
        mine = delete(api_tokens).where(api_tokens.c.id == token, api_tokens.c.person == person)
        return bool((await self.connection.execute(mine)).rowcount)

    async def remove_all(self, person: PersonId) -> int:
        return (await self.connection.execute(delete(api_tokens).where(api_tokens.c.person == person))).rowcount


def _token(row: Row[Any]) -> ApiToken:
    known = {name: value for name, value in row._asdict().items() if name != "fingerprint"}
    return ApiToken(**{**known, "scopes": frozenset(Scope(one) for one in row.scopes.split())})
