"""Clean postings, understand them, and keep them as jobs."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from attrs import frozen

from copilot_core.entities.collection import Outcome, SourceReport
from copilot_core.entities.identities import PersonId, SightingId, SourceName
from copilot_core.entities.posting import Posting, Refusal
from copilot_core.entities.sighting import Sighting
from copilot_core.ports.clock import Clock
from copilot_core.ports.gazetteer import Gazetteer
from copilot_core.ports.html_cleaner import HtmlCleaner
from copilot_core.ports.language_detector import LanguageDetector
from copilot_core.ports.sightings import Known
from copilot_core.ports.storage import Books, Storage
from copilot_core.ports.taxonomy import Taxonomy
from copilot_core.rules.gate import admit
from copilot_core.rules.reading import READING, read_posting
from copilot_core.rules.source_health import count_told
from copilot_core.use_cases.jobs.merge_sightings import MergeSightings

Also = Callable[[Books], Awaitable[None]]
"""What is written in the same transaction, once the postings are."""


async def _nothing_more(_books: Books) -> None: ...


@frozen
class StorePostings:
    """The one way into the catalogue: every posting of every source passes the gate, is read and is merged.

    A batch is read outside any transaction and stored in one; give at most some hundred postings at a time.
    """

    storage: Storage
    cleaner: HtmlCleaner
    taxonomy: Taxonomy
    gazetteer: Gazetteer
    languages: LanguageDetector
    merge: MergeSightings
    clock: Clock

    async def __call__(
        self,
        source: SourceName,
        batch: Sequence[Posting | Refusal],
        *,
        owner: PersonId | None = None,
        also: Also = _nothing_more,
    ) -> SourceReport:
        """Store a batch; `owner` is set for what a person brought themselves. Returns the batch's counts."""
        gated = await asyncio.to_thread(self._gate, batch, owner)
        postings = {item.external_id: item for item in gated if isinstance(item, Posting)}
        reasons = [item.reason for item in gated if isinstance(item, Refusal)]
        refusals = Counter(reason.code for reason in reasons)
        known = await self._known(source, postings, owner)
        fresh = {
            key: posting
            for key, posting in postings.items()
            if key not in known or known[key].content != content_digest(posting)
        }
        sightings = await asyncio.to_thread(self._read, source, tuple(fresh.values()), owner)
        merged = await self._keep(sightings, [known[key].id for key in postings.keys() - fresh.keys()], also)
        new = sum(key not in known for key in fresh)
        return SourceReport(
            outcome=Outcome.OK,
            found=len(postings),
            new=new,
            changed=len(fresh) - new,
            merged=merged,
            refused=refusals.total(),
            refusals=dict(refusals),
            reason=next(iter(reasons), None),
            told=count_told(postings.values()),
        )

    def _gate(self, batch: Sequence[Posting | Refusal], owner: PersonId | None) -> list[Posting | Refusal]:
        return [admit(item, self.cleaner.to_markdown, own=owner is not None) for item in batch]

    async def _known(
        self, source: SourceName, postings: dict[str, Posting], owner: PersonId | None
    ) -> dict[str, Known]:
        async with self.storage.reading() as books:
            return await books.sightings.known(source, postings.keys(), owner)

    def _read(self, source: SourceName, postings: Sequence[Posting], owner: PersonId | None) -> list[Sighting]:
        now = self.clock.now()
        return [self._sighting(source, posting, owner, now) for posting in postings]

    def _sighting(self, source: SourceName, posting: Posting, owner: PersonId | None, now: datetime) -> Sighting:
        facts = read_posting(posting, taxonomy=self.taxonomy, gazetteer=self.gazetteer, languages=self.languages)
        return Sighting(
            id=sighting_id(source, posting.external_id, owner),
            source=source,
            posting=posting,
            facts=facts,
            first_seen=now,
            last_seen=now,
            content=content_digest(posting),
            owner=owner,
            reading=READING,
        )

    async def _keep(self, sightings: Sequence[Sighting], seen: Sequence[SightingId], also: Also) -> int:
        async with self.storage.transaction() as books:
            await books.sightings.seen_again(seen, self.clock.now())
            merged = await self.merge(books, sightings, seen)
            await also(books)
        return merged


def sighting_id(source: SourceName, external_id: str, owner: PersonId | None) -> SightingId:
    """Name a sighting for ever: the same source, external id and owner always give the same id."""
    return SightingId(_digest(source, external_id, owner or ""))


def content_digest(posting: Posting) -> str:
    """Digest what a reader would call the posting's content: dates that boards renew every day are left out."""
    pay = posting.pay and (posting.pay.minimum, posting.pay.maximum, posting.pay.currency, posting.pay.period)
    return _digest(
        posting.url, posting.title, posting.company, posting.description, posting.places, posting.work_from,
        posting.remote, posting.hybrid, pay, posting.pay_text, posting.employment, posting.seniority,
        posting.tags, posting.closes_at,
    )  # fmt: skip


def _digest(*parts: object) -> str:
    return hashlib.blake2b("\x1f".join(map(repr, parts)).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
