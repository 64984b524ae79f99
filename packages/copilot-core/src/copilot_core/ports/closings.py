"""What is known of postings that may be closed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from copilot_core.entities.closing import Inquiry
from copilot_core.entities.identities import SightingId, SourceName
from copilot_core.entities.sighting import Sighting


class Closings(Protocol):
    """Inquiries by sighting. Only what public boards show is watched; a person's own is kept when they look at it."""

    async def fetch(self, ids: Collection[SightingId]) -> dict[SightingId, Inquiry]:
        """Return what is known."""
        ...

    async def save(self, inquiries: Sequence[Inquiry]) -> None:
        """Add or replace."""
        ...

    async def unwatched(self, limit: int) -> tuple[Sighting, ...]:
        """Return public sightings of which nothing is known yet."""
        ...

    async def expired(self, now: datetime, limit: int) -> tuple[Inquiry, ...]:
        """Return those not closed whose date has passed."""
        ...

    async def due(self, now: datetime, limit: int) -> tuple[Inquiry, ...]:
        """Return public ones that are due for a look, the longest due first."""
        ...

    async def unlisted(self, source: SourceName, before: datetime) -> tuple[Sighting, ...]:
        """Return a board's public sightings, not closed, that were last seen before a time."""
        ...
