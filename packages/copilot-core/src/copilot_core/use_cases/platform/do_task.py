"""Do what a task asks for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from attrs import define, field, frozen

from copilot_core.entities.payload import Payload
from copilot_core.entities.task import Progress, Task, TaskState
from copilot_core.errors import Rejected, Unavailable
from copilot_core.ports.deeds import Deeds
from copilot_core.ports.events import EventBus
from copilot_core.ports.leases import Standing, holding
from copilot_core.ports.storage import Books, Storage
from copilot_core.use_cases.platform.note_tasks import NoteTasks
from copilot_core.use_cases.platform.wake_people import WakePeople

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
                await NoteTasks(books).progress(self.task, progress)
        if person is not None:
            self._told = now
            await WakePeople(self.bus)([person])

    @asynccontextmanager
    async def finishing(self, result: Payload) -> AsyncIterator[Books]:
        """Open the transaction that ends the task; raise `Rejected("task_lost")` when somebody else has it."""
        async with self.storage.transaction() as books:
            yield books
            if not await books.leases.finish({self.task.claim: result}):
                raise Rejected("task_lost", task=self.task.id)
            people = await NoteTasks(books)([self.task], TaskState.DONE)
        self.finished = True
        await WakePeople(self.bus)(people)


@frozen
class DoTask:
    """Hold the claim and do the deed, no longer than the task's kind may take."""

    deeds: Deeds

    async def __call__(self, work: TaskWork) -> Payload:
        """Return the result; raise whatever the deed raises, and `Unavailable("task_too_slow")`."""
        limit = work.task.time_limit
        deed = self.deeds.deed(work.task.name)
        with holding(work.task.claim):
            try:
                async with asyncio.timeout(limit) as clock:
                    return await deed(work)
            except TimeoutError as error:
                if clock.expired():
                    raise Unavailable("task_too_slow", seconds=limit) from error
                raise
