"""Sign out."""

from attrs import frozen

from copilot_core.entities.identities import PersonId, SessionId
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.accounts.end_session import tell_ended
from copilot_core.use_cases.platform.wake_people import WakePeople


@frozen
class LogOut:
    """End the session one is in; one that has ended already stays so."""

    storage: Storage
    bus: EventBus

    async def __call__(self, person: PersonId, session: SessionId) -> None:
        """End it."""
        async with self.storage.transaction(serial=False) as books:
            ended = await books.sessions.end(person, session)
            await tell_ended(books, person, [session] if ended else [])
        await WakePeople(self.bus)([person])
