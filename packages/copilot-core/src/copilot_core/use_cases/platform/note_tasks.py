"""Note how tasks stand."""

from collections.abc import Iterable

from attrs import frozen

from copilot_core.entities.identities import PersonId
from copilot_core.entities.payload import Payload
from copilot_core.entities.task import NewTask, Progress, Task, TaskState
from copilot_core.ports.storage import Books

TASK_EVENT = "task"


@frozen
class NoteTasks:
    """Write an event for each task that is a person's, in the transaction that changes it."""

    books: Books

    async def __call__(self, tasks: Iterable[Task | NewTask], state: TaskState) -> frozenset[PersonId]:
        """Return the people who are to be woken.

        They are told in their order, so that two transactions never wait for each other.
        """
        people: set[PersonId] = set()
        for task in sorted(tasks, key=lambda one: one.person or ""):
            if task.person is not None:
                await self.books.events.add(task.person, TASK_EVENT, _facts(task, state))
                people.add(task.person)
        return frozenset(people)

    async def progress(self, task: Task, progress: Progress) -> None:
        """Write how far a person's task has come."""
        if task.person is not None:
            facts = {**_facts(task, TaskState.RUNNING), "done": progress.done, "total": progress.total}
            await self.books.events.add(task.person, TASK_EVENT, facts)


def _facts(task: Task | NewTask, state: TaskState) -> Payload:
    attempts = task.attempts if isinstance(task, Task) else 0
    return {"task": task.id, "name": task.name, "state": state.value, "attempts": attempts}
