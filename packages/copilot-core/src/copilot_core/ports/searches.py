"""Saved searches: every method takes the person, but for what the schedule asks."""

from datetime import datetime
from typing import Protocol

from copilot_core.entities.identities import PersonId, SearchId
from copilot_core.entities.saved_search import SavedSearch


class Searches(Protocol):
    """Saved searches. Another person's are `NotFound("search_unknown")`."""

    async def save(self, search: SavedSearch) -> None:
        """Keep a search (an existing id of the same person is replaced)."""
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

    async def due(self, now: datetime, limit: int) -> tuple[SavedSearch, ...]:
        """Return active searches of all people that are due, the longest overdue first: for the schedule alone."""
        ...
