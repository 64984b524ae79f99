"""Change one's password."""

from attrs import evolve, frozen

from copilot_core.entities.account import Account
from copilot_core.entities.identities import PersonId, SessionId
from copilot_core.errors import NotFound, Rejected
from copilot_core.ports.events import EventBus
from copilot_core.ports.limiter import Limiter, Quota
from copilot_core.ports.password_hasher import KnownPasswords, PasswordHasher
from copilot_core.ports.storage import Storage
from copilot_core.rules.accounts import refuse_weak, typed
from copilot_core.use_cases.accounts.allow_log_in import take_turn
from copilot_core.use_cases.accounts.end_session import tell_ended
from copilot_core.use_cases.platform.wake_people import WakePeople

ATTEMPTS = Quota(name="password-changes", most=10, seconds=900)
"""Who found an open page has few guesses."""


@frozen
class ChangePassword:
    """Take another password for the one before; every other session ends."""

    storage: Storage
    hasher: PasswordHasher
    known: KnownPasswords
    limiter: Limiter
    bus: EventBus

    async def __call__(self, person: PersonId, session: SessionId, old: str, new: str) -> None:
        """Change it; raise `Rejected("password_wrong")` for another `old`, `Rejected("password_weak")` for the `new`."""
        account = await self._checked(person, old)
        refuse_weak(new, account.email, account.name, self.known.includes)
        changed = evolve(account, password=await self.hasher.hash(typed(new)))
        async with self.storage.transaction() as books:
            if await books.accounts.account(person) != account:
                raise Rejected("password_wrong")
            await books.accounts.change(changed)
            await books.mailed_links.drop(person)
            await tell_ended(books, person, await books.sessions.end_all(person, session), why="password")
        await WakePeople(self.bus)([person])

    async def _checked(self, person: PersonId, old: str) -> Account:
        await take_turn(self.limiter, person, ATTEMPTS)
        async with self.storage.reading(latest=True) as books:
            account = await books.accounts.account(person)
        if account is None:
            raise NotFound("account_unknown", person=person)
        if not await self.hasher.verify(typed(old), account.password):
            raise Rejected("password_wrong")
        return account
