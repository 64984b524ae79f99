"""What is remembered of the sources."""

from datetime import datetime
from typing import Protocol

from attrs import frozen

from copilot_core.entities.collection import Outcome
from copilot_core.entities.identities import SourceName


@frozen(kw_only=True)
class SourceState:
    """A source's last run, and when it may be asked again (None: at any time)."""

    name: SourceName
    last_run: datetime
    outcome: Outcome
    found: int = 0
    due_at: datetime | None = None


class Sources(Protocol):
    """Last runs, shared by all people of an installation."""

    async def claim(self, name: SourceName, now: datetime, until: datetime) -> datetime | None:
        """Take the right to ask a source now: None when granted, else the time it is due.

        A claim ends with `note`, at `until`, or when the process that holds it is gone.
        """
        ...

    async def note(self, state: SourceState) -> None:
        """Remember how a run ended, and when the next is due; the claim ends."""
        ...

    async def states(self) -> tuple[SourceState, ...]:
        """Return every source's last run."""
        ...
