"""Ask for one piece of work in the background."""

from attrs import frozen

from copilot_core.entities.task import NewTask, Task
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.platform.enqueue_tasks import EnqueueTasks


@frozen
class AskForTask:
    """Keep a task, and return it as it stands: where the key is known already, the one that has it."""

    storage: Storage
    enqueue: EnqueueTasks

    async def __call__(self, new: NewTask) -> Task:
        """Return the task."""
        (task_id,) = await self.enqueue([new])
        async with self.storage.reading() as books:
            return await books.tasks.task(task_id, new.person)
