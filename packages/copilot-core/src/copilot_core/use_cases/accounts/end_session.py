"""End a session."""

from collections.abc import Sequence

from attrs import frozen

from copilot_core.entities.identities import PersonId, SessionId
from copilot_core.errors import NotFound
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Books, Storage
from copilot_core.use_cases.platform.wake_people import WakePeople

SESSION_EVENT = "session"


@frozen
class EndSession:
    """End one of a person's sessions, wherever it goes on: its tokens and its live connections end at once."""

    storage: Storage
    bus: EventBus

    async def __call__(self, person: PersonId, session: SessionId) -> None:
        """End it; raise `NotFound("session_unknown")`."""
        async with self.storage.transaction(serial=False) as books:
            if not await books.sessions.end(person, session):
                raise NotFound("session_unknown", session=session)
            await tell_ended(books, person, [session])
        await WakePeople(self.bus)([person])


async def tell_ended(books: Books, person: PersonId, sessions: Sequence[SessionId], why: str = "asked") -> None:
    """Write the events that end live connections."""
    if sessions:
        ended = [{"session": session, "state": "ended", "why": why} for session in sessions]
        await books.events.add_many(person, SESSION_EVENT, ended)
