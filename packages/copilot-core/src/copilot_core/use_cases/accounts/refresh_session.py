"""Go on with a session."""

from datetime import datetime

from attrs import frozen

from copilot_core.entities.account import Account, Device, Refresh, Session, SignedIn
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
        now = self.clock.now()
        async with self.storage.transaction(serial=False) as books:
            spent = await books.sessions.spend(fingerprint_of(refresh_secret), now)
            if spent is None:
                raise Rejected("session_ended")
            reused = spent.spent_at is not None and now - spent.spent_at > self.times.grace
            if reused:
                await _end(books, spent)
            else:
                account, session = await self._go_on(books, spent, device, now)
                secret, right = new_right(session, now)
                await books.sessions.give(right)
        if reused:
            await WakePeople(self.bus)([spent.person])
            raise Rejected("refresh_reused", session=spent.session)
        return await self.proofs(account, session, secret)

    async def _go_on(self, books: Books, spent: Refresh, device: Device, now: datetime) -> tuple[Account, Session]:
        lives = await books.sessions.prolong(spent.session, device, now, now + self.times.session)
        session = await books.sessions.session(spent.session, now)
        account = await books.accounts.account(spent.person)
        if not lives or session is None or account is None:
            raise Rejected("session_ended")
        return account, session


async def _end(books: Books, spent: Refresh) -> None:
    if await books.sessions.end(spent.person, spent.session):
        await tell_ended(books, spent.person, [spent.session], why="reused")
