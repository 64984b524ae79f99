"""Go on with a session."""

from datetime import datetime

from attrs import frozen

from copilot_core.entities.account import Account, Device, Session, SignedIn
from copilot_core.errors import Rejected
from copilot_core.ports.clock import Clock
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Books, Storage
from copilot_core.rules.accounts import AccountTimes
from copilot_core.rules.fingerprints import fingerprint_of
from copilot_core.use_cases.accounts.end_session import tell_ended
from copilot_core.use_cases.accounts.give_proofs import GiveProofs, new_right
from copilot_core.use_cases.platform.wake_people import WakePeople


@frozen
class RefreshSession:
    """Take a right to go on, and give another for it.

    A right holds once. Two tabs that ask at once, or one whose answer was lost, may use it again within the grace; who
    uses it later has it from somebody else: the session ends, for both of them.
    """

    storage: Storage
    clock: Clock
    bus: EventBus
    proofs: GiveProofs
    times: AccountTimes

    async def __call__(self, refresh_secret: str, device: Device) -> SignedIn:
        """Return new proofs; raise `Rejected("session_ended")`, or `Rejected("refresh_reused")` when this ended it."""
        now, name = self.clock.now(), fingerprint_of(refresh_secret)
        async with self.storage.transaction(serial=False) as books:
            account, session = await self._prolonged(books, name, device, now)
            reused = await self._is_reused(books, name, now)
            if reused:
                await books.sessions.end(session.person, session.id)
                await tell_ended(books, session.person, [session.id], why="reused")
            else:
                secret, right = new_right(session, now)
                await books.sessions.give(right)
        if reused:
            await WakePeople(self.bus)([session.person])
            raise Rejected("refresh_reused", session=session.id)
        return await self.proofs(account, session, secret)

    async def _prolonged(self, books: Books, name: str, device: Device, now: datetime) -> tuple[Account, Session]:
        """Return the session of a right, held until the transaction ends: whoever ends it goes before or after."""
        right = await books.sessions.right(name)
        if right is None or not await books.sessions.prolong(right.session, device, now, now + self.times.session):
            raise Rejected("session_ended")
        session = await books.sessions.session(right.session, now)
        account = await books.accounts.account(right.person)
        if session is None or account is None:
            raise Rejected("session_ended")
        return account, session

    async def _is_reused(self, books: Books, name: str, now: datetime) -> bool:
        """Spend a right, and tell whether that was done before and is no accident."""
        spent = await books.sessions.spend(name, now)
        if spent is None:
            raise Rejected("session_ended")
        return spent.spent_at is not None and now - spent.spent_at > self.times.grace
