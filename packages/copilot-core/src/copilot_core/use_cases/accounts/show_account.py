"""Show an account."""

from attrs import frozen

from copilot_core.entities.account import Account
from copilot_core.entities.identities import PersonId
from copilot_core.errors import NotFound
from copilot_core.ports.storage import Storage


@frozen
class ShowAccount:
    """Show a person their account."""

    storage: Storage

    async def __call__(self, person: PersonId) -> Account:
        """Return it; raise `NotFound("account_unknown")`."""
        async with self.storage.reading(latest=True) as books:
            found = await books.accounts.account(person)
        if found is None:
            raise NotFound("account_unknown", person=person)
        return found
