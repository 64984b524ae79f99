"""Links in letters, that hold once."""

from datetime import datetime
from typing import Protocol

from copilot_core.entities.account import MailedLink, Purpose
from copilot_core.entities.identities import PersonId


class MailedLinks(Protocol):
    """Links by the fingerprint of their secret, which is not kept."""

    async def add(self, fingerprint: str, link: MailedLink, until: datetime) -> None:
        """Keep one, beside those that the person has: whoever asks for another spoils none."""
        ...

    async def take(self, fingerprint: str, purpose: Purpose, now: datetime) -> MailedLink | None:
        """Return one that holds, and keep it no longer: of many who ask at once one gets it."""
        ...

    async def drop(self, person: PersonId, purpose: Purpose | None = None) -> None:
        """Delete all of a person's, or those for one purpose."""
        ...

    async def forget(self, before: datetime, limit: int) -> int:
        """Delete those that held until an earlier time; returns how many."""
        ...
