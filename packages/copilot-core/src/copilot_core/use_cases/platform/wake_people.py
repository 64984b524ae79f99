"""Wake those who wait for events."""

from collections.abc import Collection
from contextlib import suppress

from attrs import frozen

from copilot_core.entities.identities import PersonId
from copilot_core.errors import Unavailable
from copilot_core.ports.events import EventBus


@frozen
class WakePeople:
    """Tell the bus that something happened, after it was committed; what it does not take the sweeper tells later."""

    bus: EventBus

    async def __call__(self, people: Collection[PersonId]) -> None:
        """Wake them, if there are any."""
        if people:
            with suppress(Unavailable):
                await self.bus.wake(people)
