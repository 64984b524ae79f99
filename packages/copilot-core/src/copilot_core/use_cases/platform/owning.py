"""Whose a task is."""

from copilot_core.entities.identities import PersonId, TaskId
from copilot_core.entities.task import Task
from copilot_core.errors import NotFound
from copilot_core.ports.tasks import Tasks


async def find(tasks: Tasks, task_id: TaskId, person: PersonId, *, installation: bool) -> Task:
    """Return a person's task, or one of the installation's own for those who look after it."""
    try:
        return await tasks.task(task_id, person)
    except NotFound:
        if not installation:
            raise
        return await tasks.task(task_id, None)
