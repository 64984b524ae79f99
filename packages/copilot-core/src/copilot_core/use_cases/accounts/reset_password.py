"""Set a new password by a letter's link."""

from attrs import evolve, frozen

from copilot_core.entities.account import Purpose
from copilot_core.entities.identities import PersonId
from copilot_core.ports.clock import Clock
from copilot_core.ports.events import EventBus
from copilot_core.ports.password_hasher import KnownPasswords, PasswordHasher
from copilot_core.ports.storage import Storage
from copilot_core.rules.accounts import refuse_weak, typed
from copilot_core.use_cases.accounts.shut_out import ShutOut
from copilot_core.use_cases.accounts.take_link import TakeLink
from copilot_core.use_cases.platform.wake_people import WakePeople


@frozen
class ResetPassword:
    """Set a password without the one before, and end whatever somebody else may hold: sessions, tokens, links."""

    storage: Storage
    clock: Clock
    hasher: PasswordHasher
    known: KnownPasswords
    bus: EventBus

    async def __call__(self, secret: str, new: str) -> PersonId:
        """Return whose it was; raise `Rejected("mailed_link_wrong")`, or `Rejected("password_weak")`: the link holds."""
        refuse_weak(new, "", "", self.known.includes)
        hashed = await self.hasher.hash(typed(new))
        async with self.storage.transaction() as books:
            account = await TakeLink(books)(secret, Purpose.RESET, self.clock.now())
            refuse_weak(new, account.email, account.name, self.known.includes)
            verified = account.verified_at or self.clock.now()
            await books.accounts.change(evolve(account, password=hashed, verified_at=verified))
            await ShutOut(books)(account.person, "password")
        await WakePeople(self.bus)([account.person])
        return account.person
