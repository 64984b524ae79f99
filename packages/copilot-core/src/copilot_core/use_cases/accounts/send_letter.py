"""Send a letter about an account."""

from hashlib import sha256

from attrs import frozen

from copilot_core.entities.account import Purpose
from copilot_core.ports.account_mail import AccountLetter, Outbox
from copilot_core.ports.limiter import Limiter, Quota

LETTERS = Quota(name="account-letters", most=5, seconds=1800)
"""To one address: nobody's mailbox is filled by others. A link lasts until another letter may come."""


@frozen
class SendLetter:
    """Send a letter, unless nobody is there; who asked does not learn it."""

    outbox: Outbox
    limiter: Limiter

    async def is_due(self, address: str, asked: Purpose) -> bool:
        """Tell whether the address may get one more for this; if not, links that it got must go on holding."""
        name = sha256(f"{asked.value} {address}".encode()).hexdigest()
        return (await self.limiter.take(name, LETTERS)).allowed

    async def __call__(self, letter: AccountLetter, *, known: bool = True) -> None:
        """Send it, if the address is known."""
        if known:
            await self.outbox.put(letter)
