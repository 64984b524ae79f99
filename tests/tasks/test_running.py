"""A task is run: claimed, done, and ended as it went."""

import asyncio

import pytest
from attrs import evolve
from work_world import WorkWorld, failing, nothing, until

from copilot_core.entities.identities import LOCAL_PERSON, TaskId
from copilot_core.entities.payload import Payload
from copilot_core.entities.task import Kind, Progress, Queue, TaskState
from copilot_core.errors import NotFound, Rejected, Unavailable
from copilot_core.ports.deeds import Work
from copilot_core.ports.leases import HELD, Standing
from copilot_core.rules.new_task import new_task
from copilot_core.sentences import Sentence


async def test_a_task_is_done_and_keeps_its_result(world: WorkWorld) -> None:
    told: Payload = {"words": ("a", "b"), "much": 2.5, "none": None}

    async def count(work: Work) -> Payload:
        assert work.task.payload == told
        return {"counted": 2}

    task_id = await world.add("clean_up", told, person=LOCAL_PERSON)
    assert await world.worker(deeds={"clean_up": count})(task_id, "w1") is TaskState.DONE
    kept = await world.show(task_id)
    assert (kept.state, kept.result, kept.attempts, kept.worker) == (TaskState.DONE, {"counted": 2}, 1, "w1")
    assert kept.ended_at is not None
    assert kept.started_at is not None
    assert kept.ended_at >= kept.started_at


async def test_a_message_that_comes_twice_does_the_work_once(world: WorkWorld) -> None:
    done: list[TaskId] = []

    async def deed(work: Work) -> Payload:
        done.append(work.task.id)
        await asyncio.sleep(0.01)
        return {}

    task_id = await world.add()
    run = world.worker(deed)
    states = await asyncio.gather(*(run(task_id, "w1") for _ in range(5)))
    assert sorted(map(str, states)) == ["None"] * 4 + ["done"]
    assert await run(task_id, "w2") is None
    assert done == [task_id]


async def test_hundreds_at_once_are_all_done(world: WorkWorld) -> None:
    ids = await world.enqueue()([new_task("no_op") for _ in range(300)])
    run = world.worker()
    assert await asyncio.gather(*(run(task_id, "w1") for task_id in ids)) == [TaskState.DONE] * 300


@pytest.mark.parametrize(
    "error",
    [
        Rejected("setting_wrong", setting="X", problem="y"),
        NotFound("task_unknown", task="z"),
        Unavailable("storage_full", permanent=True, database="sqlite", problem="full"),
    ],
)
async def test_what_would_fail_again_is_dead_at_once_with_its_story(world: WorkWorld, error: Exception) -> None:
    task_id = await world.add(person=LOCAL_PERSON)
    assert await world.run(task_id, failing(error)) is TaskState.DEAD
    kept = await world.show(task_id)
    assert kept.state is TaskState.DEAD
    assert [str(failure.why) for failure in kept.story] == [str(error)]
    assert (kept.story[0].at, kept.story[0].worker) == (world.clock.now(), "w1")


async def test_what_may_work_later_waits_at_least_as_long_as_was_asked(world: WorkWorld) -> None:
    task_id = await world.add()
    busy = Unavailable("board_limited", retry_after=500.0, board="x")
    assert await world.run(task_id, failing(busy)) is TaskState.WAITING
    kept = await world.show(task_id)
    assert kept.state is TaskState.WAITING
    assert kept.started_at is not None
    assert (kept.run_after - kept.started_at).total_seconds() >= 499
    assert await world.run(task_id) is None, "it is not due"


async def test_a_board_that_asks_to_wait_for_years_is_not_believed(world: WorkWorld) -> None:
    task_id = await world.add()
    await world.run(task_id, failing(Unavailable("board_limited", retry_after=1e12, board="x")))
    kept = await world.show(task_id)
    assert (kept.run_after - kept.created_at).days <= 7


