"""A search that is run again and again for a person."""

from datetime import datetime

from attrs import frozen

from copilot_core.entities.identities import PersonId, SearchId, SourceName
from copilot_core.entities.job_query import JobQuery
from copilot_core.entities.timetable import Timetable


@frozen(kw_only=True)
class SavedSearch:
    """What is asked, of which boards (all that are ready when none is named), and when.

    `seen_upto` is the catalogue's number of the newest job that a run has told of: jobs beyond it are new.
    `new` counts those that the last run found.
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
    new: int = 0
