"""Know a person by an access token."""

from attrs import frozen

from copilot_core.entities.account import Session
from copilot_core.errors import Rejected
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage
from copilot_core.ports.token_signer import Claims, TokenSigner


@frozen
class KnowSession:
    """Tell who is signed in by an access token; it holds as long as its session does."""

    storage: Storage
    clock: Clock
    signer: TokenSigner

    async def __call__(self, access_token: str) -> tuple[Claims, Session] | None:
        """Return what it says, and the session; None for what is not ours or too old. Raise `Rejected("session_ended")`."""
        now = self.clock.now()
        claims = await self.signer.read(access_token, now)
        if claims is None:
            return None
        async with self.storage.reading(latest=True) as books:
            session = await books.sessions.session(claims.session, now)
        if session is None or session.person != claims.person:
            raise Rejected("session_ended")
        return claims, session
