"""Bring work that is due to those who work."""

from collections.abc import Collection

from attrs import frozen

from copilot_core.entities.task import Queue, TaskState
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Storage
from copilot_core.ports.task_queue import TaskQueue
from copilot_core.sentences import Sentence
from copilot_core.use_cases.platform.note_tasks import NoteTasks
from copilot_core.use_cases.platform.wake_people import WakePeople

MOST_LOSSES = 3
"""Workers that may vanish over one task; it may be what kills them."""

WHY_DEAD = Sentence("task_worker_lost", {"losses": MOST_LOSSES})


@frozen
class HandOverTasks:
    """Send what is due, and what was sent but never begun; end what has killed too many workers."""

    storage: Storage
    queue: TaskQueue
    bus: EventBus

    async def __call__(self, queues: Collection[Queue], limit: int, again_after: float) -> int:
        """Return how many were sent; never more than `limit` are given and not yet begun.

        Raise `Unavailable("queue_unavailable")`: then they are given again after `again_after` seconds.
        """
        async with self.storage.reading() as books:
            if not await books.leases.any_free(queues, again_after):
                return 0
        async with self.storage.transaction(serial=False) as books:
            # Each loss is counted when the next worker takes the task: the last one nobody has counted yet.
            dead = await books.leases.bury(MOST_LOSSES - 1, WHY_DEAD)
            people = await NoteTasks(books)(dead, TaskState.DEAD)
            handed = await books.leases.hand_over(queues, limit, again_after)
        await WakePeople(self.bus)(people)
        if handed:
            await self.queue.send(handed)
        return len(handed)
