"""Confirm an address."""

from attrs import evolve, frozen

from copilot_core.entities.account import Account, Purpose
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage
from copilot_core.use_cases.accounts.take_link import TakeLink


@frozen
class VerifyEmail:
    """Confirm by a letter's link that the address is the account's own: from then on it can be signed in to."""

    storage: Storage
    clock: Clock

    async def __call__(self, secret: str) -> Account:
        """Return the account; raise `Rejected("mailed_link_wrong")` for a link that is unknown, used or too old."""
        now = self.clock.now()
        async with self.storage.transaction() as books:
            account = await TakeLink(books)(secret, Purpose.VERIFY, now)
            verified = evolve(account, verified_at=account.verified_at or now)
            await books.accounts.change(verified)
        return verified
