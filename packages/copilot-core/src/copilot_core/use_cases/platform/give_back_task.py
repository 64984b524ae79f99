"""Give a task back that was begun."""

from attrs import frozen

from copilot_core.entities.task import Task, TaskState
from copilot_core.errors import Rejected, Unavailable
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.platform.note_tasks import NoteTasks
from copilot_core.use_cases.platform.wake_people import WakePeople


@frozen
class GiveBackTask:
    """Let others have it at once; tried once only, for whoever gives back is about to stop."""

    storage: Storage
    bus: EventBus

    async def __call__(self, task: Task) -> None:
        """Give it back, unless somebody else has it; when the database does not answer, the lease expires."""
        try:
            async with self.storage.transaction(serial=False) as books:
                await books.leases.hold(task.claim)
                await books.leases.give_back([task.claim])
                people = await NoteTasks(books)([task], TaskState.WAITING)
        except (Rejected, Unavailable):
            return
        await WakePeople(self.bus)(people)
