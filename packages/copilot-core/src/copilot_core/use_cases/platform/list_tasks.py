"""See the work in the background."""

from attrs import frozen

from copilot_core.entities.task import Task
from copilot_core.ports.storage import Storage
from copilot_core.ports.tasks import TaskQuery


@frozen
class ListTasks:
    """A person's tasks, the newest first."""

    storage: Storage

    async def __call__(self, query: TaskQuery) -> tuple[Task, ...]:
        """Return those that the query asks for."""
        async with self.storage.reading() as books:
            return await books.tasks.list(query)
