"""Do a piece of work that lasts."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence

from attrs import Factory, field, frozen

from copilot_core.entities.identities import TaskId
from copilot_core.entities.payload import Payload
from copilot_core.entities.task import Task, TaskState
from copilot_core.errors import CopilotError
from copilot_core.ports.clock import Clock
from copilot_core.ports.deeds import Deeds
from copilot_core.ports.events import EventBus
from copilot_core.ports.heart import Heart
from copilot_core.ports.leases import Standing
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.platform.ask_together import AskTogether
from copilot_core.use_cases.platform.do_task import DoTask, TaskWork
from copilot_core.use_cases.platform.end_task import Cancelled, Done, EndTask, Failed
from copilot_core.use_cases.platform.give_back_task import GiveBackTask
from copilot_core.use_cases.platform.note_tasks import NoteTasks
from copilot_core.use_cases.platform.wake_people import WakePeople

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
    _claim: AskTogether[Start, Task | None] = field(
        init=False, eq=False, repr=False, default=Factory(lambda self: AskTogether(self.claim_many), takes_self=True)
    )
    _end: EndTask = field(
        init=False,
        eq=False,
        repr=False,
        default=Factory(lambda self: EndTask(self.storage, self.bus, self.clock), takes_self=True),
    )

    async def __call__(self, task_id: TaskId, worker: str) -> TaskState | None:
        """Return the state that was written; None when somebody else has the task, or it is not due.

        Raise `Unavailable` when the claim could not be asked for: the task waits. When cancelled from outside, give
        the task back and let `CancelledError` through.
        """
        task = await self._claimed((task_id, worker))
        if task is None:
            return None
        if task.cancel_asked:
            return await self._end(task, Cancelled())
        return await self._run(TaskWork(task, self.storage, self.bus))

    async def claim_many(self, starts: Sequence[Start]) -> list[Task | None]:
        """Claim, and tell the people; who asks twice for one task is given it once."""
        by_worker: defaultdict[str, list[TaskId]] = defaultdict(list)
        for task_id, worker in dict.fromkeys(starts):
            by_worker[worker].append(task_id)
        async with self.storage.transaction(serial=False) as books:
            batches = [await books.leases.claim(ids, worker, self.lease) for worker, ids in by_worker.items()]
            claimed = {(task.id, task.worker): task for batch in batches for task in batch}
            people = await NoteTasks(books)(claimed.values(), TaskState.RUNNING)
        await WakePeople(self.bus)(people)
        return [claimed.pop(start, None) for start in starts]

    async def _claimed(self, start: Start) -> Task | None:
        asking = asyncio.ensure_future(self._claim(start))
        try:
            return await asyncio.shield(asking)
        except asyncio.CancelledError:
            task = await asking
            if task is not None:
                await GiveBackTask(self.storage, self.bus)(task)
            raise

    async def _run(self, work: TaskWork) -> TaskState | None:
        doing = asyncio.create_task(DoTask(self.deeds)(work))

        def tell(standing: Standing) -> None:
            work.standing = standing
            doing.cancel()

        with self.heart.beat(work.task.claim, tell):
            try:
                await asyncio.wait([doing])
            except asyncio.CancelledError:
                await self._stop(work, doing)
                raise
            return await self._write_end(work, doing)

    async def _stop(self, work: TaskWork, doing: asyncio.Task[Payload]) -> None:
        """The worker stops: cut the deed short, unless it ends just now."""
        doing.cancel()
        await asyncio.wait([doing])
        if doing.cancelled() and not work.finished:
            await GiveBackTask(self.storage, self.bus)(work.task)
        else:
            await self._write_end(work, doing)

    async def _write_end(self, work: TaskWork, doing: asyncio.Task[Payload]) -> TaskState | None:
        if work.finished:
            return TaskState.DONE
        if doing.cancelled():
            return await self._cut_short(work)
        error = doing.exception()
        if error is None:
            return await self._done(work.task, doing.result())
        if isinstance(error, CopilotError) and error.code == "task_lost":
            return None
        return await self._end(work.task, Failed(error))

    async def _cut_short(self, work: TaskWork) -> TaskState | None:
        match work.standing:
            case Standing.LOST:
                return None
            case Standing.CANCEL:
                return await self._end(work.task, Cancelled())
            case Standing.HELD:
                return await self._end(work.task, Failed(asyncio.CancelledError("the deed cancelled itself")))

    async def _done(self, task: Task, result: Payload) -> TaskState | None:
        try:
            return await self._end(task, Done(result))
        except Exception as error:  # noqa: BLE001 - a result that cannot be kept is the deed's failure
            return await self._end(task, Failed(error))
