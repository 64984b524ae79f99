"""Lets a person's open pages know how a task stands."""

from collections.abc import Collection, Iterable
from contextlib import suppress

from copilot_core.entities.identities import PersonId
from copilot_core.entities.payload import Payload
from copilot_core.entities.task import NewTask, Progress, Task, TaskState
from copilot_core.errors import Unavailable
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Books

TASK_EVENT = "task"


async def note(books: Books, tasks: Iterable[Task | NewTask], state: TaskState) -> frozenset[PersonId]:
    """Write an event for each task that is a person's, and return these people.

    In the order of people, so that two transactions never wait for each other.
    """
    people: set[PersonId] = set()
    for task in sorted(tasks, key=lambda one: one.person or ""):
        if task.person is not None:
            await books.events.add(task.person, TASK_EVENT, _facts(task, state))
            people.add(task.person)
    return frozenset(people)


async def note_progress(books: Books, task: Task, progress: Progress) -> None:
    """Write an event of how far a person's task has come."""
    if task.person is not None:
        facts = _facts(task, TaskState.RUNNING)
        await books.events.add(task.person, TASK_EVENT, {**facts, "done": progress.done, "total": progress.total})


async def wake(bus: EventBus, people: Collection[PersonId]) -> None:
    """Wake those who wait for these people's events; when the bus is down, the sweeper does it later."""
    if people:
        with suppress(Unavailable):
            await bus.wake(people)


def _facts(task: Task | NewTask, state: TaskState) -> Payload:
    attempts = task.attempts if isinstance(task, Task) else 0
    return {"task": task.id, "name": task.name, "state": state.value, "attempts": attempts}
