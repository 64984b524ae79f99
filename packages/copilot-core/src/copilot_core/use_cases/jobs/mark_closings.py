"""Keep what is known of postings' being open, and bring their jobs in line."""

from collections.abc import Sequence

from attrs import frozen

from copilot_core.entities.closing import Inquiry
from copilot_core.entities.identities import SightingId, SourceName
from copilot_core.ports.similarity import Similarity
from copilot_core.use_cases.jobs.settle_clusters import JobBooks, SettleClusters


@frozen
class MarkClosings:
    """Store inquiries; jobs whose postings closed, or are open again, are written anew."""

    similarity: Similarity
    employer_boards: frozenset[SourceName] = frozenset()

    async def __call__(self, books: JobBooks, inquiries: Sequence[Inquiry]) -> frozenset[SightingId]:
        """Store within an open transaction; return the sightings whose being closed changed."""
        before = await books.closings.fetch([one.sighting for one in inquiries])
        await books.closings.save(inquiries)
        turned = frozenset(
            one.sighting
            for one in inquiries
            if one.closing != (before[one.sighting].closing if one.sighting in before else None)
        )
        if turned:
            await SettleClusters(self.similarity, self.employer_boards)(books, turned)
        return turned
