"""Everything that is kept of a person, whatever it is kept as."""

from enum import StrEnum
from typing import Protocol

from attrs import frozen

from copilot_core.entities.identities import PersonId


class Part(StrEnum):
    """What there is of a person."""

    ACCOUNT = "account"
    PROFILE = "profile"
    RESUMES = "resumes"
    JOBS = "jobs"
    BROUGHT = "brought"
    FORMER = "former"
    SPLITS = "splits"
    APPLICATIONS = "applications"
    SEARCHES = "searches"
    TASKS = "tasks"
    EVENTS = "events"
    SESSIONS = "sessions"
    TOKENS = "tokens"
    LETTERS = "letters"


@frozen(kw_only=True)
class Kept:
    """One thing that is kept of a person: what tells it from its like, and itself as a JSON object."""

    name: str
    document: bytes


class PersonalData(Protocol):
    """All that is kept of one person: to be taken out, and to be erased.

    No part holds a secret: neither a password's hash nor a fingerprint.
    """

    async def portion(self, part: Part, person: PersonId, after: str | None = None) -> tuple[Kept, ...]:
        """Return the next things of a part after the one of this name; none when there are no more."""
        ...

    async def erase(self, person: PersonId, most: int) -> int:
        """Delete about `most` rows of the person, and return how many: 0 when nothing is left.

        What lets somebody in goes first, then work that lasts: whoever works on it finds its claim lost. The account
        goes last, so that its owner can begin again where this was stopped. Use it in a serial transaction.
        """
        ...

    async def strangers(self, most: int) -> tuple[PersonId, ...]:
        """Return people of whom something is kept and who have no account; the person of this machine needs none."""
        ...
