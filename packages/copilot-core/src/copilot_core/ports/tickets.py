"""Rights to listen that are used once."""

from datetime import datetime
from typing import Protocol

from copilot_core.entities.ticket import Ticket


class Tickets(Protocol):
    """Tickets by the fingerprint of their secret, which is not kept."""

    async def add(self, fingerprint: str, ticket: Ticket, until: datetime) -> None:
        """Keep a ticket."""
        ...

    async def take(self, fingerprint: str, now: datetime) -> Ticket | None:
        """Return a ticket that holds, and keep it no longer: of many who ask at once one gets it."""
        ...

    async def forget(self, before: datetime) -> None:
        """Delete those that held until an earlier time."""
        ...
