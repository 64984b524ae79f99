"""Forget work that ended long ago."""

from collections.abc import Mapping
from datetime import timedelta

from attrs import frozen

from copilot_core.entities.task import ENDED, TaskState
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage

KEPT = {
    TaskState.DONE: timedelta(days=7),
    TaskState.CANCELLED: timedelta(days=7),
    TaskState.DEAD: timedelta(days=30),
}
"""What went wrong is kept longer."""

PORTION = 500
"""Tasks deleted in one transaction."""


@frozen
class PurgeTasks:
    """Delete ended tasks, in small portions; their keys may be used again."""

    storage: Storage
    clock: Clock
    kept: Mapping[TaskState, timedelta] = KEPT

    async def __call__(self, older_than: timedelta | None = None) -> int:
        """Delete those that ended longer ago than they are `kept`, or than was said for all; return how many."""
        ages = {state: self.kept[state] if older_than is None else older_than for state in sorted(ENDED)}
        return sum([await self._purge(state, age) for state, age in ages.items()])

    async def _purge(self, state: TaskState, older_than: timedelta) -> int:
        before, gone = self.clock.now() - older_than, 0
        while True:
            async with self.storage.transaction(serial=False) as books:
                portion = await books.tasks.purge([state], before, PORTION)
            gone += portion
            if portion < PORTION:
                return gone
