"""Put sightings into jobs."""

from collections.abc import Collection, Mapping, Sequence

from attrs import evolve, frozen

from copilot_core.entities.identities import PersonId, SightingId, SourceName
from copilot_core.entities.sighting import Sighting
from copilot_core.ports.similarity import Similarity
from copilot_core.rules.closed import seen_again
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

    async def __call__(
        self, books: JobBooks, sightings: Sequence[Sighting], again: Collection[SightingId] = (), *, seen: bool = True
    ) -> int:
        """Merge within an open transaction; return how many of the new sightings are of a job known before them.

        `again` were seen unchanged: jobs of theirs that counted as closed are open. Those that were not `seen` but only
        read anew stay as open or closed as they are.
        """
        known = await books.sightings.fetch([one.id for one in sightings])
        current = [_since(one, known.get(one.id)) for one in sightings]
        connected = await self._keep(books, current, known.keys()) if sightings else set()
        connected |= await self._reopened(books, {*known, *again} if seen else again)
        if not connected:
            return 0
        settle = SettleClusters(self.similarity, self.employer_boards)
        views = await settle(books, connected)
        return _merged(views, {one.id: one.owner for one in current if one.id not in known})

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

    async def _reopened(self, books: JobBooks, ids: Collection[SightingId]) -> set[SightingId]:
        """Forget what spoke against these being open; return those that were closed."""
        inquiries = await books.closings.fetch(ids)
        seen = await books.sightings.fetch(inquiries)
        found = {name: seen_again(known, seen[name]) for name, known in inquiries.items()}
        await books.closings.save([now for name, now in found.items() if now != inquiries[name]])
        return {name for name, now in found.items() if now.closing != inquiries[name].closing}


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
