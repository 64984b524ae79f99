"""Log-ins that go on."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from copilot_core.entities.account import Device, Refresh, Session
from copilot_core.entities.identities import PersonId, SessionId


class Sessions(Protocol):
    """Sessions, and the rights to go on with them by the fingerprint of their secret, which is not kept."""

    async def add(self, session: Session) -> None:
        """Keep a new one."""
        ...

    async def session(self, session: SessionId, now: datetime) -> Session | None:
        """Return one that has not ended."""
        ...

    async def fetch(self, ids: Collection[SessionId]) -> dict[SessionId, Session]:
        """Return those that are kept, by id; the time of some may be over."""
        ...

    async def of(self, person: PersonId, now: datetime) -> tuple[Session, ...]:
        """Return a person's, the last seen first."""
        ...

    async def prolong(self, session: SessionId, device: Device, seen_at: datetime, ends_at: datetime) -> bool:
        """Note that it is used, and from where; False when it has ended."""
        ...

    async def end(self, person: PersonId, session: SessionId) -> bool:
        """End one of a person's, with all its rights; False when there is none."""
        ...

    async def end_all(self, person: PersonId, but: SessionId | None = None) -> tuple[SessionId, ...]:
        """End all of a person's, but one; returns which."""
        ...

    async def give(self, refresh: Refresh) -> None:
        """Keep a right to go on."""
        ...

    async def spend(self, fingerprint: str, now: datetime) -> Refresh | None:
        """Mark a right as used now, once: of many who ask at once one finds `spent_at` empty, the others its time."""
        ...

    async def right(self, fingerprint: str) -> Refresh | None:
        """Return a right of a session that has not been ended, spent or not."""
        ...

    async def forget(self, before: datetime, limit: int) -> int:
        """Delete sessions that ended before, with their rights; returns how many."""
        ...

    async def forget_spent(self, before: datetime, limit: int) -> int:
        """Delete rights that were spent before: nobody hears any more that one comes again. Returns how many."""
        ...
