"""Show somebody's account."""

from attrs import frozen

from copilot_core.entities.account import Account
from copilot_core.entities.identities import PersonId
from copilot_core.use_cases.accounts.show_account import ShowAccount


@frozen
class ShowAnAccount:
    """Show anybody's account to those who look after the installation."""

    show: ShowAccount

    async def __call__(self, person: PersonId) -> Account:
        """Return it; raise `NotFound("account_unknown")`."""
        return await self.show(person)
