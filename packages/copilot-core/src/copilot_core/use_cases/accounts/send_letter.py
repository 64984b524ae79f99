"""Send a letter about an account."""

from hashlib import sha256

from attrs import frozen

from copilot_core.ports.account_mail import AccountLetter, Outbox
from copilot_core.ports.limiter import Limiter, Quota

LETTERS = Quota(name="account-letters", most=5, seconds=3600)
"""To one address: nobody's mailbox is filled by others."""


@frozen
class SendLetter:
    """Send a letter, unless its address got many lately, or nobody is there; who asked does not learn which."""

    outbox: Outbox
    limiter: Limiter

    async def __call__(self, letter: AccountLetter, *, known: bool = True) -> None:
        """Send it, if the address is known."""
        address = sha256(letter.to.encode()).hexdigest()
        if (await self.limiter.take(address, LETTERS)).allowed and known:
            await self.outbox.put(letter)
