"""The installation's own schedule: the one place that says what is done again and again."""

from collections.abc import Mapping
from datetime import datetime, time
from hashlib import blake2b

from attrs import evolve, field, frozen

from copilot_core.entities.identities import PersonId, SourceName, TaskId
from copilot_core.entities.payload import Payload
from copilot_core.entities.saved_search import SavedSearch
from copilot_core.entities.task import NewTask
from copilot_core.entities.timetable import Timetable
from copilot_core.rules.task_kinds import KINDS
from copilot_core.rules.timetable import next_run

RUN_SEARCH = "run_search"

MOST_AGAIN = 6
"""Times that one turn of a search comes back to boards that were not due."""

AFTER_DUE = 5.0
"""Seconds after which a board that comes due is asked."""


@frozen(kw_only=True)
class Entry:
    """What comes round: at each turn of the timetable one task, whose payload says for when it is `due`."""

    name: str
    timetable: Timetable
    task: str
    payload: Payload = field(factory=dict)

    def task_due(self, due: datetime) -> NewTask:
        """Return the task of a turn: however often the turn is taken, it is one."""
        return _task(self.task, f"{self.name}@{due.isoformat()}", {**self.payload, "due": due.isoformat()})


ENTRIES: tuple[Entry, ...] = (
    Entry(name="embedding_backlog", timetable=Timetable(hours=0.25), task="read_for_meaning"),
    Entry(name="new_matches", timetable=Timetable(hours=1 / 6), task="match_new_jobs"),
    Entry(name="reminders", timetable=Timetable(hours=0.25), task="remind"),
    Entry(name="source_health", timetable=Timetable(hours=1), task="review_sources"),
    Entry(name="closing_checks", timetable=Timetable(hours=6), task="check_closing"),
    Entry(name="clean_up", timetable=Timetable(at=time(3, 30)), task="clean_up"),
)


def entries_in_force(backup_every: float) -> tuple[Entry, ...]:
    """Return the entries, with backups every so many hours; 0 stands for none."""
    if not backup_every:
        return ENTRIES
    return (*ENTRIES, Entry(name="backups", timetable=Timetable(hours=backup_every), task="back_up"))


def next_due(search: SavedSearch, now: datetime) -> datetime | None:
    """Return when a saved search is due; paces are counted from its making, so that not all come at once."""
    return next_run(search.timetable, now, search.created_at) if search.active else None


def search_task(search: SavedSearch, due: datetime) -> NewTask:
    """Return the task that runs a saved search; for the same due time it is one, however often asked for."""
    return _task(RUN_SEARCH, f"{search.id}@{due.isoformat()}", {"search": search.id}, search.person)


def follow_up(search: SavedSearch, waiting: Mapping[SourceName, datetime], now: datetime, again: int) -> NewTask | None:
    """Return the task that asks the boards which were not due, as soon as the first of them is; None for none.

    A board's waiting time is everybody's: whoever comes second within it must come again. Each board is asked once a
    turn; after `MOST_AGAIN` times the turn is over.
    """
    if not waiting or again >= MOST_AGAIN:
        return None
    boards = tuple(sorted(waiting))
    key = f"{search.id}@{now.isoformat()}/{','.join(boards)}"
    payload: Payload = {"search": search.id, "boards": boards, "again": again + 1}
    wait = (min(waiting.values()) - now).total_seconds()
    return evolve(_task(RUN_SEARCH, key, payload, search.person), delay=max(wait, 0.0) + AFTER_DUE)


def _task(name: str, key: str, payload: Payload, person: PersonId | None = None) -> NewTask:
    digest = blake2b("\x1f".join((name, person or "", key)).encode(), digest_size=12).hexdigest()
    return NewTask(id=TaskId(digest), name=name, kind=KINDS[name], payload=payload, person=person, key=key)
