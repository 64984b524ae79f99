"""A small world for tests of work that lasts: everything real but the servers and the heart."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from attrs import field, frozen
from sqlalchemy import text

from copilot_adapters.storage import SqlStorage
from copilot_core.entities.event import Event
from copilot_core.entities.identities import LOCAL_PERSON, PersonId, TaskId
from copilot_core.entities.payload import Payload
from copilot_core.entities.task import Claim, Queue, Task, TaskState
from copilot_core.ports.deeds import Deed, Work
from copilot_core.rules.new_task import new_task
from copilot_core.rules.task_kinds import NO_OP
from copilot_core.testing import CannedDeeds, KeptBus, KeptQueue, StillClock, StillHeart
from copilot_core.use_cases.platform.cancel_task import CancelTask
from copilot_core.use_cases.platform.enqueue_tasks import EnqueueTasks
from copilot_core.use_cases.platform.hand_over_tasks import HandOverTasks
from copilot_core.use_cases.platform.run_task import RunTask
from copilot_core.use_cases.platform.show_task import ShowTask

EVERY_QUEUE = tuple(Queue)
SOON = 0.05
"""A lease that is over before one has looked."""


async def nothing(_work: Work) -> Payload:
    return {}


def failing(error: BaseException) -> Deed:
    async def fail(_work: Work) -> Payload:
        raise error

    return fail


@frozen
class WorkWorld:
    storage: SqlStorage
    clock: StillClock = field(factory=StillClock)
    heart: StillHeart = field(factory=StillHeart)
    bus: KeptBus = field(factory=KeptBus)
    queue: KeptQueue = field(factory=KeptQueue)

    async def add(self, name: str = NO_OP, payload: Payload | None = None, **given: Any) -> TaskId:
        (task_id,) = await self.enqueue()([new_task(name, payload, **given)])
        return task_id

    def enqueue(self, *, sends: bool = False) -> EnqueueTasks:
        return EnqueueTasks(self.storage, self.queue, self.bus, sends)

    def worker(self, deed: Deed = nothing, *, lease: float = 30.0, deeds: Mapping[str, Deed] | None = None) -> RunTask:
        known = CannedDeeds(deeds or {NO_OP: deed})
        return RunTask(self.storage, self.bus, self.clock, self.heart, known, lease)

    async def run(self, task_id: TaskId, deed: Deed = nothing, worker: str = "w1") -> TaskState | None:
        return await self.worker(deed)(task_id, worker)

    async def claim(self, task_id: TaskId, worker: str = "w1", lease: float = 30.0) -> Claim | None:
        async with self.storage.transaction(serial=False) as books:
            claimed = await books.leases.claim([task_id], worker, lease)
        return claimed[0].claim if claimed else None

    async def expire(self, claim: Claim) -> None:
        async with self.storage.transaction(serial=False) as books:
            await books.leases.renew([claim], -1.0)

    async def due_now(self, task_id: TaskId) -> None:
        """Let the time until the next attempt pass."""
        async with self.storage.transaction(serial=False) as books:
            await books.tasks.connection.execute(text("UPDATE tasks SET run_after = 0 WHERE id = :id"), {"id": task_id})  # type: ignore[attr-defined]

    async def show(self, task_id: TaskId, person: PersonId = LOCAL_PERSON) -> Task:
        return await ShowTask(self.storage)(task_id, person=person, installation=True)

    async def cancel(self, task_id: TaskId, person: PersonId = LOCAL_PERSON) -> Task:
        return await CancelTask(self.storage, self.bus)(task_id, person=person, installation=True)

    async def hand_over(self, limit: int = 100, again_after: float = 60.0) -> list[TaskId]:
        before = len(self.queue.sent)
        await HandOverTasks(self.storage, self.queue, self.bus)(EVERY_QUEUE, limit, again_after)
        return [one.id for one in self.queue.sent[before:]]

    async def events(self, person: PersonId = LOCAL_PERSON, after: int = 0) -> tuple[Event, ...]:
        async with self.storage.reading() as books:
            return await books.events.since(person, after)


async def until(condition: Any) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - it waits for what another task writes
            await asyncio.sleep(0.005)


DAY = timedelta(days=1)
