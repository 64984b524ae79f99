"""Remove an account."""

from uuid import uuid4

from attrs import evolve, frozen

from copilot_core.entities.account import Account, Role
from copilot_core.entities.identities import PersonId
from copilot_core.errors import NotFound, Rejected
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Books, Storage
from copilot_core.use_cases.accounts.erase_everything import EraseEverything
from copilot_core.use_cases.accounts.shut_out import ShutOut
from copilot_core.use_cases.platform.wake_people import WakePeople

PAGE = 100
NOWHERE = "removed.invalid"
"""No mailbox is there (RFC 2606)."""


@frozen
class RemoveAnAccount:
    """Remove somebody's account and all that is theirs; for those who look after the installation.

    They are shut out at once. Where it was stopped it goes on when it is begun again.
    """

    storage: Storage
    bus: EventBus
    erase: EraseEverything

    async def __call__(self, person: PersonId) -> None:
        """Remove it; raise `NotFound("account_unknown")`, `Rejected("last_admin")`."""
        async with self.storage.transaction() as books:
            account = await books.accounts.account(person)
            if account is None:
                raise NotFound("account_unknown", person=person)
            if account.role is Role.ADMIN and not await _other_admin(books, account):
                raise Rejected("last_admin", email=account.email)
            await books.accounts.change(_nobody(account))
            await ShutOut(books)(person, "removed")
        await WakePeople(self.bus)([person])
        await self.erase(person=person)


def _nobody(account: Account) -> Account:
    """Return what is left of an account until all is erased: no letter, password or power of theirs reaches it."""
    return evolve(account, email=f"{uuid4().hex}@{NOWHERE}", role=Role.USER, password="")


async def _other_admin(books: Books, account: Account) -> bool:
    after: PersonId | None = None
    while page := await books.accounts.page(PAGE, after):
        if any(one.role is Role.ADMIN and one.person != account.person for one in page):
            return True
        after = page[-1].person
    return False
