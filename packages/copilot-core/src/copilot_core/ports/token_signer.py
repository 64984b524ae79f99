"""Short-lived proofs of who somebody is."""

from datetime import datetime
from typing import Protocol

from attrs import frozen

from copilot_core.entities.account import Role
from copilot_core.entities.identities import PersonId, SessionId


@frozen(kw_only=True)
class Claims:
    """What a signed token says."""

    person: PersonId
    session: SessionId
    role: Role
    ends_at: datetime


class TokenSigner(Protocol):
    """Signs with a key that only this installation has (asymmetric; named by `kid`; keys rotate, old ones verify).

    Times are kept in whole seconds. Call it outside of transactions: keys are read from the storage, and written there.
    """

    async def sign(self, claims: Claims) -> str:
        """Return the token."""
        ...

    async def read(self, token: str, now: datetime) -> Claims | None:
        """Return what a token says; None for one that is not ours, was altered, or has ended."""
        ...
