"""Read stored postings again, with the rules as they are now."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

from attrs import evolve, frozen

from copilot_core.entities.facts import Facts
from copilot_core.entities.identities import SightingId
from copilot_core.entities.sighting import Sighting
from copilot_core.entities.task import Progress
from copilot_core.ports.gazetteer import Gazetteer
from copilot_core.ports.language_detector import LanguageDetector
from copilot_core.ports.storage import Storage
from copilot_core.ports.taxonomy import Taxonomy
from copilot_core.rules.reading import READING, read_posting
from copilot_core.use_cases.jobs.merge_sightings import MergeSightings

BATCH = 100


async def _quiet(_progress: Progress) -> None: ...


@frozen
class ReadAgain:
    """Make facts and signatures anew of what other versions of the rules read, and settle the jobs that result.

    What was read is marked so with its facts: stopped at any time, it goes on where it was. A posting that changes
    meanwhile was read by the rules of now, and is left alone. With the same rules nothing changes.
    """

    storage: Storage
    taxonomy: Taxonomy
    gazetteer: Gazetteer
    languages: LanguageDetector
    merge: MergeSightings

    async def __call__(self, *, every: bool = False, progress: Callable[[Progress], Awaitable[None]] = _quiet) -> int:
        """Return how many postings were read; `every` reads also those that these very rules read."""
        known = None if every else READING
        async with self.storage.reading() as books:
            total = await books.sightings.count_otherwise(known)
        read, last = 0, None
        while ids := await self._next(known, last):
            await self._read(ids)
            read, last = read + len(ids), ids[-1]
            await progress(Progress(done=read, total=max(read, total)))
        return read

    async def _next(self, known: int | None, last: SightingId | None) -> tuple[SightingId, ...]:
        async with self.storage.reading() as books:
            return await books.sightings.read_otherwise(known, last, BATCH)

    async def _read(self, ids: Collection[SightingId]) -> None:
        async with self.storage.reading() as books:
            stored = await books.sightings.fetch(ids)
        facts = await asyncio.to_thread(self._facts, stored.values())
        async with self.storage.transaction() as books:
            present = (await books.sightings.fetch(ids)).values()
            same = [seen for seen in present if seen.content == stored[seen.id].content]
            again = [evolve(seen, facts=facts[seen.id], reading=READING) for seen in same]
            await self.merge(books, again, seen=False)

    def _facts(self, stored: Collection[Sighting]) -> dict[SightingId, Facts]:
        return {
            seen.id: read_posting(
                seen.posting, taxonomy=self.taxonomy, gazetteer=self.gazetteer, languages=self.languages
            )
            for seen in stored
        }
