"""See how the work in the background goes."""

from collections.abc import Mapping

from attrs import frozen

from copilot_core.entities.task import Queue, TaskState
from copilot_core.ports.storage import Storage


@frozen(kw_only=True)
class WorkReview:
    """All tasks counted, how many seconds the oldest that is due waits, who works on how many, and who leads."""

    counts: Mapping[tuple[Queue, TaskState], int]
    oldest_waiting: Mapping[Queue, float]
    workers: Mapping[str, int]
    leader: str | None

    def count(self, state: TaskState) -> int:
        """Return how many tasks of all queues are in a state."""
        return sum(count for (_, one), count in self.counts.items() if one is state)


@frozen
class ReviewWork:
    """The state of the installation's work, everybody's, without a word of what it is about."""

    storage: Storage

    async def __call__(self) -> WorkReview:
        """Return it."""
        async with self.storage.reading() as books:
            tallies = await books.tasks.tallies()
            return WorkReview(
                counts={kind: tally.count for kind, tally in tallies.items()},
                oldest_waiting={queue: one.waits for (queue, _), one in tallies.items() if one.waits is not None},
                workers=await books.leases.workers(),
                leader=await books.schedule.leader(),
            )
