"""Give the proofs of a session."""

import secrets
from datetime import datetime

from attrs import frozen

from copilot_core.entities.account import Account, Refresh, Session, SignedIn
from copilot_core.ports.clock import Clock
from copilot_core.ports.token_signer import Claims, TokenSigner
from copilot_core.rules.accounts import AccountTimes
from copilot_core.rules.fingerprints import fingerprint_of


@frozen
class GiveProofs:
    """Sign an access token for a session, beside a secret whose right is kept already."""

    signer: TokenSigner
    clock: Clock
    times: AccountTimes

    async def __call__(self, account: Account, session: Session, secret: str) -> SignedIn:
        """Return both."""
        ends_at = min(self.clock.now() + self.times.access, session.ends_at)
        claims = Claims(person=account.person, session=session.id, role=account.role, ends_at=ends_at)
        return SignedIn(
            account=account,
            session=session,
            access=await self.signer.sign(claims),
            access_ends_at=ends_at,
            refresh=secret,
            refresh_ends_at=session.ends_at,
        )


def new_right(session: Session, now: datetime) -> tuple[str, Refresh]:
    """Return a secret, and the right to keep that it stands for."""
    secret = secrets.token_urlsafe(32)
    right = Refresh(fingerprint=fingerprint_of(secret), session=session.id, person=session.person, made_at=now)
    return secret, right
