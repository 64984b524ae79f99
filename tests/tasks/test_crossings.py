"""Two who change the same task at the same moment: neither wish is lost."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from work_world import WorkWorld

from copilot_core.entities.identities import LOCAL_PERSON, TaskId
from copilot_core.entities.task import Queue, TaskState
from copilot_core.rules.new_task import new_task
from copilot_core.testing import KeptQueue
from copilot_core.use_cases.platform.hand_over_tasks import HandOverTasks

MOMENT = 0.3
"""Seconds after which somebody surely waits for the other."""


async def test_a_wish_to_cancel_is_heard_while_the_worker_gives_the_task_back(world: WorkWorld) -> None:
    task_id = await world.add(person=LOCAL_PERSON)
    claim = await world.claim(task_id)
    assert claim is not None
    async with asyncio.TaskGroup() as both, world.storage.transaction(serial=False) as books:
        await books.leases.give_back([claim])
        cancelling = both.create_task(world.cancel(task_id))
        await asyncio.sleep(MOMENT)
    assert cancelling.result().state is TaskState.CANCELLED
    assert [event.payload["state"] for event in await world.events()] == ["waiting", "cancelled"]


async def test_a_wish_to_cancel_is_heard_while_a_worker_takes_the_task(world: WorkWorld) -> None:
    task_id = await world.add(person=LOCAL_PERSON)
    async with asyncio.TaskGroup() as both, world.storage.transaction(serial=False) as books:
        await books.leases.claim([task_id], "w1", 30.0)
        cancelling = both.create_task(world.cancel(task_id))
        await asyncio.sleep(MOMENT)
    found = cancelling.result()
    assert (found.state, found.cancel_asked, found.ended_at) == (TaskState.RUNNING, True, None)


async def test_a_key_that_is_forgotten_while_it_is_asked_for_is_a_task_all_the_same(world: WorkWorld) -> None:
    """Its old task is there when the new one is added, and gone when that is looked up; meanwhile it waits for `b`."""
    old = await world.add(key="a")
    await world.run(old)
    async with asyncio.TaskGroup() as both, AsyncExitStack() as ending:
        books = await ending.enter_async_context(world.storage.transaction(serial=False))
        await books.tasks.add([new_task("no_op", key="b")])
        asking = both.create_task(world.enqueue()([new_task("no_op", key="a"), new_task("no_op", key="b")]))
        await asyncio.sleep(MOMENT)
        if "sqlite" not in world.storage.url:  # it has one writer at a time
            await _forget(world, old)
    ids = asking.result()
    assert [(await world.show(one)).key for one in ids] == ["a", "b"]


async def _forget(world: WorkWorld, task_id: TaskId) -> None:
    ended = (await world.show(task_id)).ended_at
    assert ended is not None
    async with world.storage.transaction(serial=False) as books:
        assert await books.tasks.purge([TaskState.DONE], ended.replace(year=ended.year + 1), 10) == 1


@pytest.mark.parametrize("flooded", [Queue.COLLECT, Queue.EMBED])
async def test_what_waits_in_a_queue_that_nobody_serves_keeps_no_other_from_work(
    world: WorkWorld, flooded: Queue
) -> None:
    name = {Queue.COLLECT: "collect", Queue.EMBED: "read_for_meaning"}[flooded]
    await world.enqueue(sends=True)([new_task(name) for _ in range(20)])
    mine = await world.add("clean_up")
    queue = KeptQueue()
    await HandOverTasks(world.storage, queue, world.bus)([Queue.MAINTAIN], 10, 60)
    assert [one.id for one in queue.sent] == [mine]
