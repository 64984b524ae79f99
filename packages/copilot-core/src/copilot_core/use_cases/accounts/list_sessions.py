"""List sessions."""

from attrs import frozen

from copilot_core.entities.account import Session
from copilot_core.entities.identities import PersonId
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage


@frozen
class ListSessions:
    """List where a person is signed in."""

    storage: Storage
    clock: Clock

    async def __call__(self, person: PersonId) -> tuple[Session, ...]:
        """Return the sessions that go on, the last seen first."""
        async with self.storage.reading(latest=True) as books:
            return await books.sessions.of(person, self.clock.now())
