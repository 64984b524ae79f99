"""Know a person by an access token."""

from attrs import frozen

from copilot_core.entities.account import Session
from copilot_core.errors import Rejected
from copilot_core.ports.clock import Clock
from copilot_core.ports.credentials import Credentials
from copilot_core.ports.token_signer import Claims, TokenSigner


@frozen
class KnowSession:
    """Tell who is signed in by an access token; it holds as long as its session does."""

    credentials: Credentials
    clock: Clock
    signer: TokenSigner

    async def __call__(self, access_token: str) -> tuple[Claims, Session] | None:
        """Return what it says, and the session; None for what is not ours or too old. Raise `Rejected("session_ended")`."""
        now = self.clock.now()
        claims = await self.signer.read(access_token, now)
        if claims is None:
            return None
        session = await self.credentials.session(claims.session)
        if session is None or session.person != claims.person or session.ends_at <= now:
            raise Rejected("session_ended")
        return claims, session
