"""Do a piece of work that lasts."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence

from attrs import Factory, field, frozen

from copilot_core.entities.identities import TaskId
from copilot_core.entities.payload import Payload
from copilot_core.entities.task import Task, TaskState
from copilot_core.errors import CopilotError, Unavailable
from copilot_core.ports.clock import Clock
from copilot_core.ports.deeds import Deeds
from copilot_core.ports.events import EventBus
from copilot_core.ports.heart import Heart
from copilot_core.ports.leases import Standing, holding
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.platform.task_endings import TaskEndings
from copilot_core.use_cases.platform.task_work import TaskWork
from copilot_core.use_cases.platform.telling import note, wake
from copilot_core.use_cases.platform.together import Together

LEASE = 30.0
"""Seconds for which a claim holds when nobody renews it."""

Start = tuple[TaskId, str]
"""Which task, on which worker."""


@frozen
class RunTask:
    """Claim a task, do it, write how it ended. Of many running at once the short statements go together.

    One for each event loop, as long as that lives.
    """

    storage: Storage
    bus: EventBus
    clock: Clock
    heart: Heart
    deeds: Deeds
    lease: float = LEASE
    _claims: Together[Start, Task | None] = field(
        init=False, eq=False, repr=False, default=Factory(lambda self: Together(self.claim_many), takes_self=True)
    )
    _endings: TaskEndings = field(
        init=False,
        eq=False,
        repr=False,
        default=Factory(lambda self: TaskEndings(self.storage, self.bus, self.clock), takes_self=True),
    )

    async def __call__(self, task_id: TaskId, worker: str) -> TaskState | None:
        """Return the state that was written; None when somebody else has the task, or it is not due.

        Raise `Unavailable` when the claim could not be asked for: the task waits. When cancelled from outside, give
        the task back and let `CancelledError` through.
        """
        task = await self._claimed(task_id, worker)
        if task is None:
            return None
        if task.cancel_asked:
            return await self._endings.cancelled(task)
        return await self._run(task)

    async def claim_many(self, starts: Sequence[Start]) -> list[Task | None]:
        """Claim, and tell the people; who asks twice for one task is given it once."""
        by_worker: defaultdict[str, list[TaskId]] = defaultdict(list)
        for task_id, worker in dict.fromkeys(starts):
            by_worker[worker].append(task_id)
        async with self.storage.transaction(serial=False) as books:
            batches = [await books.leases.claim(ids, worker, self.lease) for worker, ids in by_worker.items()]
            claimed = {(task.id, task.worker): task for batch in batches for task in batch}
            people = await note(books, claimed.values(), TaskState.RUNNING)
        await wake(self.bus, people)
        return [claimed.pop(start, None) for start in starts]

    async def _claimed(self, task_id: TaskId, worker: str) -> Task | None:
        asking = asyncio.ensure_future(self._claims.ask((task_id, worker)))
        try:
            return await asyncio.shield(asking)
        except asyncio.CancelledError:
            task = await asking
            if task is not None:
                await self._endings.given_back(task)
            raise

    async def _run(self, task: Task) -> TaskState | None:
        work = TaskWork(task, self.storage, self.bus)
        doing = asyncio.create_task(self._do(work))

        def tell(standing: Standing) -> None:
            work.standing = standing
            doing.cancel()

        with self.heart.beat(task.claim, tell):
            try:
                await asyncio.wait([doing])
            except asyncio.CancelledError:
                await self._stop(work, doing)
                raise
            return await self._end(work, doing)

    async def _do(self, work: TaskWork) -> Payload:
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

    async def _stop(self, work: TaskWork, doing: asyncio.Task[Payload]) -> None:
        """The worker stops: cut the deed short, unless it ends just now."""
        doing.cancel()
        await asyncio.wait([doing])
        if doing.cancelled() and not work.finished:
            await self._endings.given_back(work.task)
        else:
            await self._end(work, doing)

    async def _end(self, work: TaskWork, doing: asyncio.Task[Payload]) -> TaskState | None:
        if work.finished:
            return TaskState.DONE
        if doing.cancelled():
            return await self._cut_short(work)
        error = doing.exception()
        if error is None:
            return await self._done(work, doing.result())
        if isinstance(error, CopilotError) and error.code == "task_lost":
            return None
        return await self._endings.failed(work.task, error)

    async def _cut_short(self, work: TaskWork) -> TaskState | None:
        match work.standing:
            case Standing.LOST:
                return None
            case Standing.CANCEL:
                return await self._endings.cancelled(work.task)
            case _:
                return await self._endings.failed(work.task, asyncio.CancelledError("the deed cancelled itself"))

    async def _done(self, work: TaskWork, result: Payload) -> TaskState | None:
        try:
            return await self._endings.done(work.task, result)
        except Exception as error:  # noqa: BLE001 - a result that cannot be kept is the deed's failure
            return await self._endings.failed(work.task, error)
