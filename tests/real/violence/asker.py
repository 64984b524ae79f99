"""Asks for all the work, again and again until it is all there; may be killed at any moment."""

import asyncio
import os
import signal
import sys
from collections.abc import Collection

from attrs import frozen
from real.violence.strike import KIND, PEOPLE, STRIKE, payload

from copilot_adapters.container import Container, closing_container
from copilot_core.entities.identities import TaskId
from copilot_core.entities.task import NewTask, TaskState
from copilot_core.errors import Unavailable
from copilot_core.ports.leases import Handed
from copilot_core.ports.task_queue import TaskQueue

PORTION = 10
WAITING = 60
"""Tasks that may wait before more are asked for: so that there is work in hand to the end."""


@frozen
class DeadlyQueue:
    """Kills its process instead of sending, once it was told to: after the commit, before the message."""

    queue: TaskQueue
    told: asyncio.Event

    async def send(self, tasks: Collection[Handed]) -> None:
        if self.told.is_set():
            os.kill(os.getpid(), signal.SIGKILL)
        await self.queue.send(tasks)


async def ask(container: Container, seed: int, tasks: int) -> None:
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, told.set)
    container.task_queue.override(DeadlyQueue(container.task_queue(), told))
    number = 0
    while number < tasks:
        try:
            if await waiting(container) < WAITING:
                await container.enqueue_tasks()(news(seed, range(number, min(number + PORTION, tasks))))
                number += PORTION
        except Unavailable as error:
            print(error, flush=True)
        await asyncio.sleep(0.05)


async def waiting(container: Container) -> int:
    async with container.storage().reading() as books:
        counts = await books.tasks.counts()
    return sum(count for (_, state), count in counts.items() if state is TaskState.WAITING)


def news(seed: int, numbers: Collection[int]) -> list[NewTask]:
    return [
        NewTask(
            id=TaskId(os.urandom(8).hex()),
            name=STRIKE,
            kind=KIND,
            payload=payload(seed, number),
            person=PEOPLE[number % len(PEOPLE)],
            key=f"{seed}/{number}",
        )
        for number in numbers
    ]


async def main() -> None:
    async with closing_container() as container:
        await ask(container, int(sys.argv[1]), int(sys.argv[2]))


if __name__ == "__main__":
    asyncio.run(main())
