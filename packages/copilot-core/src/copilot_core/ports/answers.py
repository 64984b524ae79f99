"""Answers to requests that may be sent again."""

from datetime import datetime
from typing import Protocol

from attrs import frozen

from copilot_core.entities.identities import PersonId


@frozen(kw_only=True)
class Asked:
    """A request under a key that its sender chose; `request` is a digest of all that was asked."""

    person: PersonId
    key: str
    request: str
    at: datetime


@frozen(kw_only=True)
class KeptAnswer:
    """What is known of a key: which request it was used for, when, and the answer, None while it is being answered."""

    request: str
    at: datetime
    document: bytes | None


class Answers(Protocol):
    """One answer for each person and key."""

    async def begin(self, asked: Asked, abandoned: datetime) -> KeptAnswer | None:
        """Note that the request is being answered and return None; return what is known when the key was used.

        Of many at once exactly one gets None. Who began before `abandoned` and has not answered counts as gone.
        """
        ...

    async def keep(self, asked: Asked, document: bytes) -> None:
        """Keep the answer of who began so."""
        ...

    async def drop(self, asked: Asked) -> None:
        """Forget that it was begun: the request may be sent again."""
        ...

    async def forget(self, before: datetime, limit: int) -> int:
        """Delete older ones; returns how many."""
        ...
