"""Try again what failed for good."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, TaskId
from copilot_core.entities.task import Task, TaskState
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.platform.find_task import FindTask
from copilot_core.use_cases.platform.note_tasks import NoteTasks
from copilot_core.use_cases.platform.wake_people import WakePeople


@frozen
class RetryTask:
    """A dead or cancelled task waits again, with a fresh count of attempts; its story stays."""

    storage: Storage
    bus: EventBus

    async def __call__(self, task_id: TaskId, *, person: PersonId = LOCAL_PERSON, installation: bool = False) -> Task:
        """Return it; raise `Rejected("task_not_ended")` for one that waits, runs or is done."""
        async with self.storage.transaction(serial=False) as books:
            found = await FindTask(books.tasks)(task_id, person, installation=installation)
            again = await books.tasks.retry(task_id, found.person)
            people = await NoteTasks(books)([again], TaskState.WAITING)
        await WakePeople(self.bus)(people)
        return again
