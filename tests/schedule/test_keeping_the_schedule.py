"""Each turn of the schedule starts one task, whoever keeps it, and whatever the clocks do."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, time, timedelta

import pytest
from attrs import evolve, field, frozen

from copilot_adapters.storage import SqlStorage
from copilot_core.entities.identities import LOCAL_PERSON, PersonId, SearchId, TaskId
from copilot_core.entities.job_query import JobQuery
from copilot_core.entities.saved_search import SavedSearch
from copilot_core.entities.task import Task, TaskState
from copilot_core.entities.timetable import Timetable
from copilot_core.ports.tasks import TaskQuery
from copilot_core.rules.schedule import ENTRIES, Entry, entries_in_force
from copilot_core.rules.task_kinds import KINDS
from copilot_core.testing import NOON, StillClock
from copilot_core.use_cases.platform.keep_schedule import KeepSchedule, Tick
from copilot_core.use_cases.platform.resign_schedule import ResignSchedule
from copilot_core.use_cases.platform.show_schedule import ShowSchedule
from copilot_worker.deeds import DEEDS

HOURLY = Entry(name="hourly", timetable=Timetable(hours=1), task="review_sources")
DAILY = Entry(name="daily", timetable=Timetable(at=time(13)), task="clean_up", payload={"days": 3})
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@frozen
class Watch:
    """A scheduler's world."""

    storage: SqlStorage
    clock: StillClock = field(factory=StillClock)
    entries: tuple[Entry, ...] = (HOURLY, DAILY)

    async def tick(self, holder: str = "one", lease: float = 60.0) -> Tick:
        return await KeepSchedule(self.storage, self.clock, self.entries)(holder, lease)

    async def tasks(self, name: str = "", person: PersonId = LOCAL_PERSON) -> tuple[Task, ...]:
        async with self.storage.reading() as books:
            return await books.tasks.list(TaskQuery(person=person, installation=True, name=name, limit=500))

    async def finish(self, ids: Sequence[TaskId]) -> None:
        async with self.storage.transaction() as books:
            for task in await books.leases.claim(ids, "worker", 60.0):
                await books.leases.finish({task.claim: {}})

    async def save(self, name: str = "Python in Berlin", **changes: object) -> SavedSearch:
        search = SavedSearch(
            id=SearchId(name.lower().replace(" ", "-")),
            person=LOCAL_PERSON,
            name=name,
            query=JobQuery(text="python"),
            timetable=Timetable(hours=1),
            created_at=NOON,
            next_due=NOON + HOUR,
        )
        made = evolve(search, **changes)  # type: ignore[arg-type]  # of any field
        async with self.storage.transaction() as books:
            await books.searches.save(made)
        return made

    async def search(self, made: SavedSearch) -> SavedSearch:
        async with self.storage.reading() as books:
            return await books.searches.search(made.person, made.id)


@pytest.fixture
async def watch(storage: SqlStorage) -> Watch:
    made = Watch(storage)
    await made.tick()
    return made


async def test_an_entry_waits_for_its_first_turn_and_then_starts_one_task(watch: Watch) -> None:
    assert await watch.tasks() == ()
    watch.clock.move(timedelta(minutes=59))
    assert (await watch.tick()).started == ()
    watch.clock.move(timedelta(minutes=2))
    (hourly, daily) = (await watch.tick()).started
    tasks = {task.id: task for task in await watch.tasks()}
    assert {tasks[hourly].name, tasks[daily].name} == {"review_sources", "clean_up"}
    assert tasks[daily].payload == {"days": 3, "due": "2026-03-02T13:00:00+00:00"}
    assert tasks[daily].person is None
    assert (await watch.tick()).started == ()


async def test_turns_missed_for_a_week_are_caught_up_once(watch: Watch) -> None:
    watch.clock.move(7 * DAY)
    assert len((await watch.tick()).started) == 2
    assert (await watch.tick()).started == ()
    assert len(await watch.tasks()) == 2


async def test_while_the_last_task_has_not_ended_there_is_no_second(watch: Watch) -> None:
    watch.clock.move(HOUR)
    first = (await watch.tick()).started
    for _ in range(5):
        watch.clock.move(HOUR)
        assert (await watch.tick()).started == ()
    await watch.finish(first)
    watch.clock.move(HOUR)
    assert len((await watch.tick()).started) == 1


async def test_a_clock_set_back_runs_nothing_again(watch: Watch) -> None:
    for _ in range(4):
        watch.clock.move(HOUR)
        await watch.finish((await watch.tick()).started)
    before = await watch.tasks()
    for back in (timedelta(minutes=10), timedelta(hours=1)):
        watch.clock.move(-back)
        await watch.tick()
    while watch.clock.now() < NOON + 4 * HOUR + timedelta(minutes=30):
        watch.clock.move(timedelta(minutes=10))
        await watch.tick()
    assert await watch.tasks() == before


async def test_a_clock_that_was_years_ahead_stops_nothing_for_years(watch: Watch) -> None:
    watch.clock.move(3000 * DAY)
    await watch.finish((await watch.tick()).started)
    watch.clock.move(-3000 * DAY)
    await watch.tick()
    watch.clock.move(2 * HOUR)
    assert len((await watch.tick()).started) == 2


