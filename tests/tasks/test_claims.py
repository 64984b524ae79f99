"""Of all who work on a task, the effects of one alone count."""

import asyncio

import pytest
from work_world import WorkWorld

from copilot_core.entities.identities import LOCAL_PERSON, TaskId
from copilot_core.entities.payload import Payload
from copilot_core.entities.task import Claim, Progress, TaskState
from copilot_core.errors import Rejected
from copilot_core.ports.deeds import Work
from copilot_core.ports.leases import Standing, holding


async def taken_over(world: WorkWorld) -> tuple[TaskId, Claim, Claim]:
    """Return a task, the claim of a worker that was taken for dead, and that of its successor."""
    task_id = await world.add(person=LOCAL_PERSON)
    first = await world.claim(task_id, "w1")
    assert first is not None
    await world.expire(first)
    second = await world.claim(task_id, "w2")
    assert second is not None
    return task_id, first, second


async def test_many_claim_at_once_and_one_gets_it(world: WorkWorld) -> None:
    task_id = await world.add()
    claims = await asyncio.gather(*(world.claim(task_id, f"w{number}") for number in range(8)))
    assert sum(claim is not None for claim in claims) == 1


async def test_a_lease_that_has_expired_may_be_taken_over_and_one_that_holds_may_not(world: WorkWorld) -> None:
    task_id = await world.add()
    first = await world.claim(task_id)
    assert first is not None
    assert await world.claim(task_id, "w2") is None
    await world.expire(first)
    second = await world.claim(task_id, "w2")
    assert second is not None
    assert second.fence > first.fence
    kept = await world.show(task_id)
    assert (kept.worker, kept.losses, kept.attempts) == ("w2", 1, 2)


async def test_until_somebody_else_has_it_an_expired_holder_may_still_finish(world: WorkWorld) -> None:
    task_id = await world.add()
    claim = await world.claim(task_id)
    assert claim is not None
    await world.expire(claim)
    async with world.storage.transaction(serial=False) as books:
        assert await books.leases.finish({claim: {}}) == {claim}
    assert (await world.show(task_id)).state is TaskState.DONE


async def test_an_effect_that_comes_too_late_is_refused(world: WorkWorld) -> None:
    _, first, second = await taken_over(world)

    async def effect(claim: Claim) -> None:
        with holding(claim):
            async with world.storage.transaction() as books:
                await books.events.add(LOCAL_PERSON, "effect", {"fence": claim.fence})

    with pytest.raises(Rejected, match="another worker"):
        await effect(first)
    await effect(second)
    told = [event.payload["fence"] for event in await world.events() if event.kind == "effect"]
    assert told == [second.fence]


async def test_nothing_of_the_one_that_was_taken_over_is_written(world: WorkWorld) -> None:
    task_id, first, second = await taken_over(world)
    before = await world.show(task_id)
    async with world.storage.transaction(serial=False) as books:
        assert await books.leases.finish({first: {"late": True}}) == frozenset()
        assert not await books.leases.cancelled(first)
        await books.leases.give_back([first])
        assert await books.leases.renew([first, second], 30) == {first: Standing.LOST, second: Standing.HELD}
        with pytest.raises(Rejected):
            await books.leases.progress(first, Progress(done=1))
    assert await world.show(task_id) == before


async def test_who_holds_on_keeps_others_from_taking_over_until_the_transaction_ends(world: WorkWorld) -> None:
    task_id = await world.add()
    claim = await world.claim(task_id)
    assert claim is not None
    await world.expire(claim)
    order: list[str] = []

    async def effect() -> None:
        with holding(claim):
            async with world.storage.transaction(serial=False):
                order.append("in")
                await asyncio.sleep(0.2)
                order.append("out")

    async def take_over() -> None:
        await asyncio.sleep(0.1)
        taken = await world.claim(task_id, "w2")
        order.append("taken" if taken else "not taken")

    await asyncio.gather(effect(), take_over())
    assert order in (["in", "out", "taken"], ["in", "not taken", "out"])


async def test_a_worker_that_was_taken_over_ends_without_a_trace(world: WorkWorld) -> None:
    """The whole of it: the first worker hangs, the second does the work, the first wakes up."""
    task_id = await world.add(person=LOCAL_PERSON)
    go_on = asyncio.Event()

    async def slow(work: Work) -> Payload:
        await world.expire(work.task.claim)
        await go_on.wait()
        async with work.finishing({"by": "first"}) as books:
            await books.events.add(LOCAL_PERSON, "mail", {"by": "first"})
        return {}

    async def quick(work: Work) -> Payload:
        async with work.finishing({"by": "second"}) as books:
            await books.events.add(LOCAL_PERSON, "mail", {"by": "second"})
        return {}

    first = asyncio.create_task(world.run(task_id, slow, "w1"))
    await asyncio.sleep(0.1)
    assert await WorkWorld(world.storage).run(task_id, quick, "w2") is TaskState.DONE
    go_on.set()
    assert await first is None
    assert (await world.show(task_id)).result == {"by": "second"}
    assert [event.payload["by"] for event in await world.events() if event.kind == "mail"] == ["second"]


async def test_the_same_end_twice_counts_once(world: WorkWorld) -> None:
    async def twice(work: Work) -> Payload:
        for _ in range(2):
            async with work.finishing({}) as books:
                await books.events.add(LOCAL_PERSON, "made", {})
        return {}

    task_id = await world.add()
    assert await world.run(task_id, twice) is TaskState.DONE
    assert [event.kind for event in await world.events()] == ["made"]


async def test_asking_to_cancel_is_heard_with_the_next_beat(world: WorkWorld) -> None:
    task_id = await world.add()
    claim = await world.claim(task_id)
    assert claim is not None
    await world.cancel(task_id)
    async with world.storage.transaction(serial=False) as books:
        assert await books.leases.renew([claim], 30) == {claim: Standing.CANCEL}
