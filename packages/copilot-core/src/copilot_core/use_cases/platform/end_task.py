"""End a start of a task."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from attrs import Factory, field, frozen

from copilot_core.entities.payload import Payload
from copilot_core.entities.task import Claim, Failure, Task, TaskState
from copilot_core.errors import Unavailable
from copilot_core.ports.clock import Clock
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Books, Storage
from copilot_core.rules.failing import again_in, told
from copilot_core.use_cases.platform.ask_together import AskTogether
from copilot_core.use_cases.platform.note_tasks import NoteTasks
from copilot_core.use_cases.platform.wake_people import WakePeople

PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 10.0, 10.0, 10.0, 10.0)
"""Seconds between tries while the database does not answer: one that restarts is back within these."""


@frozen
class Done:
    """It did what was asked."""

    result: Payload


@frozen
class Failed:
    """It raised something."""

    error: BaseException


@frozen
class Cancelled:
    """Its person did not want it any more."""


End = Done | Failed | Cancelled


@frozen
class EndTask:
    """Write how it ended; what has no result and no person shares one statement with its like."""

    storage: Storage
    bus: EventBus
    clock: Clock
    pauses: tuple[float, ...] = PAUSES
    _finish: AskTogether[Claim, bool] = field(
        init=False, eq=False, repr=False, default=Factory(lambda self: AskTogether(self.finish_many), takes_self=True)
    )

    async def __call__(self, task: Task, end: End) -> TaskState | None:
        """Return the state that was written, None when the claim was lost or the database stayed away.

        Then nothing was written: the lease expires, and somebody does it again.
        """
        match end:
            case Done(result) if result or task.person is not None:
                return await self._write(task, TaskState.DONE, lambda books: _finished(books, task, result))
            case Done():
                return TaskState.DONE if await self._patiently(lambda: self._finish(task.claim)) else None
            case Failed(error):
                return await self._failed(task, error)
            case Cancelled():
                return await self._write(task, TaskState.CANCELLED, lambda books: books.leases.cancelled(task.claim))

    async def finish_many(self, claims: Sequence[Claim]) -> list[bool]:
        """End as done, without results; tell which claims still held."""
        async with self.storage.transaction(serial=False) as books:
            held = await books.leases.finish({claim: {} for claim in claims})
        return [claim in held for claim in claims]

    async def _failed(self, task: Task, error: BaseException) -> TaskState | None:
        failure = Failure(at=self.clock.now(), worker=task.worker, why=told(error))
        wait = again_in(task, error)
        state = TaskState.DEAD if wait is None else TaskState.WAITING
        return await self._write(task, state, lambda books: books.leases.fail(task.claim, failure, wait))

    async def _write(self, task: Task, state: TaskState, write: Callable[[Books], Awaitable[bool]]) -> TaskState | None:
        async def attempt() -> bool:
            async with self.storage.transaction(serial=False) as books:
                if not await write(books):
                    return False
                people = await NoteTasks(books)([task], state)
            await WakePeople(self.bus)(people)
            return True

        return state if await self._patiently(attempt) else None

    async def _patiently(self, attempt: Callable[[], Awaitable[bool]]) -> bool:
        for pause in self.pauses:
            try:
                return await attempt()
            except Unavailable as error:
                if error.permanent:
                    return False
                await asyncio.sleep(pause)
        return False


async def _finished(books: Books, task: Task, result: Payload) -> bool:
    return bool(await books.leases.finish({task.claim: result}))
