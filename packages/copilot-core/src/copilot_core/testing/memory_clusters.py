"""Signatures, links and splits in memory: a fake for tests, and fast enough to measure merging with."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import field, frozen

from copilot_core.entities.identities import JobId, SightingId
from copilot_core.ports.clusters import Apart, Component, Placed
from copilot_core.rules.same_job import Link, Signature


@frozen
class MemoryClusters:
    """Keeps what `copilot_core.ports.clusters.Clusters` promises for as long as the object lives."""

    signatures: dict[SightingId, Signature] = field(factory=dict)
    homes: dict[SightingId, JobId] = field(factory=dict)
    links: dict[SightingId, dict[SightingId, Link]] = field(factory=dict)
    splits: dict[SightingId, dict[SightingId, set[Apart]]] = field(factory=dict)
    by_key: dict[int, SightingId | set[SightingId]] = field(factory=dict)

    def put(self, signatures: Iterable[Signature]) -> None:
        """Keep signatures, as `Sightings.save` does."""
        for signature in signatures:
            sighting = signature.sighting
            if sighting in self.signatures:
                self._forget(self.signatures[sighting])
            self.signatures[sighting] = signature
            for key in signature.keys:
                there = self.by_key.setdefault(key, sighting)
                if isinstance(there, set):
                    there.add(sighting)
                elif there != sighting:
                    self.by_key[key] = {there, sighting}

    def _forget(self, signature: Signature) -> None:
        for key in signature.keys:
            there = self.by_key[key]
            if isinstance(there, set):
                there.discard(signature.sighting)
            else:
                del self.by_key[key]

    async def near(self, keys: Collection[int]) -> tuple[Placed, ...]:
        found: set[SightingId] = set()
        for key in self.by_key.keys() & keys:
            there = self.by_key[key]
            found.update(there if isinstance(there, set) else (there,))
        return tuple(map(self._placed, found))

    async def component(self, ids: Collection[SightingId]) -> Component:
        reached = dict.fromkeys(sighting for sighting in ids if sighting in self.signatures)
        found: dict[tuple[SightingId, SightingId], Link] = {}
        edge = list(reached)
        while edge:
            links = self.links.get(edge.pop(), {})
            for other, link in links.items():
                found[link.left, link.right] = link
                if other not in reached:
                    reached[other] = None
                    edge.append(other)
        held = {
            pair
            for one in reached
            for other, pairs in self.splits.get(one, {}).items()
            if other in reached
            for pair in pairs
        }
        return Component(placed=tuple(map(self._placed, reached)), links=tuple(found.values()), apart=tuple(held))

    async def save(
        self, links: Sequence[Link], unlinked: Collection[SightingId], homes: Mapping[SightingId, JobId]
    ) -> None:
        for sighting in unlinked:
            for other in self.links.pop(sighting, {}):
                self.links[other].pop(sighting, None)
        for link in links:
            self.links.setdefault(link.left, {})[link.right] = link
            self.links.setdefault(link.right, {})[link.left] = link
        self.homes.update(homes)

    async def keep_apart(self, apart: Sequence[Apart]) -> None:
        for pair in apart:
            self.splits.setdefault(pair.left, {}).setdefault(pair.right, set()).add(pair)

    async def let_together(self, apart: Sequence[Apart]) -> None:
        for pair in apart:
            self.splits.get(pair.left, {}).get(pair.right, set()).discard(pair)

    def _placed(self, sighting: SightingId) -> Placed:
        return Placed(signature=self.signatures[sighting], job=self.homes.get(sighting))
