"""No bus: readers look at the table of events."""

from collections.abc import Collection

from attrs import frozen

from copilot_core.entities.identities import PersonId


@frozen
class ReadFromTable:
    """Adapter of `copilot_core.ports.events.EventBus` without a server.

    There is nobody to wake: whoever waits on the same database looks for new events themselves.
    """

    async def wake(self, people: Collection[PersonId]) -> None:
        """Leave the events where readers find them."""
