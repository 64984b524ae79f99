"""Lets a person's open pages know how a task stands."""

from collections.abc import Collection, Iterable
from contextlib import suppress

from copilot_core.entities.identities import PersonId
from copilot_core.entities.task import Task, TaskState
from copilot_core.errors import Unavailable
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Books

TASK_EVENT = "task"


async def note(books: Books, tasks: Iterable[Task], state: TaskState) -> frozenset[PersonId]:
    """Write an event for each task that is a person's, and return these people.

    In the order of people, so that two transactions never wait for each other.
    """
    people: set[PersonId] = set()
    for task in sorted(tasks, key=lambda one: one.person or ""):
        if task.person is not None:
            facts = {"task": task.id, "name": task.name, "state": state.value, "attempts": task.attempts}
            await books.events.add(task.person, TASK_EVENT, facts)
            people.add(task.person)
    return frozenset(people)


async def wake(bus: EventBus, people: Collection[PersonId]) -> None:
    """Wake those who wait for these people's events; when the bus is down, the sweeper does it later."""
    if people:
        with suppress(Unavailable):
            await bus.wake(people)
