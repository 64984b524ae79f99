"""End a person's other sessions."""

from attrs import frozen

from copilot_core.entities.identities import PersonId, SessionId
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.accounts.end_session import tell_ended
from copilot_core.use_cases.platform.wake_people import WakePeople


@frozen
class EndOtherSessions:
    """Sign a person out everywhere else."""

    storage: Storage
    bus: EventBus

    async def __call__(self, person: PersonId, keep: SessionId) -> int:
        """End all but one; return how many."""
        async with self.storage.transaction() as books:
            ended = await books.sessions.end_all(person, keep)
            await tell_ended(books, person, ended)
        await WakePeople(self.bus)([person])
        return len(ended)
