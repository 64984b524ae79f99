"""A task in the hands of the one who does it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from attrs import define, field

from copilot_core.entities.payload import Payload
from copilot_core.entities.task import Progress, Task, TaskState
from copilot_core.errors import Rejected
from copilot_core.ports.events import EventBus
from copilot_core.ports.leases import Standing
from copilot_core.ports.storage import Books, Storage
from copilot_core.use_cases.platform.telling import note, note_progress, wake

BETWEEN_WRITES = 0.25
BETWEEN_EVENTS = 1.0
"""Seconds."""


@define
class TaskWork:
    """What a deed is given; `standing` is what the heart told last."""

    task: Task
    storage: Storage
    bus: EventBus
    standing: Standing = Standing.HELD
    finished: bool = False
    _written: float = field(init=False, default=float("-inf"))
    _told: float = field(init=False, default=float("-inf"))

    async def progress(self, progress: Progress) -> None:
        """Note how far it has come, at most four times a second; its person hears of it once a second."""
        now = asyncio.get_running_loop().time()
        if now - self._written < BETWEEN_WRITES:
            return
        self._written = now
        person = self.task.person if now - self._told >= BETWEEN_EVENTS else None
        async with self.storage.transaction(serial=False) as books:
            await books.leases.progress(self.task.claim, progress)
            if person is not None:
                await note_progress(books, self.task, progress)
        if person is not None:
            self._told = now
            await wake(self.bus, [person])

    @asynccontextmanager
    async def finishing(self, result: Payload) -> AsyncIterator[Books]:
        """Open the transaction that ends the task; raise `Rejected("task_lost")` when somebody else has it."""
        async with self.storage.transaction() as books:
            yield books
            if not await books.leases.finish({self.task.claim: result}):
                raise Rejected("task_lost", task=self.task.id)
            people = await note(books, [self.task], TaskState.DONE)
        self.finished = True
        await wake(self.bus, people)
