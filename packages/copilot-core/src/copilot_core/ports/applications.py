"""Applications: every method takes the person, but for what the schedule asks."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from attrs import frozen

from copilot_core.entities.application import Application, Stage
from copilot_core.entities.identities import ApplicationId, JobId, PersonId, SightingId


@frozen(kw_only=True)
class ApplicationQuery:
    """Which applications: of some stages (all when none is named), after what a page before ended with."""

    stages: frozenset[Stage] = frozenset()
    limit: int = 50
    cursor: str | None = None


class Applications(Protocol):
    """Applications. Another person's are `NotFound("application_unknown")`."""

    async def add(self, application: Application) -> None:
        """Keep a new one; look for others `of_jobs` in the same transaction, and `hold` the person before."""
        ...

    async def change(self, application: Application, was: int) -> None:
        """Keep a change of version `was`; raise `Rejected("application_changed")` when it is another one by now."""
        ...

    async def application(self, person: PersonId, application_id: ApplicationId) -> Application:
        """Return one."""
        ...

    async def list(self, person: PersonId, query: ApplicationQuery) -> tuple[tuple[Application, ...], str | None]:
        """Return a page, the last changed first, and the cursor of the next; raise `Rejected("cursor_wrong")`."""
        ...

    async def counts(self, person: PersonId) -> dict[Stage, int]:
        """Count the person's, by stage; stages without any are left out."""
        ...

    async def of_jobs(self, person: PersonId, jobs: Collection[JobId]) -> dict[JobId, tuple[Application, ...]]:
        """Return those to each of these jobs, the oldest first; jobs without any are left out."""
        ...

    async def jobs(self, person: PersonId, sightings: Collection[SightingId]) -> dict[SightingId, JobId]:
        """Return the job that each posting is in by now, as the person sees it; those in none are left out."""
        ...

    async def remove(self, application: Application) -> None:
        """Delete one as it was read; raise `Rejected("application_changed")` when it is another version by now."""
        ...

    async def due(self, now: datetime, limit: int) -> tuple[Application, ...]:
        """Return whose reminders have come, of all people, the longest overdue first: for the schedule alone."""
        ...
