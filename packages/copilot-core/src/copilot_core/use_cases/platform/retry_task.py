"""Try again what failed for good."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, TaskId
from copilot_core.entities.task import Task, TaskState
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.platform.owning import find
from copilot_core.use_cases.platform.telling import note, wake


@frozen
class RetryTask:
    """A dead or cancelled task waits again, with a fresh count of attempts; its story stays."""

    storage: Storage
    bus: EventBus

    async def __call__(self, task_id: TaskId, *, person: PersonId = LOCAL_PERSON, installation: bool = False) -> Task:
        """Return it; raise `Rejected("task_not_ended")` for one that waits, runs or is done."""
        async with self.storage.transaction(serial=False) as books:
            found = await find(books.tasks, task_id, person, installation=installation)
            again = await books.tasks.retry(task_id, found.person)
            people = await note(books, [again], TaskState.WAITING)
        await wake(self.bus, people)
        return again
