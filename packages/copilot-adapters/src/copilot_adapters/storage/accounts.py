"""People who sign in."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from attrs import asdict, frozen
from sqlalchemy import Row, delete, exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.account_tables import accounts
from copilot_adapters.storage.statements import in_portions, insert_new
from copilot_core.entities.account import Account, Role
from copilot_core.entities.identities import PersonId


@frozen
class SqlAccounts:
    """Adapter of `copilot_core.ports.accounts.Accounts`."""

    connection: AsyncConnection

    async def add(self, account: Account) -> bool:
        return await insert_new(self.connection, accounts, _row(account))

    async def change(self, account: Account) -> bool:
        changed = update(accounts).where(accounts.c.person == account.person).values(_row(account))
        try:
            async with self.connection.begin_nested():
                return bool((await self.connection.execute(changed)).rowcount)
        except IntegrityError:
            return False

    async def account(self, person: PersonId) -> Account | None:
        query = select(accounts).where(accounts.c.person == person)
        return _account((await self.connection.execute(query)).one_or_none())

    async def fetch(self, people: Collection[PersonId]) -> dict[PersonId, Account]:
        found: dict[PersonId, Account] = {}
        for portion in in_portions(people):
            rows = await self.connection.execute(select(accounts).where(accounts.c.person.in_(portion)))
            found.update((row.person, account) for row in rows if (account := _account(row)))
        return found

    async def by_email(self, email: str) -> Account | None:
        query = select(accounts).where(accounts.c.email == email)
        return _account((await self.connection.execute(query)).one_or_none())

    async def any(self) -> bool:
        return bool((await self.connection.execute(select(exists().select_from(accounts)))).scalar_one())

    async def page(self, limit: int, after: PersonId | None) -> tuple[Account, ...]:
        query = select(accounts).where(accounts.c.person > (after or "")).order_by(accounts.c.person).limit(limit)
        found = (_account(row) for row in await self.connection.execute(query))
        return tuple(account for account in found if account is not None)

    async def forget_unconfirmed(self, before: datetime, limit: int) -> int:
        unconfirmed = accounts.c.verified_at.is_(None), accounts.c.made_at < before
        found = select(accounts.c.person).where(*unconfirmed).limit(limit)
        return (await self.connection.execute(delete(accounts).where(accounts.c.person.in_(found)))).rowcount

    async def remove(self, person: PersonId) -> bool:
        return bool((await self.connection.execute(delete(accounts).where(accounts.c.person == person))).rowcount)


def _row(account: Account) -> dict[str, object]:
    return {**asdict(account), "role": account.role.value}


def _account(row: Row[Any] | None) -> Account | None:
    return None if row is None else Account(**{**row._asdict(), "role": Role(row.role)})
