"""See what happened."""

from attrs import frozen

from copilot_core.entities.event import Event
from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.ports.storage import Storage

MOST = 50


@frozen
class ListEvents:
    """A person's events, oldest first; the number of the last one is the cursor for the next time."""

    storage: Storage

    async def __call__(
        self, since: int | None = None, *, person: PersonId = LOCAL_PERSON, limit: int = MOST
    ) -> tuple[Event, ...]:
        """Return what came after `since`, or the newest; raise `Rejected("events_forgotten")` when some of it is gone."""
        async with self.storage.reading() as books:
            if since is None:
                return await books.events.newest(person, limit)
            return await books.events.since(person, since, limit)
