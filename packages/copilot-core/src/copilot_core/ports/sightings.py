"""What was seen on the boards."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from attrs import frozen

from copilot_core.entities.identities import PersonId, SightingId, SourceName
from copilot_core.entities.sighting import Sighting
from copilot_core.rules.same_job import Signature


@frozen(kw_only=True)
class Known:
    """What is known of a sighting: its id, and the digest of its content."""

    id: SightingId
    content: str


class Sightings(Protocol):
    """Sightings with their signatures. `(source, external_id, owner)` is unique."""

    async def known(
        self, source: SourceName, external_ids: Collection[str], owner: PersonId | None
    ) -> dict[str, Known]:
        """Return what is known, by external id."""
        ...

    async def save(self, sightings: Sequence[tuple[Sighting, Signature]]) -> None:
        """Add sightings, or replace the content of known ones (earlier contents are kept as versions)."""
        ...

    async def seen_again(self, ids: Collection[SightingId], now: datetime) -> None:
        """Move `last_seen` on."""
        ...

    async def fetch(self, ids: Collection[SightingId]) -> dict[SightingId, Sighting]:
        """Return whole sightings by id."""
        ...

    async def read_otherwise(self, reading: int | None, after: SightingId | None, limit: int) -> tuple[SightingId, ...]:
        """Return sightings that another version of the rules read (None: all), in the order of their ids."""
        ...

    async def count_otherwise(self, reading: int | None) -> int:
        """Count them."""
        ...
