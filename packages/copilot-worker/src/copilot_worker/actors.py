"""One actor for each queue; what a person waits for goes first."""

from collections.abc import Awaitable, Callable

import dramatiq

from copilot_core.entities.task import Queue

PRIORITIES = {Queue.MATCH: 0, Queue.COLLECT: 10, Queue.NOTIFY: 20, Queue.EMBED: 30, Queue.MAINTAIN: 40}
"""A small one goes first."""


def declare_actors(broker: dramatiq.Broker, do: Callable[[str], Awaitable[None]]) -> None:
    """Let every message lead to `do` with the task's id."""
    for queue, priority in PRIORITIES.items():

        async def actor(task_id: str) -> None:
            await do(task_id)

        name = queue.value
        dramatiq.actor(actor_name=name, queue_name=name, priority=priority, broker=broker)(actor)
