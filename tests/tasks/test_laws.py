"""Whatever happens in whatever order: never two whose effects both count, and no task is forgotten."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from work_world import WorkWorld

from copilot_adapters.storage import SqlStorage
from copilot_core.entities.identities import PersonId
from copilot_core.entities.task import Claim, Failure, Task, TaskState
from copilot_core.errors import Rejected
from copilot_core.ports.leases import Standing, holding
from copilot_core.sentences import Sentence
from copilot_core.testing import NOON
from copilot_core.use_cases.platform.retry_task import RetryTask

WHY = Sentence("task_broke", {"error": "E", "problem": "p"})
WORKERS = st.sampled_from(["w1", "w2", "w3"])
OVER = {TaskState.DONE, TaskState.DEAD, TaskState.CANCELLED}


class OneTask(RuleBasedStateMachine):
    """A task, and workers that lose sight of each other. What the database says is held against what must be so."""

    url = ""
    count = 0

    def __init__(self) -> None:
        super().__init__()
        OneTask.count += 1
        self.person = PersonId(f"p{OneTask.count}")
        self.runner = asyncio.Runner()
        self.world = WorkWorld(SqlStorage(self.url))
        self.task_id = self.run(self.world.add(person=self.person))
        self.state, self.expired, self.fence = TaskState.WAITING, False, 0
        self.given: list[Claim] = []
        self.effects: list[int] = []
        self.endings: list[int] = []

    def teardown(self) -> None:
        self.run(self.world.storage.close())
        self.runner.close()

    def run(self, deed: Any) -> Any:
        return self.runner.run(deed)

    def holds(self, claim: Claim) -> bool:
        return self.state is TaskState.RUNNING and claim.fence == self.fence

    @rule(worker=WORKERS)
    def claim(self, worker: str) -> None:
        free = self.state is TaskState.WAITING or (self.state is TaskState.RUNNING and self.expired)
        claim = self.run(self.world.claim(self.task_id, worker))
        assert (claim is not None) == free
        if claim is not None:
            assert claim.fence > self.fence, "the number only grows"
            self.given.append(claim)
            self.state, self.expired, self.fence = TaskState.RUNNING, False, claim.fence

    @precondition(lambda self: self.given)
    @rule(data=st.data(), lease=st.sampled_from([30.0, -1.0]))
    def renew(self, data: st.DataObject, lease: float) -> None:
        claim = data.draw(st.sampled_from(self.given))

        async def beat() -> dict[Claim, Standing]:
            async with self.world.storage.transaction(serial=False) as books:
                return await books.leases.renew([claim], lease)

        standing = self.run(beat())[claim]
        assert (standing is not Standing.LOST) == self.holds(claim)
        if self.holds(claim):
            self.expired = lease < 0

    @precondition(lambda self: self.given)
    @rule(data=st.data())
    def effect(self, data: st.DataObject) -> None:
        claim = data.draw(st.sampled_from(self.given))

        async def write() -> None:
            with holding(claim):
                async with self.world.storage.transaction() as books:
                    await books.events.add(self.person, "effect", {"fence": claim.fence})

        try:
            self.run(write())
        except Rejected:
            assert not self.holds(claim)
        else:
            assert self.holds(claim)
            self.effects.append(claim.fence)

    @precondition(lambda self: self.given)
    @rule(data=st.data(), how=st.sampled_from(["finish", "again", "dead", "cancelled", "give_back"]))
    def end(self, data: st.DataObject, how: str) -> None:
        claim = data.draw(st.sampled_from(self.given))
        ended = self.run(self._end(claim, how))
        assert ended == self.holds(claim)
        if ended:
            self.endings.append(claim.fence)
            self.expired = False
            self.state = {
                "finish": TaskState.DONE, "dead": TaskState.DEAD, "cancelled": TaskState.CANCELLED,
            }.get(how, TaskState.WAITING)  # fmt: skip

    async def _end(self, claim: Claim, how: str) -> bool:
        failure = Failure(at=NOON, worker="w", why=WHY)
        async with self.world.storage.transaction(serial=False) as books:
            match how:
                case "finish":
                    return claim in await books.leases.finish({claim: {}})
                case "cancelled":
                    return await books.leases.cancelled(claim)
                case "give_back":
                    before = await books.tasks.task(self.task_id, self.person)
                    await books.leases.give_back([claim])
                    return await books.tasks.task(self.task_id, self.person) != before
                case _:
                    return await books.leases.fail(claim, failure, 0.0 if how == "again" else None)

    @rule()
    def cancel(self) -> None:
        self.run(self.world.cancel(self.task_id, self.person))
        if self.state is TaskState.WAITING:
            self.state = TaskState.CANCELLED

    @rule()
    def retry(self) -> None:
        again = RetryTask(self.world.storage, self.world.bus)(self.task_id, person=self.person)
        try:
            self.run(again)
        except Rejected:
            assert self.state not in {TaskState.DEAD, TaskState.CANCELLED}
        else:
            assert self.state in {TaskState.DEAD, TaskState.CANCELLED}
            self.state = TaskState.WAITING

    @rule()
    def hand_over(self) -> None:
        handed = self.run(self.world.hand_over(again_after=0.0))
        free = self.state is TaskState.WAITING or (self.state is TaskState.RUNNING and self.expired)
        if self.run(self._buried()):
            self.state = TaskState.DEAD
        else:
            assert (self.task_id in handed) == free, "what is due is found by those who work"

    async def _buried(self) -> bool:
        return self.state is TaskState.RUNNING and (await self._task()).state is TaskState.DEAD

    async def _task(self) -> Task:
        return await self.world.show(self.task_id, self.person)

    @invariant()
    def it_stands_as_it_must(self) -> None:
        task = self.run(self._task())
        assert (task.state, task.fence) == (self.state, self.fence)
        assert (task.ended_at is not None) == (task.state in OVER)

    @invariant()
    def each_start_ends_at_most_once(self) -> None:
        assert len(self.endings) == len(set(self.endings))

    @invariant()
    def the_effects_of_different_starts_never_mix(self) -> None:
        assert self.effects == sorted(self.effects)
        told = [event.payload["fence"] for event in self.run(self.world.events(self.person)) if event.kind == "effect"]
        assert told == self.effects


def run_machine(url: str, examples: int) -> None:
    machine = type("OneTaskHere", (OneTask,), {"url": url})
    chosen = settings(
        max_examples=examples, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(machine, settings=chosen)


@pytest.mark.slow
def test_no_order_of_events_lets_two_count_or_loses_a_task(tmp_path: Path) -> None:
    run_machine(f"sqlite+aiosqlite:///{tmp_path / 'laws.sqlite'}", 25)


@pytest.mark.slow
def test_nor_does_any_on_postgresql(postgres_url: str) -> None:
    run_machine(postgres_url, 15)
