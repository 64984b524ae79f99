"""Take a letter's link back."""

from datetime import datetime

from attrs import frozen

from copilot_core.entities.account import Account, Purpose
from copilot_core.errors import Rejected
from copilot_core.ports.storage import Books
from copilot_core.rules.fingerprints import fingerprint_of


@frozen
class TakeLink:
    """Tell whose letter a link was in; it holds no second time, if the transaction is kept."""

    books: Books

    async def __call__(self, secret: str, purpose: Purpose, now: datetime) -> Account:
        """Return the account; raise `Rejected("mailed_link_wrong")` for a link that is unknown, used or too old."""
        link = await self.books.mailed_links.take(fingerprint_of(secret), purpose, now)
        account = await self.books.accounts.account(link.person) if link else None
        if link is None or account is None or account.email != link.email:
            raise Rejected("mailed_link_wrong")
        return account
