"""Look which postings have closed, some at a time."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from attrs import evolve, frozen

from copilot_core.entities.closing import ClosingState, Inquiry
from copilot_core.entities.sighting import Sighting
from copilot_core.entities.task import Progress
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage
from copilot_core.rules.closed import after_expiry, first_inquiry, next_check
from copilot_core.use_cases.jobs.look_at_postings import LookAtPostings
from copilot_core.use_cases.jobs.mark_closings import MarkClosings

PORTION = 50
"""Postings marked in one transaction."""

TOGETHER = 10
"""Postings looked at together."""

RECENT = timedelta(days=2)
"""Who was seen on its board within this time is not asked for."""

PUT_OFF = timedelta(hours=6)
"""When those come round again for whom a round had no room."""

PATIENCE = 30.0


@frozen(kw_only=True)
class Checked:
    """What a round brought: how many dates had passed, how many were asked for, and what these said."""

    expired: int = 0
    asked: int = 0
    closed: int = 0
    doubted: int = 0
    unanswered: int = 0


async def _quiet(_progress: Progress) -> None: ...


@frozen
class CheckClosings:
    """Close what has expired, then look at what is due: at most `most` postings a round and `of_a_host` of one host.

    What was seen on its board lately is not asked for: every collection is a look. A posting that nothing speaks
    against comes round every two days at first, every two weeks when it is old.
    """

    storage: Storage
    clock: Clock
    look: LookAtPostings
    mark: MarkClosings
    most: int = 50
    of_a_host: int = 10

    async def __call__(self, *, progress: Callable[[Progress], Awaitable[None]] = _quiet) -> Checked:
        """Do one round; it may be stopped after any step."""
        await self._watch()
        checked = Checked(expired=await self._expire())
        due = await self._due()
        for start in range(0, len(due), TOGETHER):
            found = await self.look(due[start : start + TOGETHER], patience=PATIENCE)
            checked = _with(checked, list(found.values()))
            await progress(Progress(done=min(start + TOGETHER, len(due)), total=len(due)))
        return checked

    async def _watch(self) -> None:
        """Begin to watch what came since the last round."""
        while True:
            async with self.storage.transaction() as books:
                new = await books.closings.unwatched(PORTION)
                await books.closings.save([first_inquiry(seen) for seen in new])
            if len(new) < PORTION:
                return

    async def _expire(self) -> int:
        expired = 0
        while True:
            now = self.clock.now()
            async with self.storage.transaction() as books:
                over = await books.closings.expired(now, PORTION)
                seen = await books.sightings.fetch([one.sighting for one in over])
                await self.mark(books, [after_expiry(one, seen[one.sighting], now) for one in over])
            expired += len(over)
            if len(over) < PORTION:
                return expired

    async def _due(self) -> tuple[Sighting, ...]:
        """Return what to look at; what was seen lately is put off, and so is what its host is asked too much for."""
        now = self.clock.now()
        async with self.storage.transaction() as books:
            due = {one.sighting: one for one in await books.closings.due(now, 4 * self.most)}
            seen = await books.sightings.fetch(due)
            fresh = {one.id: next_check(due[one.id], one, now) for one in seen.values() if now - one.last_seen < RECENT}
            chosen = self._room_for([one for one in seen.values() if one.id not in fresh])
            later = dict.fromkeys(due.keys() - {one.id for one in chosen}, now + PUT_OFF) | fresh
            await books.closings.save([evolve(due[one], next_check=when) for one, when in later.items()])
        return chosen

    def _room_for(self, due: Sequence[Sighting]) -> tuple[Sighting, ...]:
        hosts: Counter[str] = Counter()
        chosen: list[Sighting] = []
        for seen in due:
            host = _host(seen.posting.url)
            if hosts[host] < self.of_a_host and len(chosen) < self.most:
                hosts[host] += 1
                chosen.append(seen)
        return tuple(chosen)


def _with(checked: Checked, found: Sequence[Inquiry]) -> Checked:
    states = Counter(one.state for one in found)
    return evolve(
        checked,
        asked=checked.asked + len(found),
        closed=checked.closed + states[ClosingState.CLOSED],
        doubted=checked.doubted + states[ClosingState.DOUBTED],
        unanswered=checked.unanswered + sum(one.failures > 0 for one in found),
    )


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""
