"""Know a person by a personal token."""

from datetime import timedelta

from attrs import evolve, frozen

from copilot_core.entities.account import Account, ApiToken, Role, Scope
from copilot_core.ports.clock import Clock
from copilot_core.ports.credentials import Credentials
from copilot_core.ports.storage import Storage
from copilot_core.rules.api_tokens import PREFIX
from copilot_core.rules.fingerprints import fingerprint_of

NOTED = timedelta(minutes=5)
"""How exactly it is told when a token was used last."""


@frozen
class KnowToken:
    """Tell for whom the bearer of a token may act."""

    credentials: Credentials
    storage: Storage
    clock: Clock

    async def __call__(self, secret: str) -> tuple[ApiToken, Account] | None:
        """Return the token, with what it may do now, and its account; None for one that is unknown or has ended."""
        if not secret.startswith(PREFIX):
            return None
        found = await self.credentials.token(fingerprint_of(secret))
        if found is None:
            return None
        token, account = found
        if token.ends_at is not None and token.ends_at <= self.clock.now():
            return None
        await self._note(token)
        return (token if account.role is Role.ADMIN else evolve(token, scopes=token.scopes - {Scope.ADMIN})), account

    async def _note(self, token: ApiToken) -> None:
        now = self.clock.now()
        if token.used_at is None or now - token.used_at >= NOTED:
            async with self.storage.transaction(serial=False) as books:
                await books.api_tokens.used(token.id, now)