@pytest.mark.parametrize("holders", [("one", "two"), ("one", "one")])
async def test_two_schedulers_at_once_start_each_turn_once(storage_url: str, holders: tuple[str, str]) -> None:
    """Two of one name stand for a leader that was stopped longer than its lease: both believe they lead."""
    watches = [Watch(SqlStorage(storage_url)) for _ in holders]
    try:
        for watch, holder in zip(watches, holders, strict=True):
            await watch.tick(holder)
        for _ in range(12):
            for watch in watches:
                watch.clock.move(HOUR)
            ticks = await asyncio.gather(*(watch.tick(name) for watch, name in zip(watches, holders, strict=True)))
            await watches[0].finish([task for tick in ticks for task in tick.started])
        tasks = await watches[0].tasks()
        assert len([task for task in tasks if task.name == "review_sources"]) == 12
        assert len([task for task in tasks if task.name == "clean_up"]) == 1
        assert {task.state for task in tasks} == {TaskState.DONE}
    finally:
        for watch in watches:
            await watch.storage.close()


async def test_a_leader_stopped_longer_than_its_lease_takes_no_turn_after_another_took_it(watch: Watch) -> None:
    await watch.tick("slow", lease=60.0)
    await ResignSchedule(watch.storage)("one")
    assert (await watch.tick("slow", lease=0.05)).leads
    watch.clock.move(HOUR)
    async with watch.storage.reading() as books:
        seen = (await books.schedule.turns())["hourly"]
    await asyncio.sleep(0.1)
    assert len((await watch.tick("quick")).started) == 2
    async with watch.storage.transaction(serial=False) as books:
        assert not await books.schedule.take(evolve(seen, due_at=seen.due_at + HOUR), seen.due_at)
    assert not (await watch.tick("slow")).leads
    assert len(await watch.tasks()) == 2


async def test_one_leads_until_it_resigns(watch: Watch) -> None:
    assert not (await watch.tick("two")).leads
    await ResignSchedule(watch.storage)("two")
    assert not (await watch.tick("two")).leads
    await ResignSchedule(watch.storage)("one")
    assert (await watch.tick("two")).leads


async def test_a_search_that_is_due_gets_its_task_and_its_next_turn(watch: Watch) -> None:
    made = await watch.save()
    watch.clock.move(HOUR)
    started = (await watch.tick()).started
    (task,) = await watch.tasks("run_search")
    assert task.id in started
    assert (task.person, task.payload) == (LOCAL_PERSON, {"search": made.id})
    kept = await watch.search(made)
    assert (kept.next_due, kept.last_task) == (NOON + 2 * HOUR, task.id)


async def test_a_search_whose_task_waits_is_not_asked_for_again(watch: Watch) -> None:
    made = await watch.save()
    for _ in range(5):
        watch.clock.move(HOUR)
        await watch.tick()
    (task,) = await watch.tasks("run_search")
    await watch.finish([task.id])
    watch.clock.move(HOUR)
    await watch.tick()
    assert len(await watch.tasks("run_search")) == 2
    assert (await watch.search(made)).next_due == NOON + 7 * HOUR


async def test_more_searches_than_one_transaction_holds_are_all_started(watch: Watch) -> None:
    for number in range(60):
        await watch.save(f"search {number}", person=PersonId(f"person-{number % 3}"))
    watch.clock.move(HOUR)
    await watch.tick()
    people = [PersonId(f"person-{number}") for number in range(3)]
    assert [len(await watch.tasks("run_search", person)) for person in people] == [20, 20, 20]


async def test_a_paused_search_is_never_due(watch: Watch) -> None:
    await watch.save(active=False, next_due=None)
    watch.clock.move(30 * DAY)
    await watch.tick()
    assert await watch.tasks("run_search") == ()


async def test_a_search_planned_by_a_wrong_clock_is_planned_anew(watch: Watch) -> None:
    made = await watch.save(next_due=NOON + 3000 * DAY)
    await watch.tick()
    assert (await watch.search(made)).next_due == NOON + HOUR
    assert await watch.tasks("run_search") == ()


async def test_a_search_whose_zone_is_unknown_here_is_told_of_and_stops_no_other(watch: Watch) -> None:
    odd = await watch.save("odd", timetable=Timetable(at=time(8), zone="Europe/Atlantis"))
    await watch.save("sound")
    watch.clock.move(HOUR)
    (problem,) = (await watch.tick()).problems
    assert problem.code == "zone_unknown"
    assert len(await watch.tasks("run_search")) == 2
    assert (await watch.search(odd)).next_due == NOON + HOUR + DAY


async def test_the_schedule_shows_its_leader_and_every_entry(watch: Watch) -> None:
    watch.clock.move(HOUR)
    await watch.finish((await watch.tick()).started[:1])
    plan = await ShowSchedule(watch.storage, watch.entries)()
    assert plan.leader == "one"
    hourly, daily = plan.entries
    assert (hourly.timetable, hourly.last_run, hourly.next_due) == ("hourly", NOON + HOUR, NOON + 2 * HOUR)
    assert (hourly.last_state, daily.last_state) == (TaskState.DONE, TaskState.WAITING)
    await ResignSchedule(watch.storage)("one")
    assert (await ShowSchedule(watch.storage, watch.entries)()).leader is None


def test_every_entry_has_a_name_of_its_own_and_a_deed() -> None:
    entries = entries_in_force(24.0)
    assert {entry.task for entry in entries} <= set(KINDS) & set(DEEDS)
    assert len({entry.name for entry in entries}) == len(entries)
    assert entries_in_force(0.0) == ENTRIES
    assert len(entries) == len(ENTRIES) + 1


def test_a_turn_is_one_task_however_often_it_is_asked_for() -> None:
    due = datetime.fromisoformat("2026-03-02T13:00:00+00:00")
    assert HOURLY.task_due(due) == HOURLY.task_due(due)
    assert HOURLY.task_due(due).id != HOURLY.task_due(due + HOUR).id
    assert HOURLY.task_due(due).id != evolve(HOURLY, name="other").task_due(due).id
