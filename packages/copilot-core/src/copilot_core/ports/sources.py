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


@frozen
class SourceClaim:
    """The right of one run to ask a source."""

    source: SourceName
    holder: str


class Sources(Protocol):
    """Last runs, shared by all people of an installation; and the right to ask, which one run at a time has."""

    async def claim(self, name: SourceName, now: datetime, until: datetime) -> SourceClaim | datetime:
        """Take the right to ask a source now; the time it is due when it is not granted.

        A claim ends with `note` or `release`, at `until`, when the process that holds it is gone, or when the task that
        it was taken for was begun again: the start before can store nothing any more.
        """
        ...

    async def renew(self, claim: SourceClaim, until: datetime) -> bool:
        """Keep the right until later. False: it was given to another run."""
        ...

    async def release(self, claim: SourceClaim) -> None:
        """Give the right back: the source may be asked at once. One that was given to another run stays with it."""
        ...

    async def note(self, claim: SourceClaim, state: SourceState) -> None:
        """Remember how a run ended, and when the next is due; the claim ends. Nothing when another run has it now."""
        ...

    async def states(self) -> tuple[SourceState, ...]:
        """Return every source's last run."""
        ...
