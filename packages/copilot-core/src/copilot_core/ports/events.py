"""What happened, for those who listen."""

from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from copilot_core.entities.event import Event
from copilot_core.entities.identities import PersonId
from copilot_core.entities.payload import Payload


class Events(Protocol):
    """Events by person. The row is written in the transaction of its cause; the bus only wakes readers."""

    async def add(self, person: PersonId, kind: str, payload: Payload) -> Event:
        """Write an event with the person's next number; others of this person wait until the transaction ends."""
        ...

    async def add_many(self, person: PersonId, kind: str, payloads: Sequence[Payload]) -> None:
        """Write several events with the person's next numbers, in this order."""
        ...

    async def hold(self, person: PersonId) -> None:
        """Let others who hold the person, or write events of theirs, wait until the transaction ends."""
        ...

    async def since(self, person: PersonId, number: int, limit: int = 500) -> tuple[Event, ...]:
        """Return what came after, oldest first; raise `Rejected("events_forgotten")` when some of it is kept no more."""
        ...

    async def newest(self, person: PersonId, limit: int) -> tuple[Event, ...]:
        """Return the last ones that are kept, oldest first."""
        ...

    async def last(self, person: PersonId) -> int:
        """Return the number of the person's newest event, 0 before the first."""
        ...

    async def lasts(self, people: Collection[PersonId]) -> dict[PersonId, int]:
        """Return the numbers of several people's newest events; who has none is left out."""
        ...

    async def unpublished(self, limit: int) -> dict[PersonId, int]:
        """Return for whom there is something that the bus may not have told, and the newest number."""
        ...

    async def published(self, upto: Mapping[PersonId, int]) -> None:
        """Note that the bus has told of everything up to these numbers."""
        ...

    async def forget(self, before: datetime, limit: int) -> int:
        """Delete old events; returns how many."""
        ...


class EventBus(Protocol):
    """Wakes those who wait for a person's events: a hint that may be lost, never the truth."""

    async def wake(self, people: Collection[PersonId]) -> None:
        """Tell all processes; raise `Unavailable("bus_unavailable")`."""
        ...


class WakeUps(Protocol):
    """The other end of an `EventBus`: tells a process who was woken."""

    def listen(self) -> AsyncGenerator[PersonId | None, None]:
        """Yield who may have something new, None for anybody; it begins with None, as soon as it hears.

        It never ends by itself: raises `Unavailable("bus_unavailable")` when it hears no more. Close it when done.
        """
        ...


class Bus(EventBus, WakeUps, Protocol):
    """Both ends."""
