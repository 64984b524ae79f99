"""People who sign in."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from copilot_core.entities.account import Account
from copilot_core.entities.identities import PersonId


class Accounts(Protocol):
    """Accounts by person, and by their folded e-mail address, which is one account's alone."""

    async def add(self, account: Account) -> bool:
        """Keep a new account; False when the person or the address has one."""
        ...

    async def change(self, account: Account) -> bool:
        """Keep what changed; False when there is none, or the address is another's."""
        ...

    async def account(self, person: PersonId) -> Account | None:
        """Return somebody's account."""
        ...

    async def fetch(self, people: Collection[PersonId]) -> dict[PersonId, Account]:
        """Return several people's accounts; who has none is left out."""
        ...

    async def by_email(self, email: str) -> Account | None:
        """Return the account of a folded address."""
        ...

    async def any(self) -> bool:
        """Tell whether there is any: without one the installation is one person's."""
        ...

    async def page(self, limit: int, after: PersonId | None) -> tuple[Account, ...]:
        """Return accounts in the order of their ids, for those who look after the installation."""
        ...

    async def forget_unconfirmed(self, before: datetime, limit: int) -> int:
        """Delete accounts made before whose address nobody confirmed; returns how many."""
        ...

    async def remove(self, person: PersonId) -> bool:
        """Delete one."""
        ...
