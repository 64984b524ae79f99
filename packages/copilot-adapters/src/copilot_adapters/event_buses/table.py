"""No bus: readers look at the table of events."""

from asyncio import sleep
from collections.abc import AsyncGenerator, Collection

from attrs import frozen

from copilot_core.entities.identities import PersonId

GLANCE = 0.25
"""Seconds between two looks."""


@frozen
class ReadFromTable:
    """Adapter of `copilot_core.ports.events.EventBus` and `WakeUps` without a server.

    There is nobody to wake: whoever waits on the same database looks for new events themselves.
    """

    async def wake(self, people: Collection[PersonId]) -> None:
        """Leave the events where readers find them."""

    async def listen(self) -> AsyncGenerator[PersonId | None, None]:
        """Let readers look again and again."""
        while True:
            yield None
            await sleep(GLANCE)
