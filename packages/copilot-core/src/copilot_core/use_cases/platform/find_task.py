"""Find a task by its id."""

from attrs import frozen

from copilot_core.entities.identities import PersonId, TaskId
from copilot_core.entities.task import Task
from copilot_core.errors import NotFound
from copilot_core.ports.tasks import Tasks


@frozen
class FindTask:
    """A person's own task, or for those who look after it one of the installation's."""

    tasks: Tasks

    async def __call__(self, task_id: TaskId, person: PersonId, *, installation: bool) -> Task:
        """Return it; raise `NotFound("task_unknown")`."""
        try:
            return await self.tasks.task(task_id, person)
        except NotFound:
            if not installation:
                raise
            return await self.tasks.task(task_id, None)
