"""Saved searches: every method takes the person, but for what the schedule asks."""

from datetime import datetime
from typing import Protocol

from copilot_core.entities.identities import PersonId, SearchId
from copilot_core.entities.saved_search import SavedSearch


class Searches(Protocol):
    """Saved searches. Another person's are `NotFound("search_unknown")`."""

    async def save(self, search: SavedSearch) -> None:
        """Keep a search (an existing id of the same person is replaced, but for what `ran` noted).

        In one serial transaction with the reading of it, so that no other change is lost.
        """
        ...

    async def ran(self, search: SavedSearch, was_seen: int) -> bool:
        """Note a run, if the search is still at `was_seen`: of many that ran at once, exactly one may."""
        ...

    async def seen(self, person: PersonId, search_id: SearchId, upto: int) -> None:
        """Note that the person saw what is new up to a number; raise `NotFound("search_unknown")`."""
        ...

    async def search(self, person: PersonId, search_id: SearchId) -> SavedSearch:
        """Return one."""
        ...

    async def list(self, person: PersonId) -> tuple[SavedSearch, ...]:
        """Return the person's searches, by name."""
        ...

    async def remove(self, person: PersonId, search_id: SearchId) -> None:
        """Delete one; raise `NotFound("search_unknown")`."""
        ...

    async def due(self, now: datetime, far: datetime, limit: int) -> tuple[SavedSearch, ...]:
        """Return active searches of all people that are due, the longest overdue first: for the schedule alone.

        So are those due after `far`, which no timetable reaches: the clock was wrong when they were planned.
        """
        ...
