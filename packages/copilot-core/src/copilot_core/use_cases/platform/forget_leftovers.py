"""Forget what is left over."""

from datetime import timedelta

from attrs import frozen

from copilot_core.entities.payload import Payload
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage

RUNS_KEPT = timedelta(days=90)
"""How the sources did, and where collections that were cut off go on."""

ANSWERS_KEPT = timedelta(hours=24)
"""A request is not sent again later."""

PORTION = 500
"""Rows deleted in one transaction."""


@frozen
class ForgetLeftovers:
    """Delete old runs of sources and answers, and vectors that stand for nothing, in small portions."""

    storage: Storage
    clock: Clock

    async def __call__(self) -> Payload:
        """Return how many of each were deleted."""
        return {
            "source_runs": await self._forget_runs(),
            "answers": await self._forget_answers(),
            "vectors": await self._forget_vectors(),
        }

    async def _forget_runs(self) -> int:
        before, gone = self.clock.now() - RUNS_KEPT, 0
        while True:
            async with self.storage.transaction(serial=False) as books:
                portion = await books.source_runs.forget(before, PORTION)
            gone += portion
            if portion < PORTION:
                return gone

    async def _forget_answers(self) -> int:
        before, gone = self.clock.now() - ANSWERS_KEPT, 0
        while True:
            async with self.storage.transaction(serial=False) as books:
                portion = await books.answers.forget(before, PORTION)
            gone += portion
            if portion < PORTION:
                return gone

    async def _forget_vectors(self) -> int:
        gone = 0
        while True:
            async with self.storage.transaction() as books:
                portion = await books.vectors.forget_unused(PORTION)
            gone += portion
            if portion < PORTION:
                return gone
