"""Which sightings are one job."""

from collections.abc import Collection, Mapping, Sequence

from attrs import frozen
from sqlalchemy import bindparam as bound
from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage import tables
from copilot_adapters.storage.documents import SENTENCE, SIGNATURE
from copilot_adapters.storage.statements import in_portions, insert_missing, upsert
from copilot_core.entities.identities import JobId, PersonId, SightingId
from copilot_core.ports.clusters import Apart, Component, Placed
from copilot_core.rules.same_job import Link


@frozen
class SqlClusters:
    """Adapter of `copilot_core.ports.clusters.Clusters`."""

    connection: AsyncConnection

    async def near(self, keys: Collection[int]) -> tuple[Placed, ...]:
        found: set[str] = set()
        for portion in in_portions(keys):
            query = select(tables.signature_keys.c.sighting).where(tables.signature_keys.c.key.in_(portion)).distinct()
            found.update((await self.connection.execute(query)).scalars())
        return await self._placed(found)

    async def component(self, ids: Collection[SightingId]) -> Component:
        reached: dict[str, None] = dict.fromkeys(ids)
        connected: dict[tuple[SightingId, SightingId], Link] = {}
        edge: Collection[str] = list(reached)
        while edge:
            fresh = {(link.left, link.right): link for link in await self._links_of(edge)}
            connected |= fresh
            edge = [end for pair in fresh for end in dict.fromkeys(pair) if end not in reached]
            reached |= dict.fromkeys(edge)
        return Component(
            placed=await self._placed(reached),
            links=tuple(connected[pair] for pair in sorted(connected)),
            apart=await self._apart(reached),
        )

    async def save(
        self, links: Sequence[Link], unlinked: Collection[SightingId], homes: Mapping[SightingId, JobId]
    ) -> None:
        for portion in in_portions(unlinked):
            gone = delete(tables.links).where(or_(tables.links.c.left.in_(portion), tables.links.c.right.in_(portion)))
            await self.connection.execute(gone)
        rows = {
            (link.left, link.right): {
                "left": link.left,
                "right": link.right,
                "strength": link.strength,
                "reason": SENTENCE.encode(link.reason),
            }
            for link in links
        }
        await upsert(self.connection, tables.links, list(rows.values()), "left", "right")
        if homes:
            move = (
                update(tables.signatures)
                .where(tables.signatures.c.sighting == bound("moved"))
                .values(home=bound("into"))
            )
            moves = [{"moved": sighting, "into": home} for sighting, home in homes.items()]
            await self.connection.execute(move, moves)

    async def keep_apart(self, apart: Sequence[Apart]) -> None:
        rows = [{"left": pair.left, "right": pair.right, "person": pair.person or ""} for pair in apart]
        await insert_missing(self.connection, tables.splits, rows)

    async def let_together(self, apart: Sequence[Apart]) -> None:
        for pair in apart:
            same = tables.splits.c.left == pair.left, tables.splits.c.right == pair.right
            gone = delete(tables.splits).where(*same, tables.splits.c.person == (pair.person or ""))
            await self.connection.execute(gone)

    async def _placed(self, ids: Collection[str]) -> tuple[Placed, ...]:
        placed: list[Placed] = []
        for portion in in_portions(sorted(ids)):
            query = select(tables.signatures.c.document, tables.signatures.c.home).where(
                tables.signatures.c.sighting.in_(portion)
            )
            ordered = query.order_by(tables.signatures.c.sighting)
            for document, home in await self.connection.execute(ordered):
                placed.append(Placed(signature=SIGNATURE.decode(document), job=home and JobId(home)))
        return tuple(placed)

    async def _links_of(self, ids: Collection[str]) -> list[Link]:
        found: list[Link] = []
        for portion in in_portions(ids):
            query = select(tables.links).where(or_(tables.links.c.left.in_(portion), tables.links.c.right.in_(portion)))
            for row in await self.connection.execute(query):
                reason = SENTENCE.decode(row.reason)
                found.append(Link(SightingId(row.left), SightingId(row.right), row.strength, reason))
        return found

    async def _apart(self, ids: Collection[str]) -> tuple[Apart, ...]:
        held: list[Apart] = []
        for portion in in_portions(ids):
            query = select(tables.splits).where(tables.splits.c.left.in_(portion)).order_by(*tables.splits.primary_key)
            held += [
                Apart(left=row.left, right=row.right, person=PersonId(row.person) if row.person else None)
                for row in await self.connection.execute(query)
                if row.right in ids
            ]
        return tuple(held)
