"""How the runs of the sources went, and which alarms were told."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from copilot_core.entities.identities import SourceName
from copilot_core.entities.source_run import Alarm, SourceRun


class SourceRuns(Protocol):
    """Runs, kept for some months: the schedule's clean-up forgets them."""

    async def add(self, run: SourceRun) -> None:
        """Note a run that ended."""
        ...

    async def since(self, moment: datetime, limit: int = 500) -> dict[SourceName, tuple[SourceRun, ...]]:
        """Return every source's runs since then, the newest `limit` of each, oldest first."""
        ...

    async def of(self, source: SourceName, limit: int, before: datetime | None) -> tuple[SourceRun, ...]:
        """Return a source's runs, the newest first; those before a time when one is named."""
        ...

    async def forget(self, before: datetime, limit: int) -> int:
        """Delete older runs, and bookmarks as old; returns how many runs."""
        ...

    async def alarms(self) -> tuple[Alarm, ...]:
        """Return the alarms that were told and still hold."""
        ...

    async def tell(self, alarms: Collection[Alarm]) -> None:
        """Remember these as the ones that were told, and no others."""
        ...
