"""Look at postings again, and keep what was found."""

import asyncio
from collections.abc import Sequence

from attrs import frozen

from copilot_core.entities.closing import Inquiry, Sight
from copilot_core.entities.identities import SightingId
from copilot_core.entities.sighting import Sighting
from copilot_core.errors import CopilotError
from copilot_core.ports.clock import Clock
from copilot_core.ports.posting_page import PostingPage, PostingPages
from copilot_core.ports.storage import Storage
from copilot_core.rules.closed import after_failure, after_sight, first_inquiry
from copilot_core.rules.failing import told
from copilot_core.sentences import Sentence
from copilot_core.use_cases.jobs.mark_closings import MarkClosings


@frozen
class LookAtPostings:
    """Ask for all at once; the client keeps its measure with every host. What could not be asked changes nothing."""

    storage: Storage
    pages: PostingPages
    clock: Clock
    mark: MarkClosings

    async def __call__(self, sightings: Sequence[Sighting], *, patience: float) -> dict[SightingId, Inquiry]:
        """Return what is known now; one that does not answer within `patience` seconds counts as not asked."""
        if not sightings:
            return {}
        async with self.pages.opened() as page:
            answers = await asyncio.gather(*(_look(page, seen, patience) for seen in sightings))
        now = self.clock.now()
        async with self.storage.transaction() as books:
            known = await books.closings.fetch([seen.id for seen in sightings])
            found: dict[SightingId, Inquiry] = {}
            for seen, answer in zip(sightings, answers, strict=True):
                before = known.get(seen.id) or first_inquiry(seen)
                found[seen.id] = (
                    after_failure(before, answer, seen, now)
                    if isinstance(answer, Sentence)
                    else after_sight(before, answer, seen, now)
                )
            await self.mark(books, list(found.values()))
        return found


async def _look(page: PostingPage, seen: Sighting, patience: float) -> Sight | Sentence:
    try:
        async with asyncio.timeout(patience):
            return await page.look(seen)
    except CopilotError as error:
        return error.sentence
    except TimeoutError:
        return Sentence("closing_slow", {"seconds": round(patience, 1)})
    except Exception as error:  # noqa: BLE001 - one page that nobody can read keeps no other from being looked at
        return told(error)
