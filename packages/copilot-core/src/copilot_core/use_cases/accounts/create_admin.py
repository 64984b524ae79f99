"""Make an admin, on the machine itself."""

from uuid import uuid4

from attrs import evolve, frozen

from copilot_core.entities.account import Account, Role
from copilot_core.entities.identities import PersonId
from copilot_core.ports.clock import Clock
from copilot_core.ports.events import EventBus
from copilot_core.ports.password_hasher import KnownPasswords, PasswordHasher
from copilot_core.ports.storage import Books, Storage
from copilot_core.rules.accounts import folded_email, refuse_weak, typed
from copilot_core.use_cases.accounts.adopt_local import AdoptLocal
from copilot_core.use_cases.accounts.shut_out import ShutOut
from copilot_core.use_cases.platform.wake_people import WakePeople


@frozen
class CreateAdmin:
    """Make an account that looks after the installation; the first one adopts what the local person has.

    One that the address has already becomes such, with this password, and is signed out everywhere.
    """

    storage: Storage
    clock: Clock
    hasher: PasswordHasher
    known: KnownPasswords
    bus: EventBus

    async def __call__(self, email: str, password: str) -> Account:
        """Return it, confirmed; raise `Rejected("email_wrong")`, `Rejected("password_weak")`."""
        address, now = folded_email(email), self.clock.now()
        refuse_weak(password, address, "", self.known.includes)
        account = Account(
            person=PersonId(uuid4().hex),
            email=address,
            role=Role.ADMIN,
            password=await self.hasher.hash(typed(password)),
            made_at=now,
            verified_at=now,
        )
        async with self.storage.transaction() as books:
            kept = await AdoptLocal(books)(account) or await _raised(books, account)
        await WakePeople(self.bus)([kept.person])
        return kept


async def _raised(books: Books, account: Account) -> Account:
    """Keep a new account, or make the one that the address has an admin's."""
    known = await books.accounts.by_email(account.email)
    if known is None:
        await books.accounts.add(account)
        return account
    raised = evolve(account, person=known.person, name=known.name, made_at=known.made_at)
    await books.accounts.change(raised)
    await ShutOut(books)(known.person, "password")
    return raised
