"""Forget what happened long ago."""

from datetime import timedelta

from attrs import frozen

from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage

KEPT = timedelta(days=7)
"""Who was away for longer reads everything anew."""

PORTION = 500
"""Events deleted in one transaction."""


@frozen
class ForgetEvents:
    """Delete old events, in small portions."""

    storage: Storage
    clock: Clock
    kept: timedelta = KEPT

    async def __call__(self) -> int:
        """Return how many were deleted."""
        before, gone = self.clock.now() - self.kept, 0
        while True:
            async with self.storage.transaction(serial=False) as books:
                portion = await books.events.forget(before, PORTION)
            gone += portion
            if portion < PORTION:
                return gone
