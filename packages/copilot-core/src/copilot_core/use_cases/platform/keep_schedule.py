"""Keep the schedule."""

from datetime import datetime, timedelta

from attrs import evolve, frozen

from copilot_core.entities.identities import PersonId, TaskId
from copilot_core.entities.saved_search import SavedSearch
from copilot_core.entities.task import ENDED, NewTask
from copilot_core.errors import NotFound, Rejected
from copilot_core.ports.clock import Clock
from copilot_core.ports.schedule import Turn
from copilot_core.ports.storage import Books, Storage
from copilot_core.rules.schedule import Entry, next_due, search_task
from copilot_core.rules.timetable import FARTHEST, next_run
from copilot_core.sentences import Sentence

LEASE = 15.0
"""Seconds for which a leader leads when nothing is heard of it."""

BATCH = 25
"""Saved searches whose turn is noted in one transaction."""

LATER = timedelta(days=1)
"""When a search is looked at again whose timetable cannot be read here."""


@frozen(kw_only=True)
class Tick:
    """What one look at the schedule did: whether this process leads, which tasks it started, what went wrong."""

    leads: bool
    started: tuple[TaskId, ...] = ()
    problems: tuple[Sentence, ...] = ()


@frozen
class KeepSchedule:
    """Give each turn that is due its task, in one transaction with noting it: of many schedulers exactly one may.

    A turn is the same task however often it is taken. Missed turns are caught up once; while the task of the last
    turn has not ended, there is no second.
    """

    storage: Storage
    clock: Clock
    entries: tuple[Entry, ...]

    async def __call__(self, holder: str, lease: float = LEASE) -> Tick:
        """Lead, or leave it to the one who does; `holder` names this process among all."""
        async with self.storage.transaction(serial=False) as books:
            if not await books.schedule.lead(holder, lease):
                return Tick(leads=False)
        async with self.storage.reading() as books:
            turns = await books.schedule.turns()
        started = [await self._turn(entry, turns.get(entry.name)) for entry in self.entries]
        searched, problems = await self._searches()
        return Tick(leads=True, started=(*filter(None, started), *searched), problems=problems)

    async def _turn(self, entry: Entry, turn: Turn | None) -> TaskId | None:
        now = self.clock.now()
        coming = next_run(entry.timetable, now)
        if turn is None:
            await self._note(Turn(name=entry.name, due_at=coming), None)
        elif turn.due_at <= now:
            return await self._start(entry, turn, coming, now)
        elif turn.due_at > next_run(entry.timetable, coming):
            await self._note(evolve(turn, due_at=coming), turn.due_at)
        return None

    async def _note(self, turn: Turn, was_due: datetime | None) -> None:
        """Note a first turn, or one that was planned when the clock was ahead."""
        async with self.storage.transaction(serial=False) as books:
            await books.schedule.take(turn, was_due)

    async def _start(self, entry: Entry, turn: Turn, coming: datetime, now: datetime) -> TaskId | None:
        task = entry.task_due(turn.due_at)
        async with self.storage.transaction(serial=False) as books:
            if await _under_way(books, turn.last_task, None):
                await books.schedule.take(evolve(turn, due_at=coming), turn.due_at)
                return None
            taken = Turn(name=entry.name, due_at=coming, last_run=now, last_task=task.id)
            if not await books.schedule.take(taken, turn.due_at):
                return None
            await books.tasks.add([task])
        return task.id

    async def _searches(self) -> tuple[list[TaskId], tuple[Sentence, ...]]:
        started: list[TaskId] = []
        problems: dict[str, Sentence] = {}
        while await self._some_due():
            async with self.storage.transaction() as books:
                now = self.clock.now()
                due = await books.searches.due(now, now + FARTHEST, BATCH)
                tasks = [await _planned(books, search, now, problems) for search in due]
                started += await books.tasks.add([task for task in tasks if task])
        return started, tuple(problems.values())

    async def _some_due(self) -> bool:
        """Tell without keeping others from writing."""
        now = self.clock.now()
        async with self.storage.reading() as books:
            return bool(await books.searches.due(now, now + FARTHEST, 1))


async def _planned(books: Books, search: SavedSearch, now: datetime, problems: dict[str, Sentence]) -> NewTask | None:
    """Plan a search's next turn, and return the task of this one unless the last is still under way."""
    try:
        coming = next_due(search, now)
    except Rejected as error:
        problems[search.id] = error.sentence
        coming = now + LATER
    overdue = search.next_due if search.next_due and search.next_due <= now else None
    if overdue is None or await _under_way(books, search.last_task, search.person):
        await books.searches.save(evolve(search, next_due=coming))
        return None
    task = search_task(search, overdue)
    await books.searches.save(evolve(search, next_due=coming, last_task=task.id))
    return task


async def _under_way(books: Books, task: TaskId | None, person: PersonId | None) -> bool:
    if task is None:
        return False
    try:
        return (await books.tasks.task(task, person)).state not in ENDED
    except NotFound:
        return False
