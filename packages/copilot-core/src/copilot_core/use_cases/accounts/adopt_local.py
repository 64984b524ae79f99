"""Make the first account."""

from attrs import evolve, frozen

from copilot_core.entities.account import Account, Role
from copilot_core.entities.identities import LOCAL_PERSON, SessionId
from copilot_core.ports.storage import Books
from copilot_core.use_cases.accounts.end_session import tell_ended

LOCAL_SESSION = SessionId("local")
"""What those were signed in by who had the local token."""


@frozen
class AdoptLocal:
    """Give the local person's things to the first account, which is an admin's; the local token lets nobody in then."""

    books: Books

    async def __call__(self, account: Account) -> Account | None:
        """Return it as it is kept; None when there are accounts already."""
        if await self.books.accounts.any():
            return None
        first = evolve(account, person=LOCAL_PERSON, role=Role.ADMIN, verified_at=account.made_at)
        if not await self.books.accounts.add(first):
            return None
        await tell_ended(self.books, LOCAL_PERSON, [LOCAL_SESSION])
        return first
