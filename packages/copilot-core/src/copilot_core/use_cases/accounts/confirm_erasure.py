"""Erase everything of somebody who confirms that they want it."""

from typing import Final

from attrs import frozen

from copilot_core.entities.account import Account
from copilot_core.entities.identities import PersonId
from copilot_core.errors import Rejected
from copilot_core.ports.limiter import Limiter, Quota
from copilot_core.ports.password_hasher import PasswordHasher
from copilot_core.ports.storage import Storage
from copilot_core.rules.accounts import typed
from copilot_core.use_cases.accounts.allow_log_in import take_turn
from copilot_core.use_cases.accounts.erase_everything import Erased, EraseEverything

WORD: Final = "erase"
ATTEMPTS: Final = Quota(name="erasures", most=10, seconds=900)
"""Who found an open page has few guesses."""


@frozen
class ConfirmErasure:
    """Who has a password confirms by it, an account without one by its address, who has no account by `erase`."""

    storage: Storage
    hasher: PasswordHasher
    limiter: Limiter
    erase: EraseEverything

    async def __call__(self, *, person: PersonId, password: str = "", word: str = "") -> Erased:
        """Erase; raise `Rejected("password_wrong")`, `Rejected("erasure_unconfirmed")`: then nothing was touched."""
        async with self.storage.reading(latest=True) as books:
            account = await books.accounts.account(person)
        if account is not None and account.password:
            await self._check(account, password)
        else:
            asked = account.email if account else WORD
            if word.strip().casefold() != asked.casefold():
                raise Rejected("erasure_unconfirmed", word=asked)
        return await self.erase(person=person)

    async def _check(self, account: Account, password: str) -> None:
        await take_turn(self.limiter, account.person, ATTEMPTS)
        if not await self.hasher.verify(typed(password), account.password):
            raise Rejected("password_wrong")
