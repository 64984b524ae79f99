"""A search that is run again and again for a person."""

from datetime import datetime

from attrs import evolve, frozen

from copilot_core.entities.identities import PersonId, SearchId, SourceName, TaskId
from copilot_core.entities.job_query import JobQuery
from copilot_core.entities.timetable import Timetable


@frozen(kw_only=True)
class SavedSearch:
    """What is asked, of which boards (all that are ready when none is named), and when.

    `seen_upto` is the catalogue's number of the newest job that a run has told of: jobs beyond it are new.
    `new` counts those that the last run found; those that the last run with any found lie beyond `new_from`.
    `failed` names the boards that the last run asked in vain. `last_task` is what the schedule started last.
    """

    id: SearchId
    person: PersonId
    name: str
    query: JobQuery
    timetable: Timetable
    sources: tuple[SourceName, ...] = ()
    active: bool = True
    created_at: datetime
    last_run: datetime | None = None
    next_due: datetime | None = None
    seen_upto: int = 0
    new_from: int = 0
    new: int = 0
    failed: tuple[SourceName, ...] = ()
    last_task: TaskId | None = None

    def told(self, upto: int, new: int, failed: tuple[SourceName, ...], now: datetime) -> "SavedSearch":
        """Return the search after a run that looked at the catalogue up to a number, and found so many new jobs."""
        new_from = self.seen_upto if new else self.new_from
        return evolve(self, last_run=now, seen_upto=upto, new=new, new_from=new_from, failed=failed)
