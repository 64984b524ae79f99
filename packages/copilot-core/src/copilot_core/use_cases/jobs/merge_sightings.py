"""Put sightings into jobs."""

from collections.abc import Collection, Mapping, Sequence

from attrs import evolve, frozen

from copilot_core.entities.identities import PersonId, SightingId, SourceName
from copilot_core.entities.sighting import Sighting
from copilot_core.ports.similarity import Similarity
from copilot_core.rules.same_job import links_among, sign
from copilot_core.use_cases.jobs.settle_clusters import JobBooks, SettleClusters, View


@frozen
class MergeSightings:
    """Keep new and changed sightings, find what they are copies of, and write the jobs that result.

    The same sightings give the same jobs in any order and by any division into batches. `employer_boards` are the
    sources that employers themselves write to: a job is told in their words first.
    """

    similarity: Similarity
    employer_boards: frozenset[SourceName] = frozenset()

    async def __call__(self, books: JobBooks, sightings: Sequence[Sighting]) -> int:
        """Merge within an open transaction; return how many of the new sightings are of a job known before them."""
        if not sightings:
            return 0
        known = await books.sightings.fetch([seen.id for seen in sightings])
        current = [_since(seen, known.get(seen.id)) for seen in sightings]
        connected = await self._keep(books, current, known.keys())
        settle = SettleClusters(self.similarity, self.employer_boards)
        views = await settle(books, connected)
        return _merged(views, {seen.id: seen.owner for seen in current if seen.id not in known})

    async def _keep(
        self, books: JobBooks, sightings: Sequence[Sighting], changed: Collection[SightingId]
    ) -> set[SightingId]:
        """Store sightings and their links; return them and what the changed ones were connected with."""
        new = {seen.id for seen in sightings}
        former = await books.clusters.component(changed) if changed else None
        signed = [(seen, sign(seen)) for seen in sightings]
        await books.sightings.save(signed)
        near = await books.clusters.near({key for _, signature in signed for key in signature.keys})
        links = links_among([placed.signature for placed in near], new, self.similarity.ratio)
        await books.clusters.save(links, changed, {})
        return new | {placed.signature.sighting for placed in former.placed} if former else new


def _since(seen: Sighting, known: Sighting | None) -> Sighting:
    return evolve(seen, first_seen=min(seen.first_seen, known.first_seen)) if known else seen


def _merged(views: tuple[View, ...], new: Mapping[SightingId, PersonId | None]) -> int:
    merged = 0
    for view in views:
        for members in view.jobs.values():
            brought = sum(member in new and new[member] == view.person for member in members)
            founds_it = brought > 0 and all(member in new for member in members)
            merged += brought - founds_it
    return merged
