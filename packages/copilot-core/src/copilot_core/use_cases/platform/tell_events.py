"""Tell of what the bus may have missed."""

from attrs import frozen

from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Storage

PORTION = 500
"""People woken at once."""


@frozen
class TellEvents:
    """Wake those for whom something happened, and note that they were told: nobody is forgotten."""

    storage: Storage
    bus: EventBus

    async def __call__(self) -> int:
        """Return how many people were woken; raise `Unavailable("bus_unavailable")`: then they are told later."""
        async with self.storage.reading() as books:
            behind = await books.events.unpublished(PORTION)
        if behind:
            await self.bus.wake(behind.keys())
            async with self.storage.transaction(serial=False) as books:
                await books.events.published(behind)
        return len(behind)