async def test_after_its_last_attempt_a_task_is_dead_and_tells_every_failure(world: WorkWorld) -> None:
    task_id = await world.add()
    states = []
    for number in range(5):
        await world.due_now(task_id)
        states.append(await world.run(task_id, failing(ValueError(f"no {number}\nsecret second line"))))
    assert states == [TaskState.WAITING] * 4 + [TaskState.DEAD]
    kept = await world.show(task_id)
    assert [str(failure.why) for failure in kept.story] == [f"ValueError: no {number}" for number in range(5)]


async def test_an_error_whose_message_is_rubbish_is_told_all_the_same(world: WorkWorld) -> None:
    task_id = await world.add()
    await world.run(task_id, failing(ValueError("\ud800\x00" + "x" * 10_000)))
    (failure,) = (await world.show(task_id)).story
    assert len(str(failure.why.params["problem"])) <= 300


async def test_a_deed_nobody_knows_is_dead_and_says_what_is_known(world: WorkWorld) -> None:
    task_id = await world.add("clean_up")
    assert await world.run(task_id) is TaskState.DEAD
    assert "clean_up" in str((await world.show(task_id)).story[0].why)


async def test_a_result_that_cannot_be_kept_is_a_failure_and_not_the_end_of_the_worker(world: WorkWorld) -> None:
    async def wrong(_work: Work) -> Payload:
        return {"thing": object()}  # type: ignore[dict-item]

    task_id = await world.add()
    assert await world.run(task_id, wrong) is TaskState.WAITING
    assert (await world.show(task_id)).story[0].why.code == "task_broke"


async def test_a_deed_that_takes_too_long_is_stopped_and_tried_again(world: WorkWorld) -> None:
    quick = evolve(new_task("no_op"), kind=Kind(queue=Queue.MAINTAIN, time_limit=0.05))
    (task_id,) = await world.enqueue()([quick])

    async def sleep(_work: Work) -> Payload:
        await asyncio.sleep(60)
        return {}

    assert await world.run(task_id, sleep) is TaskState.WAITING
    assert (await world.show(task_id)).story[0].why.code == "task_too_slow"


async def test_a_time_out_within_the_deed_is_not_ours(world: WorkWorld) -> None:
    task_id = await world.add()
    await world.run(task_id, failing(TimeoutError("the board is slow")))
    assert str((await world.show(task_id)).story[0].why) == "TimeoutError: the board is slow"


async def test_who_is_asked_to_cancel_stops_and_what_was_stored_stays(world: WorkWorld) -> None:
    task_id = await world.add(person=LOCAL_PERSON)

    async def long(work: Work) -> Payload:
        async with world.storage.transaction() as books:
            await books.events.add(LOCAL_PERSON, "stored", {})
        await asyncio.sleep(60)
        return {}

    running = asyncio.create_task(world.run(task_id, long))
    await until(lambda: task_id in world.heart.listening)
    await asyncio.sleep(0.05)
    assert (await world.cancel(task_id)).cancel_asked
    world.heart.say(task_id, Standing.CANCEL)
    assert await running is TaskState.CANCELLED
    assert (await world.show(task_id)).state is TaskState.CANCELLED
    assert "stored" in [event.kind for event in await world.events()]


async def test_a_running_task_that_lost_its_worker_and_is_cancelled_never_starts_again(world: WorkWorld) -> None:
    task_id = await world.add()
    claim = await world.claim(task_id)
    assert claim is not None
    await world.cancel(task_id)
    await world.expire(claim)
    assert await world.run(task_id, failing(AssertionError("it started"))) is TaskState.CANCELLED
    assert (await world.show(task_id)).story == ()


async def test_who_lost_the_claim_writes_nothing(world: WorkWorld) -> None:
    task_id = await world.add()
    begun = asyncio.Event()

    async def long(_work: Work) -> Payload:
        begun.set()
        await asyncio.sleep(60)
        return {}

    running = asyncio.create_task(world.run(task_id, long))
    await begun.wait()
    world.heart.say(task_id, Standing.LOST)
    assert await running is None
    kept = await world.show(task_id)
    assert (kept.state, kept.story) == (TaskState.RUNNING, ())


