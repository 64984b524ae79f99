"""Ask for work in the background."""

from collections.abc import Sequence
from contextlib import suppress

from attrs import frozen

from copilot_core.entities.identities import TaskId
from copilot_core.entities.task import NewTask, TaskState
from copilot_core.errors import Unavailable
from copilot_core.ports.events import EventBus
from copilot_core.ports.leases import Handed
from copilot_core.ports.storage import Storage
from copilot_core.ports.task_queue import TaskQueue
from copilot_core.use_cases.platform.note_tasks import NoteTasks
from copilot_core.use_cases.platform.wake_people import WakePeople

SENT_AT_ONCE = 200
"""More than these are left to the workers' own hand-over, which is bounded."""

PORTION = 500
"""Tasks added in one transaction."""


@frozen
class EnqueueTasks:
    """Keep tasks, and hand them over at once where the queue carries them (`sends`); else workers look for them."""

    storage: Storage
    queue: TaskQueue
    bus: EventBus
    sends: bool

    async def __call__(self, tasks: Sequence[NewTask]) -> tuple[TaskId, ...]:
        """Return their ids; where a key is known already, the id of the task that has it."""
        ids: list[TaskId] = []
        for start in range(0, len(tasks), PORTION):
            ids += await self._add(tasks[start : start + PORTION], at_once=self.sends and len(tasks) <= SENT_AT_ONCE)
        return tuple(ids)

    async def _add(self, tasks: Sequence[NewTask], *, at_once: bool) -> tuple[TaskId, ...]:
        async with self.storage.transaction(serial=False) as books:
            ids = await books.tasks.add(tasks, handed=at_once)
            new = [task for task, known in zip(tasks, ids, strict=True) if task.id == known]
            people = await NoteTasks(books)(new, TaskState.WAITING)
        if at_once:
            with suppress(Unavailable):  # they are kept, and handed over later
                await self.queue.send([_handed(task) for task in new if task.delay <= 0])
        await WakePeople(self.bus)(people)
        return ids


def _handed(task: NewTask) -> Handed:
    urgency = task.kind.priority if task.priority is None else task.priority
    return Handed(id=task.id, queue=task.kind.queue, priority=urgency)
