"""A saved search tells of each new job once, whatever happens meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from attrs import evolve
from searches_world import SearchWorld, Shelf, developer

from copilot_core.entities.identities import LOCAL_PERSON, PersonId, SearchId, SourceName
from copilot_core.entities.job_query import JobQuery
from copilot_core.entities.place import Remote
from copilot_core.entities.posting import Posting, Search
from copilot_core.entities.task import TaskState
from copilot_core.errors import NotFound
from copilot_core.ports.tasks import TaskQuery
from copilot_core.rules.schedule import search_task
from copilot_core.testing import make_posting
from copilot_worker.deeds import ContainerDeeds

STRANGER = PersonId("stranger")
DEED = "run_search"


async def test_what_was_here_before_is_not_new_and_what_comes_is_told_once(world: SearchWorld) -> None:
    world.put(developer("Alpha"))
    await world.container.collect_jobs()(Search())
    search = await world.save()
    assert (await world.run(search)).new == 0
    assert await world.told() == []
    world.put(developer("Beta"), developer("Gamma"), make_posting())
    run = await world.run(search)
    assert run.new == 2
    (event,) = await world.told()
    assert event.payload == {"search": search.id, "name": "Python", "new": 2, "jobs": run.jobs}
    assert (await world.run(search)).new == 0
    assert len(await world.told()) == 1


async def test_a_run_notes_when_it_was_and_what_it_found(world: SearchWorld) -> None:
    search = await world.save()
    world.put(developer("Alpha"))
    await world.run(search)
    (kept,) = await world.container.list_searches()()
    assert (kept.last_run, kept.new) == (world.clock.now(), 1)
    assert kept.seen_upto > search.seen_upto == kept.new_from
    await world.run(search)
    (kept,) = await world.container.list_searches()()
    assert (kept.new, kept.new_from) == (0, search.seen_upto)


async def test_a_run_notes_who_was_asked_in_vain_until_they_answer(world: SearchWorld) -> None:
    search = await world.save()
    world.shelves.boards["other"].blocked = True
    await world.run(search)
    (kept,) = await world.container.list_searches()()
    assert (kept.new, kept.failed) == (0, (SourceName("other"),))
    await world.container.change_search()(search.id, active=False)
    world.shelves.boards["other"].blocked = False
    await world.run(search)
    (kept,) = await world.container.list_searches()()
    assert kept.failed == ()


async def test_new_jobs_are_shown_until_there_are_newer_ones(world: SearchWorld) -> None:
    search = await world.save()
    world.put(developer("Alpha"))
    await world.run(search)
    await world.run(search)
    _, page = await world.container.show_search()(search.id)
    assert [job.company for job in page.jobs] == ["Alpha"]
    world.put(developer("Beta"))
    await world.run(search)
    _, page = await world.container.show_search()(search.id)
    assert [job.company for job in page.jobs] == ["Beta"]


async def test_ten_new_jobs_are_named_and_all_are_counted(world: SearchWorld) -> None:
    search = await world.save()
    world.put(*(developer(f"Company {number} {'abcdefghijklmnop'[number] * 9}") for number in range(14)))
    run = await world.run(search)
    assert (run.new, len(run.jobs)) == (14, 10)


async def test_a_known_job_on_another_board_is_not_new(world: SearchWorld) -> None:
    search = await world.save()
    world.put(developer("Alpha"))
    assert (await world.run(search)).new == 1
    world.put(developer("Alpha", external_id="elsewhere"), board="other")
    run = await world.run(search)
    assert run.collected.sources["other"].merged == 1  # type: ignore[index]  # a name
    assert run.new == 0


async def test_filters_hold_for_what_is_new(world: SearchWorld) -> None:
    search = await world.save(query=JobQuery(text="python", country="Germany"))
    world.put(developer("Alpha"), developer("Beta", places=("Paris, France",)))
    run = await world.run(search)
    assert run.new == 1
    _, page = await world.container.show_search()(search.id)
    assert [job.company for job in page.jobs] == ["Alpha"]


async def test_boards_are_asked_for_what_the_search_says(world: SearchWorld) -> None:
    query = JobQuery(text="python", city="Berlin", remote=frozenset({Remote.YES}))
    await world.run(await world.save(query=query, sources=("acme",)))
    (asked,) = world.shelves.boards["acme"].asked
    assert (asked.text, asked.where, asked.remote) == ("python", "Berlin", True)
    assert world.shelves.boards["other"].asked == []


async def test_a_board_that_blocks_is_named_and_the_others_are_searched(world: SearchWorld) -> None:
    search = await world.save()
    world.shelves.boards["other"].blocked = True
    world.put(developer("Alpha"))
    run = await world.run(search)
    assert run.new == 1
    assert run.result["failed"] == ("other",)


async def test_private_jobs_are_nobodys_news(world: SearchWorld) -> None:
    searches = [await world.save(person=person) for person in (LOCAL_PERSON, STRANGER)]
    private = developer("Secret", external_id="by-hand")
    await world.container.store_postings()(SourceName("manual"), [private], owner=STRANGER)
    assert [(await world.run(search)).new for search in searches] == [0, 0]
    for search in searches:
        _, page = await world.container.show_search()(search.id, person=search.person)
        assert page.total == 0


async def test_a_job_that_a_person_brought_before_the_board_is_no_news_to_them(world: SearchWorld) -> None:
    mine, theirs = [await world.save(person=person) for person in (LOCAL_PERSON, STRANGER)]
    job = developer("Alpha", external_id="by-hand")
    await world.container.store_postings()(SourceName("manual"), [job], owner=LOCAL_PERSON)
    world.put(developer("Alpha"))
    assert ((await world.run(mine)).new, (await world.run(theirs)).new) == (0, 1)


async def test_two_runs_at_once_tell_once(world: SearchWorld) -> None:
    search = await world.save()
    world.put(developer("Alpha"))
    await world.container.collect_jobs()(Search())
    await asyncio.gather(*(world.run(search) for _ in range(4)))
    assert len(await world.told()) == 1


async def test_a_run_that_lost_its_task_tells_nothing_and_the_next_tells_everything(world: SearchWorld) -> None:
    search = await world.save()
    work = world.work
    deeds = ContainerDeeds(world.container)
    task_id = await work.add(DEED, {"search": search.id}, person=LOCAL_PERSON)
    lost = asyncio.Event()

    class Stalling(Shelf):
        async def postings(self, search: Search) -> AsyncIterator[Posting]:
            yield developer("Alpha")
            async with world.container.storage().transaction(serial=False) as books:
                task = await books.tasks.task(task_id, LOCAL_PERSON)
                await books.leases.renew([task.claim], -1.0)
                await books.leases.claim([task_id], "other", 0.01)
            lost.set()

    world.shelves.boards["acme"] = Stalling()
    first = work.worker(deeds={DEED: deeds.deed(DEED)})
    assert await first(task_id, "one") is None
    assert lost.is_set()
    assert await world.told() == []
    world.shelves.boards["acme"] = Shelf(postings_kept=[developer("Alpha")])
    await asyncio.sleep(0.05)
    assert await first(task_id, "two") is TaskState.DONE
    (event,) = await world.told()
    assert event.payload["new"] == 1
    result = (await work.show(task_id)).result
    assert (result["new"], result["boards"]) == (1, 2)


async def test_a_run_that_breaks_before_its_end_leaves_the_search_as_it_was(world: SearchWorld) -> None:
    search = await world.save()
    world.put(developer("Alpha"))

    def broken(_result: object) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await world.run(search, finishing=broken)
    assert await world.told() == []
    assert (await world.run(search)).new == 1


async def test_a_search_removed_before_its_turn_ends_quietly(world: SearchWorld) -> None:
    search = await world.save()
    task = search_task(search, world.clock.now())
    await world.work.enqueue()([task])
    await world.container.remove_search()(search.id)
    worker = world.work.worker(deeds={DEED: ContainerDeeds(world.container).deed(DEED)})
    assert await worker(task.id, "one") is TaskState.DONE
    assert (await world.work.show(task.id)).result == {"search": search.id, "removed": True}


async def test_a_pause_while_it_runs_is_kept_and_so_is_what_was_seen(world: SearchWorld) -> None:
    search = await world.save()

    class Slow(Shelf):
        async def postings(self, search: Search) -> AsyncIterator[Posting]:
            yield developer("Alpha")
            await world.container.change_search()(made, active=False)

    made = search.id
    world.shelves.boards["acme"] = Slow()
    await world.run(search)
    (kept,) = await world.container.list_searches()()
    assert not kept.active
    assert kept.next_due is None
    assert kept.seen_upto > search.seen_upto
    await world.container.change_search()(made, active=True)
    assert (await world.run(search)).new == 0


async def test_saving_after_a_run_loses_nothing_of_it(world: SearchWorld) -> None:
    search = await world.save()
    world.put(developer("Alpha"))
    await world.run(search)
    async with world.container.storage().transaction() as books:
        await books.searches.save(evolve(search, name="Renamed"))
    (kept,) = await world.container.list_searches()()
    assert (kept.name, kept.new) == ("Renamed", 1)
    assert (await world.run(search)).new == 0


@pytest.mark.parametrize("deed", ["show_search", "run_search", "change_search", "remove_search"])
async def test_another_persons_search_is_unknown(world: SearchWorld, deed: str) -> None:
    search = await world.save()
    with pytest.raises(NotFound) as unknown:
        await getattr(world.container, deed)()(search.id, person=STRANGER)
    assert unknown.value.code == "search_unknown"
    assert await world.container.list_searches()(person=STRANGER) == ()
    assert len(await world.container.list_searches()()) == 1


async def test_a_search_that_never_was_is_unknown(world: SearchWorld) -> None:
    with pytest.raises(NotFound):
        await world.container.remove_search()(SearchId("none"))


async def test_the_schedule_runs_a_search_from_its_making_to_its_news(world: SearchWorld) -> None:
    search = await world.save()
    world.put(developer("Alpha"))
    keep = world.container.keep_schedule()
    await keep("one")
    world.clock.move(timedelta(hours=1))
    await keep("one")
    (task,) = await world.container.list_tasks()(TaskQuery(person=LOCAL_PERSON, name=DEED))
    worker = world.work.worker(deeds={DEED: ContainerDeeds(world.container).deed(DEED)})
    assert await worker(task.id, "one") is TaskState.DONE
    (event,) = await world.told()
    assert event.payload["new"] == 1
    (kept,) = await world.container.list_searches()()
    assert kept.next_due is not None
    assert kept.next_due > world.clock.now() > search.created_at


async def test_doctor_warns_of_a_search_that_is_due_while_nobody_keeps_the_schedule(world: SearchWorld) -> None:
    await world.save()
    look = world.container.work_findings()
    assert {one.what: one.state for one in await look()}["schedule"] == "ok"
    world.clock.move(timedelta(hours=2))
    found = {one.what: one for one in await look()}["schedule"]
    assert (found.state, found.detail) == ("warn", "kept by nobody, and a saved search is due")
    await world.container.keep_schedule()("leader")
    assert {one.what: one.state for one in await look()}["schedule"] == "ok"


async def test_a_board_that_another_search_has_just_asked_is_asked_again_when_it_is_due(world: SearchWorld) -> None:
    for shelf in world.shelves.boards.values():
        shelf.min_interval = timedelta(hours=2)
    world.shelves.boards["other"].min_interval = timedelta(hours=1)
    worker = world.work.worker(deeds={DEED: ContainerDeeds(world.container).deed(DEED)})
    for name, words in (("Python", "python"), ("Nurse", "nurse")):
        search = await world.save(name, JobQuery(text=words))
        task_id = await world.work.add(DEED, {"search": search.id}, person=LOCAL_PERSON)
        assert await worker(task_id, "one") is TaskState.DONE
    waiting = frozenset({TaskState.WAITING})
    for hour, boards in ((1, ("acme", "other")), (2, ("acme",))):
        (left,) = await world.container.list_tasks()(TaskQuery(person=LOCAL_PERSON, name=DEED, states=waiting))
        assert (left.payload["again"], left.payload["boards"]) == (hour, boards)
        assert (left.run_after - left.created_at).total_seconds() == pytest.approx(3605, abs=2)
        await world.container.cancel_task()(left.id, person=LOCAL_PERSON)
        world.clock.move(timedelta(hours=1))
        come = await world.work.add(DEED, left.payload, person=LOCAL_PERSON)
        assert await worker(come, "one") is TaskState.DONE
    assert not await world.container.list_tasks()(TaskQuery(person=LOCAL_PERSON, name=DEED, states=waiting))
    assert [[search.text for search in shelf.asked] for shelf in world.shelves.boards.values()] == [
        ["python", "nurse"],
        ["python", "nurse"],
    ]
