"""Work is asked for, seen, stopped, tried again and forgotten, each by those whose it is."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve
from work_world import DAY, WorkWorld, failing, nothing

from copilot_adapters.clocks import SystemClock
from copilot_adapters.storage import SqlStorage
from copilot_adapters.work_findings import WorkFindings
from copilot_core.entities.identities import LOCAL_PERSON, PersonId, TaskId
from copilot_core.entities.task import TaskState
from copilot_core.errors import NotFound, Rejected
from copilot_core.ports.tasks import TaskQuery
from copilot_core.rules.new_task import new_task
from copilot_core.testing import KeptBus, KeptQueue
from copilot_core.use_cases.platform.enqueue_tasks import EnqueueTasks
from copilot_core.use_cases.platform.list_tasks import ListTasks
from copilot_core.use_cases.platform.purge_tasks import PurgeTasks
from copilot_core.use_cases.platform.retry_task import RetryTask
from copilot_core.use_cases.platform.review_work import ReviewWork
from copilot_core.use_cases.platform.show_task import ShowTask

ANNA, BEN = PersonId("anna"), PersonId("ben")


async def test_the_same_key_is_one_task_however_often_it_is_asked_for(world: WorkWorld) -> None:
    asked = await asyncio.gather(*(world.add(person=ANNA, key="today") for _ in range(5)))
    assert len(set(asked)) == 1
    assert [event.payload["state"] for event in await world.events(ANNA)] == ["waiting"]


async def test_a_key_belongs_to_its_person_and_kind(world: WorkWorld) -> None:
    ids = [
        await world.add(person=ANNA, key="today"),
        await world.add(person=BEN, key="today"),
        await world.add(key="today"),
        await world.add("clean_up", person=ANNA, key="today"),
        await world.add(person=ANNA),
        await world.add(person=ANNA),
    ]
    assert len(set(ids)) == 6


async def test_the_same_key_twice_in_one_call_is_one_task(world: WorkWorld) -> None:
    first, second = await world.enqueue()([new_task("no_op", key="k"), new_task("no_op", key="k")])
    assert first == second


async def test_a_kind_nobody_knows_is_refused_with_those_that_are_known(world: WorkWorld) -> None:
    with pytest.raises(Rejected, match="collect"):
        await world.add("mine_bitcoin")


async def test_a_task_is_there_exactly_when_its_cause_is(world: WorkWorld) -> None:
    async def change_my_mind() -> None:
        async with world.storage.transaction() as books:
            await books.tasks.add([new_task("no_op", person=ANNA)])
            raise KeyError("no")

    with pytest.raises(KeyError):
        await change_my_mind()
    assert await ListTasks(world.storage)(TaskQuery(person=ANNA)) == ()


async def test_what_is_asked_for_is_sent_at_once_but_never_a_flood(world: WorkWorld) -> None:
    send = world.enqueue(sends=True)
    (urgent,) = await send([new_task("no_op", priority=7)])
    assert [(one.id, one.priority, one.queue) for one in world.queue.sent] == [(urgent, 7, "maintain")]
    await send([new_task("no_op") for _ in range(201)])
    await send([new_task("no_op", delay=60)])
    assert len(world.queue.sent) == 1, "many, or not yet due: these the workers fetch"
    assert urgent not in await world.hand_over(), "it was just sent"


async def test_a_queue_and_a_bus_that_are_down_lose_nothing(storage: SqlStorage) -> None:
    world = WorkWorld(storage)
    broken = EnqueueTasks(storage, KeptQueue(down=True), KeptBus(down=True), True)
    (task_id,) = await broken([new_task("no_op", person=ANNA)])
    assert await world.hand_over(again_after=60) == []
    assert await world.hand_over(again_after=0) == [task_id]
    assert await world.run(task_id) is TaskState.DONE


async def test_before_its_time_no_task_is_given_to_anybody(world: WorkWorld) -> None:
    task_id = await world.add(delay=0.3)
    assert await world.hand_over() == []
    assert await world.run(task_id) is None
    await asyncio.sleep(0.35)
    assert await world.hand_over() == [task_id]
    assert await world.run(task_id) is TaskState.DONE


async def test_nobody_sees_or_stops_anothers_task(world: WorkWorld) -> None:
    task_id = await world.add(person=ANNA)
    show = ShowTask(world.storage)
    assert (await show(task_id, person=ANNA)).person == ANNA
    for attempt in (
        show(task_id, person=BEN),
        show(task_id, person=BEN, installation=True),
        world.cancel(task_id, BEN),
        RetryTask(world.storage, world.bus)(task_id, person=BEN, installation=True),
        show(TaskId("nonsense"), person=ANNA),
    ):
        with pytest.raises(NotFound):
            await attempt
    assert [one.id for one in await ListTasks(world.storage)(TaskQuery(person=ANNA, installation=True))] == [task_id]
    assert await ListTasks(world.storage)(TaskQuery(person=BEN, installation=True)) == ()


async def test_the_installations_work_is_for_those_who_look_after_it(world: WorkWorld) -> None:
    task_id = await world.add()
    with pytest.raises(NotFound):
        await ShowTask(world.storage)(task_id, person=ANNA)
    assert (await ShowTask(world.storage)(task_id, person=ANNA, installation=True)).person is None


async def test_lists_are_newest_first_by_page_state_and_name(world: WorkWorld) -> None:
    ids = [await world.add(person=ANNA) for _ in range(3)]
    other = await world.add("clean_up", person=ANNA)
    await world.run(ids[1])
    listed = ListTasks(world.storage)
    everything = [one.id for one in await listed(TaskQuery(person=ANNA))]
    assert set(everything) == {*ids, other}
    query = TaskQuery(person=ANNA, limit=2)
    first = await listed(query)
    second = await listed(evolve(query, before=first[-1].id))
    assert [one.id for one in (*first, *second)] == everything
    assert [one.id for one in await listed(TaskQuery(person=ANNA, name="clean_up"))] == [other]
    assert [one.id for one in await listed(TaskQuery(person=ANNA, states=frozenset({TaskState.DONE})))] == [ids[1]]


async def test_a_waiting_task_is_cancelled_at_once_and_once(world: WorkWorld) -> None:
    task_id = await world.add(person=ANNA)
    assert (await world.cancel(task_id, ANNA)).state is TaskState.CANCELLED
    assert (await world.cancel(task_id, ANNA)).state is TaskState.CANCELLED
    assert [event.payload["state"] for event in await world.events(ANNA)] == ["waiting", "cancelled"]
    assert await world.run(task_id) is None


async def test_what_is_done_stays_done(world: WorkWorld) -> None:
    task_id = await world.add(person=ANNA)
    await world.run(task_id)
    assert (await world.cancel(task_id, ANNA)).state is TaskState.DONE
    with pytest.raises(Rejected, match="done"):
        await RetryTask(world.storage, world.bus)(task_id, person=ANNA)


async def test_a_dead_task_may_be_tried_again_from_a_fresh_count_and_keeps_its_story(world: WorkWorld) -> None:
    task_id = await world.add(person=ANNA)
    assert await world.run(task_id, failing(Rejected("task_unknown", task="x"))) is TaskState.DEAD
    again = await RetryTask(world.storage, world.bus)(task_id, person=ANNA)
    assert (again.state, again.attempts, len(again.story)) == (TaskState.WAITING, 0, 1)
    assert await world.hand_over() == [task_id]
    assert await world.run(task_id) is TaskState.DONE
    states = [event.payload["state"] for event in await world.events(ANNA)]
    assert states == ["waiting", "running", "dead", "waiting", "running", "done"]


async def test_only_what_ended_long_ago_is_forgotten(world: WorkWorld) -> None:
    done, dead, waiting = await world.add(), await world.add(), await world.add(key="k")
    await world.run(done)
    await world.run(dead, failing(Rejected("task_unknown", task="x")))
    world.clock.instant = datetime.now(UTC)
    purge = PurgeTasks(world.storage, world.clock)
    assert await purge() == 0
    world.clock.move(8 * DAY)
    assert await purge() == 1
    assert (await world.show(dead)).state is TaskState.DEAD, "what went wrong is kept longer"
    assert await purge(timedelta(days=1)) == 1
    assert (await world.show(waiting)).state is TaskState.WAITING
    with pytest.raises(NotFound):
        await world.show(done)


async def test_all_that_ended_may_be_forgotten_at_once(world: WorkWorld) -> None:
    await world.run(await world.add())
    world.clock.instant = datetime.now(UTC) + timedelta(seconds=1)
    assert await PurgeTasks(world.storage, world.clock)(timedelta()) == 1


async def test_forgetting_many_goes_in_portions(world: WorkWorld) -> None:
    ids = await world.enqueue()([new_task("no_op") for _ in range(1100)])
    run = world.worker(nothing)
    await asyncio.gather(*(run(task_id, "w1") for task_id in ids))
    world.clock.instant = datetime.now(UTC) + 8 * DAY
    assert await PurgeTasks(world.storage, world.clock)() == 1100


async def test_the_state_of_the_work_is_told_in_figures(world: WorkWorld) -> None:
    await world.add()
    dead = await world.add("clean_up")
    await world.run(dead)
    held = await world.add("collect", delay=0)
    await world.claim(held, "host 1")
    async with world.storage.transaction() as books:
        assert await books.schedule.lead("host 2", 30)
    review = await ReviewWork(world.storage)()
    assert {state: review.count(state) for state in TaskState} == {
        TaskState.WAITING: 1, TaskState.RUNNING: 1, TaskState.DONE: 0, TaskState.DEAD: 1, TaskState.CANCELLED: 0,
    }  # fmt: skip
    assert review.workers == {"host 1": 1}
    assert review.leader == "host 2"
    assert 0 <= review.oldest_waiting["maintain"] < 60  # type: ignore[index]  # a StrEnum equals its text


async def test_a_person_without_accounts_is_the_local_one(world: WorkWorld) -> None:
    task_id = await world.add(person=LOCAL_PERSON)
    assert (await ShowTask(world.storage)(task_id)).id == task_id


async def test_a_task_that_lacks_what_it_needs_is_refused_before_it_waits(world: WorkWorld) -> None:
    with pytest.raises(Rejected, match="run_search cannot be told search=: it needs a text"):
        await world.add("run_search")


async def test_doctor_warns_of_work_that_nobody_does_and_of_work_that_failed(world: WorkWorld) -> None:
    look = WorkFindings(world.storage, ReviewWork(world.storage), world.clock)
    dead, old = await world.add(), await world.add()
    assert {one.state for one in await look()} == {"ok"}
    await world.run(dead, failing(Rejected("task_unknown", task="x")))
    await world.due_now(old)
    found = {one.what: one for one in await look()}
    assert found["tasks"].remedy == "copilot tasks --state dead"
    assert (found["oldest task due"].state, found["oldest task due"].remedy) == ("warn", "start `copilot worker`")


async def test_doctor_leaves_an_empty_database_alone(empty_url: str) -> None:
    empty = SqlStorage(empty_url)
    assert await WorkFindings(empty, ReviewWork(empty), SystemClock())() == []
    assert await empty.revision() is None


async def test_doctor_warns_of_a_task_whose_worker_is_gone(world: WorkWorld) -> None:
    look = WorkFindings(world.storage, ReviewWork(world.storage), world.clock)
    claim = await world.claim(await world.add())
    assert claim is not None
    assert {one.what: one.state for one in await look()}["workers at work"] == "ok"
    await world.expire(claim)
    found = {one.what: one for one in await look()}["workers at work"]
    assert (found.state, found.detail) == ("warn", "none; 1 running tasks have lost theirs")
    assert "copilot worker" in found.remedy
