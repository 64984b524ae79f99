"""Credentials out of the database."""

from collections.abc import Collection, Mapping

from attrs import define, field

from copilot_adapters.credentials.together import Together
from copilot_core.entities.account import Account, ApiToken, Session
from copilot_core.entities.identities import SessionId
from copilot_core.ports.storage import Storage


@define(eq=False)
class StoredCredentials:
    """Adapter of `copilot_core.ports.credentials.Credentials`: many requests at once are one reading."""

    storage: Storage
    _sessions: Together[SessionId, Session] = field(init=False, repr=False)
    _tokens: Together[str, tuple[ApiToken, Account]] = field(init=False, repr=False)
    _accounts: Together[None, bool] = field(init=False, repr=False)

    @_sessions.default
    def _by_id(self) -> Together[SessionId, Session]:
        return Together(self._read_sessions)

    @_tokens.default
    def _by_fingerprint(self) -> Together[str, tuple[ApiToken, Account]]:
        return Together(self._read_tokens)

    @_accounts.default
    def _by_being(self) -> Together[None, bool]:
        return Together(self._read_any)

    async def session(self, session: SessionId) -> Session | None:
        return await self._sessions(session)

    async def token(self, fingerprint: str) -> tuple[ApiToken, Account] | None:
        return await self._tokens(fingerprint)

    async def any_account(self) -> bool:
        return await self._accounts(None) is True

    async def close(self) -> None:
        """Answer those who wait."""
        for together in (self._sessions, self._tokens, self._accounts):
            await together.close()

    async def _read_sessions(self, ids: Collection[SessionId]) -> Mapping[SessionId, Session]:
        async with self.storage.reading(latest=True) as books:
            return await books.sessions.fetch(ids)

    async def _read_tokens(self, fingerprints: Collection[str]) -> Mapping[str, tuple[ApiToken, Account]]:
        async with self.storage.reading(latest=True) as books:
            tokens = await books.api_tokens.fetch(fingerprints)
            accounts = await books.accounts.fetch({token.person for token in tokens.values()})
        return {name: (token, accounts[token.person]) for name, token in tokens.items() if token.person in accounts}

    async def _read_any(self, _: Collection[None]) -> Mapping[None, bool]:
        async with self.storage.reading(latest=True) as books:
            return {None: await books.accounts.any()}
