"""Show the schedule."""

from datetime import datetime

from attrs import frozen

from copilot_core.entities.identities import TaskId
from copilot_core.entities.task import TaskState
from copilot_core.errors import NotFound
from copilot_core.ports.schedule import Turn
from copilot_core.ports.storage import Books, Storage
from copilot_core.rules.schedule import Entry
from copilot_core.rules.timetable_words import timetable_words


@frozen(kw_only=True)
class Line:
    """An entry: when it comes round, its last and next turn, and what became of the last task (None: none is kept)."""

    name: str
    timetable: str
    task: str
    last_run: datetime | None = None
    next_due: datetime | None = None
    last_task: TaskId | None = None
    last_state: TaskState | None = None


@frozen
class SchedulePlan:
    """The entries in force, and which process leads (None: no scheduler runs)."""

    leader: str | None
    entries: tuple[Line, ...]


@frozen
class ShowSchedule:
    """Tell what is done again and again, when last and next, and who sees to it."""

    storage: Storage
    entries: tuple[Entry, ...]

    async def __call__(self) -> SchedulePlan:
        """Return the plan."""
        async with self.storage.reading() as books:
            turns = await books.schedule.turns()
            lines = [await _line(books, entry, turns.get(entry.name)) for entry in self.entries]
            return SchedulePlan(await books.schedule.leader(), tuple(lines))


async def _line(books: Books, entry: Entry, turn: Turn | None) -> Line:
    words = timetable_words(entry.timetable)
    if turn is None:
        return Line(name=entry.name, timetable=words, task=entry.task)
    return Line(
        name=entry.name,
        timetable=words,
        task=entry.task,
        last_run=turn.last_run,
        next_due=turn.due_at,
        last_task=turn.last_task,
        last_state=await _state(books, turn.last_task),
    )


async def _state(books: Books, task: TaskId | None) -> TaskState | None:
    if task is None:
        return None
    try:
        return (await books.tasks.task(task, None)).state
    except NotFound:
        return None
