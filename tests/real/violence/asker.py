"""Asks for the work, and for more until there was enough of it; may be killed at any moment."""

import asyncio
import os
import signal
import sys
from collections.abc import Collection
from pathlib import Path

from attrs import frozen
from real.violence.strike import KIND, PEOPLE, STRIKE, payload

from copilot_adapters.container import Container, closing_container
from copilot_core.entities.identities import TaskId
from copilot_core.entities.task import NewTask, TaskState
from copilot_core.errors import Unavailable
from copilot_core.ports.leases import Handed
from copilot_core.ports.task_queue import TaskQueue

PORTION = 10
ENOUGH = "enough"
"""The file in the home that says so."""

ASKED = "asked"
"""The file in the home that holds how much was confirmed."""

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
    home = container.settings().home
    first = number = asked(home)
    while number == first or number < tasks or not (home / ENOUGH).exists():
        try:
            if await waiting(container) < WAITING:
                await container.enqueue_tasks()(news(seed, range(number, number + PORTION)))
                number += PORTION
                note(home, number)
        except Unavailable as error:
            print(error, flush=True)
        await asyncio.sleep(0.05)


def asked(home: Path) -> int:
    """Return how many pieces of work were asked for, and confirmed."""
    file = home / ASKED
    return int(file.read_text()) if file.exists() else 0


def note(home: Path, number: int) -> None:
    """Keep it: whoever is killed in between asks for the last ones again, under the same keys."""
    (home / f"{ASKED}.new").write_text(str(number))
    (home / f"{ASKED}.new").replace(home / ASKED)


async def waiting(container: Container) -> int:
    async with container.storage().reading() as books:
        tallies = await books.tasks.tallies()
    return sum(tally.count for (_, state), tally in tallies.items() if state is TaskState.WAITING)


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
