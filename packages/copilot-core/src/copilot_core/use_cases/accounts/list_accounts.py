"""List accounts."""

from attrs import frozen

from copilot_core.entities.account import Account
from copilot_core.entities.identities import PersonId
from copilot_core.ports.storage import Storage


@frozen
class ListAccounts:
    """List the accounts of the installation, for those who look after it."""

    storage: Storage

    async def __call__(self, limit: int = 50, after: PersonId | None = None) -> tuple[Account, ...]:
        """Return those after one, in the order of their ids."""
        async with self.storage.reading(latest=True) as books:
            return await books.accounts.page(limit, after)
