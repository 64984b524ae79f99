"""Personal tokens for programs."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from copilot_core.entities.account import ApiToken
from copilot_core.entities.identities import PersonId, TokenId


class ApiTokens(Protocol):
    """Tokens by the fingerprint of their secret, which is not kept."""

    async def add(self, token: ApiToken, fingerprint: str) -> None:
        """Keep a new one."""
        ...

    async def of(self, person: PersonId) -> tuple[ApiToken, ...]:
        """Return a person's, the newest first."""
        ...

    async def fetch(self, fingerprints: Collection[str]) -> dict[str, ApiToken]:
        """Return those with these secrets, by fingerprint."""
        ...

    async def used(self, token: TokenId, at: datetime) -> None:
        """Note when it was used last."""
        ...

    async def remove(self, person: PersonId, token: TokenId) -> bool:
        """Delete one of a person's; False when there is none."""
        ...

    async def remove_all(self, person: PersonId) -> int:
        """Delete all of a person's; returns how many."""
        ...
