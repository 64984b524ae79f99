"""What is due is given to those who work, again and again until somebody begins."""

import asyncio

import pytest
from work_world import WorkWorld

from copilot_adapters.storage import SqlStorage
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.entities.task import Queue, TaskState
from copilot_core.errors import Unavailable
from copilot_core.testing import KeptQueue
from copilot_core.use_cases.platform.hand_over_tasks import HandOverTasks


async def test_the_urgent_go_first_and_each_once(world: WorkWorld) -> None:
    later, urgent, middle = [await world.add(priority=priority) for priority in (90, 10, 50)]
    assert await world.hand_over(limit=2) == [urgent, middle]
    assert await world.hand_over(limit=2) == [], "two are given and not begun"
    await world.run(urgent)
    assert await world.hand_over(limit=2) == [later]


async def test_what_nobody_begins_is_given_again(world: WorkWorld) -> None:
    task_id = await world.add()
    assert await world.hand_over(again_after=0.1) == [task_id]
    assert await world.hand_over(again_after=0.1) == []
    await asyncio.sleep(0.15)
    assert await world.hand_over(again_after=0.1) == [task_id]


async def test_of_many_feeders_one_gives_a_task(world: WorkWorld) -> None:
    ids = [await world.add() for _ in range(20)]
    await asyncio.gather(*(world.hand_over() for _ in range(6)))
    assert sorted(one.id for one in world.queue.sent) == sorted(ids)


async def test_a_worker_is_given_its_own_queues_alone(world: WorkWorld) -> None:
    await world.add("collect")
    mine = await world.add("clean_up")
    queue = KeptQueue()
    await HandOverTasks(world.storage, queue, world.bus)([Queue.MAINTAIN], 10, 60)
    assert [one.id for one in queue.sent] == [mine]


async def test_a_task_whose_worker_vanished_is_given_to_another(world: WorkWorld) -> None:
    task_id = await world.add()
    claim = await world.claim(task_id)
    assert claim is not None
    assert await world.hand_over(again_after=0) == []
    await world.expire(claim)
    assert await world.hand_over(again_after=0) == [task_id]
    assert await world.run(task_id, worker="w2") is TaskState.DONE


async def test_what_kills_its_workers_is_buried_after_the_third(world: WorkWorld) -> None:
    task_id = await world.add(person=LOCAL_PERSON)
    for number in range(3):
        assert await world.hand_over(again_after=0) == [task_id]
        claim = await world.claim(task_id, f"w{number}")
        assert claim is not None
        await world.expire(claim)
    assert await world.hand_over(again_after=0) == []
    kept = await world.show(task_id)
    assert kept.state is TaskState.DEAD
    assert "vanished 3 times" in str(kept.story[-1].why)
    assert kept.story[-1].worker == "w2"
    assert (await world.events())[-1].payload["state"] == "dead"


async def test_a_vanished_worker_is_no_failed_attempt(world: WorkWorld) -> None:
    task_id = await world.add("check_closing")
    for _ in range(2):
        claim = await world.claim(task_id)
        assert claim is not None
        await world.expire(claim)
    states = []
    for _ in range(4):
        await world.due_now(task_id)
        states.append(await world.worker(deeds={"check_closing": _busy})(task_id, "w1"))
    assert states == [TaskState.WAITING] * 3 + [TaskState.DEAD]


async def _busy(_work: object) -> dict[str, str]:
    raise Unavailable("board_limited", board="x")


async def test_when_the_queue_is_down_it_is_said_and_nothing_is_lost(storage: SqlStorage) -> None:
    world = WorkWorld(storage, queue=KeptQueue(down=True))
    task_id = await world.add()
    with pytest.raises(Unavailable):
        await world.hand_over()
    assert await WorkWorld(storage).hand_over(again_after=0) == [task_id]
