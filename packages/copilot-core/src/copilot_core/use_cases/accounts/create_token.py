"""Give a personal token."""

import secrets
from collections.abc import Collection
from datetime import timedelta
from uuid import uuid4

from attrs import frozen

from copilot_core.entities.account import ApiToken, Role, Scope
from copilot_core.entities.identities import PersonId, TokenId
from copilot_core.errors import NotFound, Rejected
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Books, Storage
from copilot_core.rules.api_tokens import MOST, PREFIX, token_days, token_name, token_scopes
from copilot_core.rules.fingerprints import fingerprint_of


@frozen
class CreateToken:
    """Give a program a right to act for a person; its secret is shown once."""

    storage: Storage
    clock: Clock

    async def __call__(
        self, person: PersonId, name: str, scopes: Collection[Scope], days: int | None = None
    ) -> tuple[ApiToken, str]:
        """Return the token and its secret; it ends after so many days (None: never). Raise `Rejected`."""
        now, lasts = self.clock.now(), token_days(days)
        token = ApiToken(
            id=TokenId(uuid4().hex),
            person=person,
            name=token_name(name),
            scopes=token_scopes(scopes),
            made_at=now,
            ends_at=None if lasts is None else now + timedelta(days=lasts),
        )
        secret = PREFIX + secrets.token_urlsafe(32)
        async with self.storage.transaction() as books:
            await _check(books, token)
            await books.api_tokens.add(token, fingerprint_of(secret))
        return token, secret


async def _check(books: Books, token: ApiToken) -> None:
    account = await books.accounts.account(token.person)
    if account is None:
        raise NotFound("account_unknown", person=token.person)
    if Scope.ADMIN in token.scopes and account.role is not Role.ADMIN:
        raise Rejected("scope_not_yours", scope=Scope.ADMIN.value)
    if len(await books.api_tokens.of(token.person)) >= MOST:
        raise Rejected("tokens_too_many", most=MOST)
