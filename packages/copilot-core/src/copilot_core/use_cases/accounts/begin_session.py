"""Begin a session."""

from uuid import uuid4

from attrs import evolve, frozen

from copilot_core.entities.account import Account, Device, Session, SignedIn
from copilot_core.entities.identities import SessionId
from copilot_core.errors import Rejected
from copilot_core.ports.clock import Clock
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Storage
from copilot_core.rules.accounts import AccountTimes
from copilot_core.use_cases.accounts.end_session import SESSION_EVENT
from copilot_core.use_cases.accounts.give_proofs import GiveProofs, new_right
from copilot_core.use_cases.platform.wake_people import WakePeople


@frozen
class BeginSession:
    """Begin a session of somebody who has shown who they are."""

    storage: Storage
    clock: Clock
    bus: EventBus
    proofs: GiveProofs
    times: AccountTimes

    async def __call__(self, shown: Account, password: str, device: Device) -> SignedIn:
        """Begin it, and keep the hash; raise `Rejected("log_in_wrong")` when the password was changed meanwhile."""
        session = self._session(shown, device)
        secret, right = new_right(session, session.begun_at)
        async with self.storage.transaction() as books:
            account = await books.accounts.account(shown.person)
            if account is None or account.password != shown.password:
                raise Rejected("log_in_wrong")
            if password != account.password:
                account = evolve(account, password=password)
                await books.accounts.change(account)
            await books.sessions.add(session)
            await books.sessions.give(right)
            await books.events.add(session.person, SESSION_EVENT, {"session": session.id, "state": "begun"})
        await WakePeople(self.bus)([session.person])
        return await self.proofs(account, session, secret)

    def _session(self, account: Account, device: Device) -> Session:
        now = self.clock.now()
        return Session(
            id=SessionId(uuid4().hex),
            person=account.person,
            begun_at=now,
            seen_at=now,
            ends_at=now + self.times.session,
            agent=device.agent,
            address=device.address,
        )
