"""Have the jobs read for meaning, soon."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, TaskId
from copilot_core.entities.task import TaskState
from copilot_core.ports.storage import Storage
from copilot_core.ports.tasks import TaskQuery
from copilot_core.rules.new_task import new_task
from copilot_core.use_cases.platform.enqueue_tasks import EnqueueTasks

TASK = "read_for_meaning"


@frozen
class AskToRead:
    """Let the background read what has not been read; while a task of this kind waits no other is added."""

    storage: Storage
    enqueue: EnqueueTasks

    async def __call__(self) -> TaskId:
        """Return the id of the task that will do it."""
        query = TaskQuery(
            person=LOCAL_PERSON, installation=True, states=frozenset({TaskState.WAITING}), name=TASK, limit=1
        )
        async with self.storage.reading() as books:
            waiting = await books.tasks.list(query)
        if waiting:
            return waiting[0].id
        (task_id,) = await self.enqueue([new_task(TASK)])
        return task_id
