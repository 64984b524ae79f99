"""Reading jobs for meaning: one task at a time, for the model takes all a processor has."""

import asyncio

from copilot_adapters.container import Container
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.entities.payload import Payload
from copilot_core.entities.task import Task, TaskState
from copilot_core.ports.deeds import Work
from copilot_core.ports.storage import Storage
from copilot_core.ports.tasks import TaskQuery
from copilot_core.rules.new_task import new_task

BETWEEN_LOOKS = 1.0
"""Seconds."""


async def read_for_meaning(container: Container, work: Work) -> Payload:
    """Read every job that has not been read, newest first; what was read stays when it is stopped."""
    if container.embedder() is None:
        return {"read": 0}
    await _turn(container.storage(), work.task)
    read = await container.read_for_meaning()(progress=work.progress)
    if read:
        await container.enqueue_tasks()([new_task("match_new_jobs", key=f"after {work.task.id}")])
    return {"read": read}


async def rebuild_index(container: Container, work: Work) -> Payload:
    """Fill the vector index anew from what is stored."""
    if container.embedder() is None:
        return {"told": 0}
    await _turn(container.storage(), work.task)
    return {"told": await container.rebuild_index()(progress=work.progress)}


async def _turn(storage: Storage, task: Task) -> None:
    """Wait until no task of this name that began earlier is at work."""
    query = TaskQuery(
        person=LOCAL_PERSON, installation=True, states=frozenset({TaskState.RUNNING}), name=task.name, limit=100
    )
    while True:
        async with storage.reading() as books:
            running = await books.tasks.list(query)
        if all(_began(task) <= _began(other) for other in running):
            return
        await asyncio.sleep(BETWEEN_LOOKS)


def _began(task: Task) -> tuple[float, str]:
    return (task.started_at.timestamp() if task.started_at else 0.0, task.id)
