"""Forget what is left over."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from attrs import frozen

from copilot_core.entities.payload import Payload
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Books, Storage

RUNS_KEPT = timedelta(days=90)
"""How the sources did, and where collections that were cut off go on."""

ANSWERS_KEPT = timedelta(hours=24)
"""A request is not sent again later."""

UNCONFIRMED_KEPT = timedelta(days=30)
"""Whoever registered and never opened the letter may register again."""

SPENT_KEPT = timedelta(days=30)
"""So long it is noticed that a spent right to go on with a session comes again."""

PORTION = 500
"""Rows deleted in one transaction."""

SESSIONS = 20
"""Sessions deleted in one transaction: each takes its rights with it."""


@frozen
class ForgetLeftovers:
    """Delete what is of no use any more, in small portions.

    Old runs of sources, old answers, vectors that stand for nothing, what nobody can sign in with any more.
    """

    storage: Storage
    clock: Clock

    async def __call__(self) -> Payload:
        """Return how many of each were deleted."""
        now = self.clock.now()
        return {
            "source_runs": await self._all(lambda books: books.source_runs.forget(now - RUNS_KEPT, PORTION)),
            "answers": await self._all(lambda books: books.answers.forget(now - ANSWERS_KEPT, PORTION)),
            "sessions": await self._all(lambda books: books.sessions.forget(now, SESSIONS), SESSIONS),
            "rights": await self._all(lambda books: books.sessions.forget_spent(now - SPENT_KEPT, PORTION)),
            "links": await self._all(lambda books: books.mailed_links.forget(now, PORTION)),
            "accounts": await self._all(
                lambda books: books.accounts.forget_unconfirmed(now - UNCONFIRMED_KEPT, PORTION)
            ),
            "vectors": await self._all(lambda books: books.vectors.forget_unused(PORTION), serial=True),
        }

    async def _all(
        self, forget: Callable[[Books], Awaitable[int]], portion: int = PORTION, *, serial: bool = False
    ) -> int:
        gone = 0
        while True:
            async with self.storage.transaction(serial=serial) as books:
                forgotten = await forget(books)
            gone += forgotten
            if forgotten < portion:
                return gone
