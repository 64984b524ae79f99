"""What lets people in, looked up for every request."""

from typing import Protocol

from copilot_core.entities.account import Account, ApiToken, Session
from copilot_core.entities.identities import SessionId


class Credentials(Protocol):
    """Sessions and tokens as they stand: what was ended before somebody asks is not found, whoever ended it.

    Raises what `Storage.reading` raises.
    """

    async def session(self, session: SessionId) -> Session | None:
        """Return a session that was not ended; its time may be over."""
        ...

    async def token(self, fingerprint: str) -> tuple[ApiToken, Account] | None:
        """Return a token that was not revoked, and its account; its time may be over."""
        ...

    async def any_account(self) -> bool:
        """Tell whether there is any account."""
        ...
