"""Many do many things at the same time, and the database goes away and comes back: nothing is lost or doubled."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import pytest
from attrs import define
from work_world import WorkWorld, failing

from copilot_adapters.storage import SqlStorage
from copilot_core.entities.identities import PersonId, TaskId
from copilot_core.entities.payload import Payload
from copilot_core.entities.task import TaskState
from copilot_core.errors import CopilotError, Unavailable
from copilot_core.ports.deeds import Work
from copilot_core.ports.storage import Books
from copilot_core.rules.new_task import new_task
from copilot_core.testing import CannedDeeds
from copilot_core.use_cases.platform.run_task import RunTask

PEOPLE = [PersonId(name) for name in ("anna", "ben", "cleo")]


@pytest.mark.slow
async def test_the_same_keys_in_any_order_at_once_are_the_same_tasks(world: WorkWorld) -> None:
    keys = [f"k{number}" for number in range(50)]

    async def ask(seed: int) -> set[TaskId]:
        shuffled = Random(seed).sample(keys, len(keys))  # noqa: S311 - an order, not a secret
        return set(await world.enqueue()([new_task("no_op", person=PEOPLE[0], key=key) for key in shuffled]))

    asked = await asyncio.gather(*(ask(seed) for seed in range(8)))
    assert len(set.union(*asked)) == 50
    assert len(await world.events(PEOPLE[0])) == 50


@pytest.mark.slow
async def test_workers_and_people_at_once_lose_nothing_and_wait_for_nobody(world: WorkWorld) -> None:
    """Two workers given every task twice, people who cancel: each task ends, once, and the events tell it."""
    made: Counter[TaskId] = Counter()

    async def deed(work: Work) -> Payload:
        await asyncio.sleep(0.001)
        async with work.finishing({"made": True}) as books:
            await books.events.add(work.task.person or PEOPLE[0], "made", {"task": work.task.id})
        made[work.task.id] += 1
        return {}

    tasks = [new_task("no_op", person=person) for person in PEOPLE for _ in range(20)]
    ids = [task.id for task in tasks]
    owners = {task.id: task.person for task in tasks}
    await world.enqueue()(tasks)
    workers = [world.worker(deed), WorkWorld(world.storage).worker(deed)]
    cancelled = ids[::7]
    async with asyncio.timeout(60):
        await asyncio.gather(
            *(run(task_id, f"w{number}") for number, run in enumerate(workers) for task_id in ids * 2),
            *(world.cancel(task_id, owners[task_id] or PEOPLE[0]) for task_id in cancelled),
        )
    ended = {task_id: (await world.show(task_id, owners[task_id] or PEOPLE[0])).state for task_id in ids}
    assert set(ended.values()) <= {TaskState.DONE, TaskState.CANCELLED}
    assert made == Counter(task_id for task_id, state in ended.items() if state is TaskState.DONE)
    for person in PEOPLE:
        events = await world.events(person)
        assert [event.number for event in events] == list(range(1, len(events) + 1))
        last = {str(event.payload["task"]): event.payload["state"] for event in events if event.kind == "task"}
        assert last == {task_id: ended[task_id] for task_id in ids if owners[task_id] == person}


@define
class Restarting:
    """A database that is away while its server restarts."""

    storage: SqlStorage
    away: int = 0

    @asynccontextmanager
    async def transaction(self, *, serial: bool = True) -> AsyncIterator[Books]:
        if self.away:
            self.away -= 1
            raise Unavailable("storage_unavailable", database="postgresql", problem="the server is starting")
        async with self.storage.transaction(serial=serial) as books:
            yield books

    @asynccontextmanager
    async def reading(self, *, latest: bool = False) -> AsyncIterator[Books]:
        async with self.storage.reading(latest=latest) as books:
            yield books


@pytest.mark.parametrize("error", [None, ValueError("no")])
async def test_a_database_that_restarts_while_a_task_ends_costs_nothing(
    storage: SqlStorage, error: Exception | None
) -> None:
    world, restarting = WorkWorld(storage), Restarting(storage)

    async def deed(_work: Work) -> Payload:
        restarting.away = 3
        if error is not None:
            raise error
        return {}

    deeds = CannedDeeds({"no_op": deed})
    task_id = await world.add()
    run = RunTask(restarting, world.bus, world.clock, world.heart, deeds)
    assert await run(task_id, "w1") is (TaskState.DONE if error is None else TaskState.WAITING)
    assert restarting.away == 0


async def test_a_database_that_is_away_when_a_task_begins_is_said_and_the_task_waits(storage: SqlStorage) -> None:
    world = WorkWorld(storage)
    task_id = await world.add()
    run = RunTask(
        Restarting(storage, away=1), world.bus, world.clock, world.heart, CannedDeeds({"no_op": failing(ValueError())})
    )
    with pytest.raises(CopilotError, match="starting"):
        await run(task_id, "w1")
    assert await world.run(task_id) is TaskState.DONE
