"""What is known of postings that may be closed."""

from collections.abc import Collection, Sequence
from datetime import datetime

from attrs import evolve, frozen
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.documents import INQUIRY, SIGHTING
from copilot_adapters.storage.statements import in_portions, upsert
from copilot_adapters.storage.tables import closings, sightings
from copilot_core.entities.closing import ClosingState, Inquiry
from copilot_core.entities.identities import SightingId, SourceName
from copilot_core.entities.sighting import Sighting

OPEN = closings.c.state != ClosingState.CLOSED.value
_EXPIRING = text("closings.state != 'closed' AND closings.expires_at IS NOT NULL")
"""As the index says it: databases compare literally."""


@frozen
class SqlClosings:
    """Adapter of `copilot_core.ports.closings.Closings`."""

    connection: AsyncConnection

    async def fetch(self, ids: Collection[SightingId]) -> dict[SightingId, Inquiry]:
        return await fetch_inquiries(self.connection, ids)

    async def save(self, inquiries: Sequence[Inquiry]) -> None:
        rows = [
            {
                "sighting": inquiry.sighting,
                "state": inquiry.state.value,
                "next_check": inquiry.next_check,
                "expires_at": inquiry.expires_at,
                "document": INQUIRY.encode(inquiry),
            }
            for inquiry in inquiries
        ]
        await upsert(self.connection, closings, rows, "sighting")

    async def unwatched(self, limit: int) -> tuple[Sighting, ...]:
        known = select(closings.c.sighting).where(closings.c.sighting == sightings.c.id).exists()
        query = select(sightings.c.document, sightings.c.last_seen).where(sightings.c.owner == "", ~known)
        found = await self.connection.execute(query.limit(limit))
        return tuple(evolve(SIGHTING.decode(document), last_seen=last_seen) for document, last_seen in found)

    async def expired(self, now: datetime, limit: int) -> tuple[Inquiry, ...]:
        query = select(closings.c.document).where(_EXPIRING, closings.c.expires_at <= now)
        ordered = query.order_by(closings.c.expires_at).limit(limit)
        return tuple(map(INQUIRY.decode, (await self.connection.execute(ordered)).scalars()))

    async def due(self, now: datetime, limit: int) -> tuple[Inquiry, ...]:
        query = select(closings.c.document).join(sightings, sightings.c.id == closings.c.sighting)
        mine = query.where(closings.c.next_check <= now, OPEN, sightings.c.owner == "")
        ordered = mine.order_by(closings.c.next_check, closings.c.sighting).limit(limit)
        return tuple(map(INQUIRY.decode, (await self.connection.execute(ordered)).scalars()))

    async def unlisted(self, source: SourceName, before: datetime) -> tuple[Sighting, ...]:
        closed = select(closings.c.sighting).where(closings.c.sighting == sightings.c.id, ~OPEN).exists()
        query = select(sightings.c.document, sightings.c.last_seen).where(
            sightings.c.source == source, sightings.c.owner == "", sightings.c.last_seen < before, ~closed
        )
        found = await self.connection.execute(query.order_by(sightings.c.id))
        return tuple(evolve(SIGHTING.decode(document), last_seen=last_seen) for document, last_seen in found)


async def fetch_inquiries(connection: AsyncConnection, ids: Collection[SightingId]) -> dict[SightingId, Inquiry]:
    """Return what is known of these sightings, in their order."""
    found: dict[SightingId, Inquiry] = {}
    for portion in in_portions(ids):
        query = select(closings.c.document).where(closings.c.sighting.in_(portion))
        for document in (await connection.execute(query)).scalars():
            inquiry = INQUIRY.decode(document)
            found[inquiry.sighting] = inquiry
    return {wanted: found[wanted] for wanted in ids if wanted in found}
