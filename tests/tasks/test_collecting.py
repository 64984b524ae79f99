"""Boards are asked in the background; what fails for now is tried again, what fails for good is told."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import define, field, frozen
from dependency_injector.providers import Object
from work_world import WorkWorld

from copilot_adapters.container import Container
from copilot_adapters.settings import Settings
from copilot_adapters.storage import SqlStorage
from copilot_core.entities.identities import LOCAL_PERSON, SourceName, TaskId
from copilot_core.entities.posting import Attribution, Posting, Search
from copilot_core.entities.task import Task, TaskState
from copilot_core.errors import Rejected, Unavailable
from copilot_core.ports.leases import holding
from copilot_core.ports.sources import SourceClaim
from copilot_core.testing import make_posting
from copilot_worker.deeds import ContainerDeeds

DOWN = Unavailable("board_unreachable", board="A", problem="no network")
LIMITED = Unavailable("board_limited", retry_after=300.0, board="B", status=429)
CHANGED = Unavailable("board_changed", permanent=True, board="C", problem="no jobs in it")


@define
class Board:
    failure: Unavailable | None = None
    attribution: Attribution = Attribution(name="Board", url="https://board.example")
    min_interval: timedelta = timedelta()
    asked: list[Search] = field(factory=list)

    async def postings(self, search: Search) -> AsyncIterator[Posting]:
        self.asked.append(search)
        yield make_posting(external_id="1", title="Nurse")
        if self.failure is not None:
            raise self.failure


@define
class Silent(Board):
    async def postings(self, search: Search) -> AsyncIterator[Posting]:
        self.asked.append(search)
        if self.failure is not None:
            raise self.failure
        return
        yield


@frozen
class Boards:
    kept: dict[str, Board]

    def names(self) -> tuple[SourceName, ...]:
        return tuple(map(SourceName, self.kept))

    def source(self, name: SourceName) -> Board:
        if name not in self.kept:
            raise Rejected("plugin_unknown", plugin=name, group="copilot.job_sources", known=", ".join(self.kept))
        return self.kept[name]


@frozen
class Collecting:
    world: WorkWorld
    container: Container

    async def __call__(self, kept: dict[str, Board], **told: object) -> Task:
        task_id = await self.world.add("collect", told, person=LOCAL_PERSON)  # type: ignore[arg-type]
        await self.again(task_id, kept)
        return await self.world.show(task_id)

    async def again(self, task_id: TaskId, kept: dict[str, Board]) -> TaskState | None:
        self.container.boards.override(Object(Boards(kept)))
        deeds = ContainerDeeds(self.container)
        run = self.container.run_task(heart=self.world.heart, deeds=deeds)
        state: TaskState | None = await run(task_id, "w1")
        return state


@pytest.fixture
def collect(storage: SqlStorage, tmp_path: Path) -> Collecting:
    world = WorkWorld(storage)
    container = Container(settings=Settings(home=tmp_path))
    container.storage.override(Object(storage))
    container.clock.override(Object(world.clock))
    return Collecting(world, container)


async def test_what_was_found_is_kept_and_counted_board_by_board(collect: Collecting) -> None:
    boards = {"acme": Board(), "other": Silent()}
    task = await collect(boards, text="nurse", where="Berlin", remote=False, limit=7)
    assert task.state is TaskState.DONE
    assert task.result == {
        "found": 1, "new": 1, "changed": 0, "merged": 0, "outcome.acme": "ok", "outcome.other": "empty",
    }  # fmt: skip
    (asked,) = boards["acme"].asked
    assert (asked.text, asked.where, asked.remote, asked.limit) == ("nurse", "Berlin", False, 7)
    async with collect.world.storage.reading() as books:
        assert await books.catalogue.count(LOCAL_PERSON) == 1


async def test_only_the_boards_that_were_named_are_asked(collect: Collecting) -> None:
    boards = {"acme": Board(), "other": Board()}
    task = await collect(boards, sources=("other", "other", "nobody"))
    assert boards["acme"].asked == []
    assert len(boards["other"].asked) == 1
    assert task.result["outcome.nobody"] == "misconfigured"
    assert "nobody" in str(task.result["why.nobody"])


async def test_one_boards_failure_is_not_the_tasks(collect: Collecting) -> None:
    task = await collect({"good": Silent(), "a": Silent(DOWN), "c": Silent(CHANGED)})
    assert task.state is TaskState.DONE
    assert (task.result["outcome.a"], task.result["why.a"]) == ("unreachable", str(DOWN))


async def test_when_no_board_answers_for_now_it_is_tried_again_when_the_soonest_allows(collect: Collecting) -> None:
    task = await collect({"b": Silent(LIMITED), "c": Silent(CHANGED)})
    assert task.state is TaskState.WAITING
    assert task.story[-1].why.code == "boards_silent"
    assert str(LIMITED) in str(task.story[-1].why)
    assert (task.run_after - task.created_at).total_seconds() >= 299
    await collect.world.due_now(task.id)
    collect.world.clock.move(timedelta(minutes=6))
    assert await collect.again(task.id, {"b": Board()}) is TaskState.DONE


async def test_when_none_will_ever_answer_the_task_is_dead_and_says_why(collect: Collecting) -> None:
    task = await collect({"c": Silent(CHANGED)})
    assert task.state is TaskState.DEAD
    assert "no jobs in it" in str(task.story[-1].why)


async def test_what_was_found_before_all_failed_is_kept(collect: Collecting) -> None:
    task = await collect({"a": Board(DOWN)})
    assert task.state is TaskState.WAITING
    async with collect.world.storage.reading() as books:
        assert await books.catalogue.count(LOCAL_PERSON) == 1


@pytest.mark.parametrize(
    "told", [{"text": 5}, {"limit": True}, {"sources": "acme"}, {"words": "x"}, {"text": "x" * 3000}]
)
async def test_what_the_boards_cannot_be_asked_is_refused_before_it_waits(
    collect: Collecting, told: dict[str, object]
) -> None:
    with pytest.raises(Rejected, match="collect cannot be told"):
        await collect({"acme": Board()}, **told)


async def test_how_far_it_has_come_is_told_board_by_board(collect: Collecting) -> None:
    task = await collect({"acme": Board()})
    assert (task.progress.done, task.progress.total) == (1, 1)
    assert str(task.progress.note) == "acme: ok, 1 found"


async def claimed_board(world: WorkWorld, name: str) -> SourceClaim | None:
    """Claim a board for as long as a run may hold it, and give nothing back."""
    now = world.clock.now()
    async with world.storage.transaction() as books:
        claim = await books.sources.claim(SourceName(name), now, now + timedelta(minutes=10))
    return claim if isinstance(claim, SourceClaim) else None


async def test_a_start_that_could_give_nothing_back_holds_no_board_against_the_next_of_its_task(
    collect: Collecting,
) -> None:
    task_id = await collect.world.add("collect", {"text": "nurse"}, person=LOCAL_PERSON)
    before = await collect.world.claim(task_id)
    assert before is not None
    with holding(before):
        assert await claimed_board(collect.world, "acme") is not None
    await collect.world.expire(before)
    assert await collect.again(task_id, {"acme": Board()}) is TaskState.DONE
    task = await collect.world.show(task_id)
    assert (task.result["outcome.acme"], task.result["found"]) == ("ok", 1)


async def test_a_board_that_another_task_is_asking_stays_with_it(collect: Collecting) -> None:
    other = await collect.world.claim(await collect.world.add("collect", {"text": "cook"}, person=LOCAL_PERSON))
    with holding(other):
        assert await claimed_board(collect.world, "acme") is not None
    task = await collect({"acme": Board()})
    assert task.result["outcome.acme"] == "not_due"