async def test_a_worker_that_stops_gives_its_task_back_and_it_counts_as_no_attempt(world: WorkWorld) -> None:
    task_id = await world.add()
    begun = asyncio.Event()

    async def long(_work: Work) -> Payload:
        begun.set()
        await asyncio.sleep(60)
        return {}

    running = asyncio.create_task(world.run(task_id, long))
    await begun.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    kept = await world.show(task_id)
    assert (kept.state, kept.attempts) == (TaskState.WAITING, 0)
    assert await world.run(task_id) is TaskState.DONE, "it may start at once"


async def test_a_worker_that_stops_while_it_claims_gives_back_what_it_got(world: WorkWorld) -> None:
    task_id = await world.add()
    running = asyncio.create_task(world.run(task_id))
    await asyncio.sleep(0.001)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    kept = await world.show(task_id)
    assert kept.state in {TaskState.WAITING, TaskState.DONE}


async def test_progress_is_kept_and_not_written_more_often_than_one_can_look(world: WorkWorld) -> None:
    task_id = await world.add(person=LOCAL_PERSON)

    async def tell(work: Work) -> Payload:
        for done in range(1, 200):
            await work.progress(Progress(done=done, total=200, note=Sentence("board_not_due", {"board": "x"})))
        assert (await world.show(task_id)).progress.done == 1
        return {}

    assert await world.run(task_id, tell) is TaskState.DONE
    facts = [event.payload for event in await world.events() if "done" in event.payload]
    assert facts == [{"task": task_id, "name": "no_op", "state": "running", "attempts": 1, "done": 1, "total": 200}]


async def test_what_is_written_at_the_end_is_written_with_the_end(world: WorkWorld) -> None:
    task_id = await world.add(person=LOCAL_PERSON)

    async def deed(work: Work) -> Payload:
        async with work.finishing({"made": 1}) as books:
            await books.events.add(LOCAL_PERSON, "made", {})
        return {}

    assert await world.run(task_id, deed) is TaskState.DONE
    assert (await world.show(task_id)).result == {"made": 1}
    assert [event.kind for event in await world.events()] == ["task", "task", "made", "task"]


async def test_an_end_that_fails_leaves_neither_the_end_nor_the_effect(world: WorkWorld) -> None:
    task_id = await world.add(person=LOCAL_PERSON)

    async def deed(work: Work) -> Payload:
        async with work.finishing({"made": 1}) as books:
            await books.events.add(LOCAL_PERSON, "made", {})
            raise ValueError("at the last moment")

    assert await world.run(task_id, deed) is TaskState.WAITING
    assert "made" not in [event.kind for event in await world.events()]


async def test_every_change_of_a_persons_task_is_an_event_in_order(world: WorkWorld) -> None:
    task_id = await world.add(person=LOCAL_PERSON)
    await world.run(task_id, failing(ValueError("once")))
    await world.due_now(task_id)
    await world.run(task_id)
    told = [(event.number, event.payload["state"], event.payload["attempts"]) for event in await world.events()]
    assert told == [(1, "waiting", 0), (2, "running", 1), (3, "waiting", 1), (4, "running", 2), (5, "done", 2)]
    assert world.bus.woken == [LOCAL_PERSON] * 5


async def test_the_installations_own_work_tells_nobody(world: WorkWorld) -> None:
    await world.run(await world.add())
    assert await world.events() == ()
    assert world.bus.woken == []


async def test_a_claim_that_is_held_does_not_leak_into_the_work_of_others(world: WorkWorld) -> None:
    async def deed(work: Work) -> Payload:
        assert HELD.get() == work.task.claim
        return {}

    ids = [await world.add() for _ in range(10)]
    run = world.worker(deed)
    assert await asyncio.gather(*(run(task_id, "w1") for task_id in ids)) == [TaskState.DONE] * 10
    assert HELD.get() is None


async def test_a_deed_that_cancels_itself_has_failed(world: WorkWorld) -> None:
    task_id = await world.add()
    assert await world.run(task_id, failing(asyncio.CancelledError())) is TaskState.WAITING
    assert "cancelled itself" in str((await world.show(task_id)).story[0].why)


async def test_doing_nothing_is_enough(world: WorkWorld) -> None:
    assert await world.run(await world.add(), nothing) is TaskState.DONE
