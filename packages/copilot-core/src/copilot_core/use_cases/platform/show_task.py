"""See one piece of work in the background."""

from attrs import frozen

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, TaskId
from copilot_core.entities.task import Task
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.platform.find_task import FindTask


@frozen
class ShowTask:
    """A task with its whole story; `installation` is for those who look after its own work too."""

    storage: Storage

    async def __call__(self, task_id: TaskId, *, person: PersonId = LOCAL_PERSON, installation: bool = False) -> Task:
        """Return it; raise `NotFound("task_unknown")` for another person's."""
        async with self.storage.reading() as books:
            return await FindTask(books.tasks)(task_id, person, installation=installation)
