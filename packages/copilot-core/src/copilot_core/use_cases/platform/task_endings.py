"""How a start of a task ends, and what is written then."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from attrs import Factory, field, frozen

from copilot_core.entities.payload import Payload
from copilot_core.entities.task import Claim, Failure, Task, TaskState
from copilot_core.errors import Rejected, Unavailable
from copilot_core.ports.clock import Clock
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Books, Storage
from copilot_core.rules.failing import again_in, told
from copilot_core.use_cases.platform.telling import note, wake
from copilot_core.use_cases.platform.together import Together

PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 10.0, 10.0, 10.0, 10.0)
"""Seconds between tries while the database does not answer: one that restarts is back within these."""


@frozen
class TaskEndings:
    """Each answers the state that was written, None when the claim was lost or the database stayed away.

    Then nothing was written: the lease expires, and somebody does it again.
    """

    storage: Storage
    bus: EventBus
    clock: Clock
    pauses: tuple[float, ...] = PAUSES
    _finishes: Together[Claim, bool] = field(
        init=False, eq=False, repr=False, default=Factory(lambda self: Together(self.finish_many), takes_self=True)
    )

    async def done(self, task: Task, result: Payload) -> TaskState | None:
        """End as done; those without a result and a person share one statement."""

        async def finished(books: Books) -> bool:
            return bool(await books.leases.finish({task.claim: result}))

        if result or task.person is not None:
            return await self._end(task, TaskState.DONE, finished)
        held = await self._patiently(lambda: self._finishes.ask(task.claim))
        return TaskState.DONE if held else None

    async def failed(self, task: Task, error: BaseException) -> TaskState | None:
        """Add to the story; it waits for another attempt, or is dead."""
        failure = Failure(at=self.clock.now(), worker=task.worker, why=told(error))
        wait = again_in(task, error)
        state = TaskState.DEAD if wait is None else TaskState.WAITING
        return await self._end(task, state, lambda books: books.leases.fail(task.claim, failure, wait))

    async def cancelled(self, task: Task) -> TaskState | None:
        """End as cancelled."""
        return await self._end(task, TaskState.CANCELLED, lambda books: books.leases.cancelled(task.claim))

    async def given_back(self, task: Task) -> None:
        """Let others have it at once; tried once only, for whoever gives back is about to stop."""
        try:
            async with self.storage.transaction(serial=False) as books:
                await books.leases.hold(task.claim)
                await books.leases.give_back([task.claim])
                people = await note(books, [task], TaskState.WAITING)
        except (Rejected, Unavailable):
            return  # somebody else has it, or the lease will expire
        await wake(self.bus, people)

    async def finish_many(self, claims: Sequence[Claim]) -> list[bool]:
        """End as done, without results; tell which claims still held."""
        async with self.storage.transaction(serial=False) as books:
            held = await books.leases.finish({claim: {} for claim in claims})
        return [claim in held for claim in claims]

    async def _end(self, task: Task, state: TaskState, write: Callable[[Books], Awaitable[bool]]) -> TaskState | None:
        async def attempt() -> bool:
            async with self.storage.transaction(serial=False) as books:
                if not await write(books):
                    return False
                people = await note(books, [task], state)
            await wake(self.bus, people)
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
