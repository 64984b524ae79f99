"""Change an account."""

from attrs import evolve, frozen

from copilot_core.entities.account import Account
from copilot_core.entities.identities import PersonId
from copilot_core.errors import NotFound
from copilot_core.ports.storage import Storage
from copilot_core.rules.accounts import account_name


@frozen
class ChangeAccount:
    """Change how a person is called."""

    storage: Storage

    async def __call__(self, person: PersonId, name: str) -> Account:
        """Return the account; raise `NotFound("account_unknown")`, `Rejected("account_name_long")`."""
        named = account_name(name)
        async with self.storage.transaction() as books:
            found = await books.accounts.account(person)
            if found is None:
                raise NotFound("account_unknown", person=person)
            changed = evolve(found, name=named)
            await books.accounts.change(changed)
        return changed
