"""What was seen on the boards."""

from collections.abc import Collection, Sequence
from datetime import datetime

from attrs import evolve, frozen
from sqlalchemy import ColumnElement, delete, func, insert, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage import tables
from copilot_adapters.storage.documents import SIGHTING, SIGNATURE
from copilot_adapters.storage.statements import Row, in_portions, insert_missing, upsert
from copilot_core.entities.identities import PersonId, SightingId, SourceName
from copilot_core.entities.sighting import Sighting
from copilot_core.ports.sightings import Known
from copilot_core.rules.same_job import Signature


@frozen
class SqlSightings:
    """Adapter of `copilot_core.ports.sightings.Sightings`."""

    connection: AsyncConnection

    async def known(
        self, source: SourceName, external_ids: Collection[str], owner: PersonId | None
    ) -> dict[str, Known]:
        known: dict[str, Known] = {}
        for portion in in_portions(external_ids):
            query = select(tables.sightings.c.external_id, tables.sightings.c.id, tables.sightings.c.content).where(
                tables.sightings.c.source == source,
                tables.sightings.c.owner == (owner or ""),
                tables.sightings.c.external_id.in_(portion),
            )
            for external_id, sighting, content in await self.connection.execute(query):
                known[external_id] = Known(id=SightingId(sighting), content=content)
        return known

    async def save(self, sightings: Sequence[tuple[Sighting, Signature]]) -> None:
        ids = [sighting.id for sighting, _ in sightings]
        await self._keep_versions({sighting.id: sighting.content for sighting, _ in sightings})
        await upsert(self.connection, tables.sightings, [sighting_row(sighting) for sighting, _ in sightings], "id")
        for portion in in_portions(ids):
            await self.connection.execute(
                delete(tables.signature_keys).where(tables.signature_keys.c.sighting.in_(portion))
            )
        rows = [{"sighting": sighting.id, "document": SIGNATURE.encode(signature)} for sighting, signature in sightings]
        await upsert(self.connection, tables.signatures, rows, "sighting")
        keys = [{"key": key, "sighting": sighting.id} for sighting, signature in sightings for key in {*signature.keys}]
        if keys:
            await self.connection.execute(insert(tables.signature_keys), keys)

    async def seen_again(self, ids: Collection[SightingId], now: datetime) -> None:
        for portion in in_portions(ids):
            await self.connection.execute(
                update(tables.sightings).where(tables.sightings.c.id.in_(portion)).values(last_seen=now)
            )
            theirs = select(tables.job_sightings.c.job_key).where(tables.job_sightings.c.sighting.in_(portion))
            await self.connection.execute(
                update(tables.jobs).where(tables.jobs.c.key.in_(theirs)).values(last_seen=now)
            )

    async def fetch(self, ids: Collection[SightingId]) -> dict[SightingId, Sighting]:
        return await fetch_sightings(self.connection, ids)

    async def read_otherwise(self, reading: int | None, after: SightingId | None, limit: int) -> tuple[SightingId, ...]:
        query = select(tables.sightings.c.id).where(_otherwise(reading), tables.sightings.c.id > (after or ""))
        found = await self.connection.execute(query.order_by(tables.sightings.c.id).limit(limit))
        return tuple(SightingId(sighting) for sighting in found.scalars())

    async def count_otherwise(self, reading: int | None) -> int:
        query = select(func.count()).select_from(tables.sightings).where(_otherwise(reading))
        return (await self.connection.execute(query)).scalar_one()

    async def _keep_versions(self, contents: dict[SightingId, str]) -> None:
        for portion in in_portions(contents):
            query = select(tables.sightings.c.id, tables.sightings.c.content, tables.sightings.c.document).where(
                tables.sightings.c.id.in_(portion)
            )
            before = await self.connection.execute(query)
            changed: list[Row] = [
                {"sighting": sighting, "content": content, "document": document}
                for sighting, content, document in before
                if contents[SightingId(sighting)] != content
            ]
            await insert_missing(self.connection, tables.sighting_versions, changed)


def _otherwise(reading: int | None) -> ColumnElement[bool]:
    return true() if reading is None else tables.sightings.c.reading != reading


def sighting_row(sighting: Sighting) -> Row:
    """Return a sighting as its row."""
    return {
        "id": sighting.id,
        "source": sighting.source,
        "external_id": sighting.external_id,
        "owner": sighting.owner or "",
        "content": sighting.content,
        "last_seen": sighting.last_seen,
        "reading": sighting.reading,
        "document": SIGHTING.encode(sighting),
    }


async def fetch_sightings(connection: AsyncConnection, ids: Collection[SightingId]) -> dict[SightingId, Sighting]:
    """Return whole sightings, with the time they were last seen."""
    found: dict[SightingId, Sighting] = {}
    for portion in in_portions(ids):
        query = select(tables.sightings.c.document, tables.sightings.c.last_seen).where(
            tables.sightings.c.id.in_(portion)
        )
        for document, last_seen in await connection.execute(query):
            sighting = evolve(SIGHTING.decode(document), last_seen=last_seen)
            found[sighting.id] = sighting
    return {wanted: found[wanted] for wanted in ids if wanted in found}
