"""What is remembered of the schedule."""

from datetime import datetime
from typing import Protocol

from attrs import frozen

from copilot_core.entities.identities import TaskId


@frozen(kw_only=True)
class Turn:
    """An entry of the schedule: when it last came round, what it started, and when it is due again."""

    name: str
    due_at: datetime
    last_run: datetime | None = None
    last_task: TaskId | None = None


class Schedule(Protocol):
    """One leader among many processes, and each entry's turns."""

    async def lead(self, holder: str, lease: float) -> bool:
        """Become, or stay, the leader for `lease` seconds of the database's clock; False: another one is."""
        ...

    async def resign(self, holder: str) -> None:
        """Let another lead at once."""
        ...

    async def leader(self) -> str | None:
        """Return who leads, None when nobody does."""
        ...

    async def turns(self) -> dict[str, Turn]:
        """Return every entry's turn, by name."""
        ...

    async def take(self, turn: Turn, was_due: datetime | None) -> bool:
        """Note a turn if it is still due when `was_due` says (None: never noted yet): of many, exactly one may."""
        ...
