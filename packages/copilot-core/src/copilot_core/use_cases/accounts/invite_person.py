"""Invite somebody."""

import secrets
from uuid import uuid4

from attrs import frozen

from copilot_core.entities.account import Account, MailedLink, Purpose
from copilot_core.entities.identities import PersonId
from copilot_core.errors import Rejected
from copilot_core.ports.account_mail import AccountLetter
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage
from copilot_core.rules.accounts import AccountTimes, folded_email
from copilot_core.rules.fingerprints import fingerprint_of


@frozen
class InvitePerson:
    """Make an account whose person sets the password by a link; whoever invites hands it on, as nobody else can.

    For an address that has an account it is a link to a new password. Links that it had before hold no more. People
    need not be free to register.
    """

    storage: Storage
    clock: Clock
    times: AccountTimes

    async def __call__(self, email: str) -> AccountLetter:
        """Return what to hand on; raise `Rejected("email_wrong")`, `Rejected("first_account_local")`."""
        address, secret, now = folded_email(email), secrets.token_urlsafe(32), self.clock.now()
        invited = Account(person=PersonId(uuid4().hex), email=address, password="", made_at=now)
        until = now + self.times.verify
        async with self.storage.transaction() as books:
            if not await books.accounts.any():
                raise Rejected("first_account_local")
            await books.accounts.add(invited)
            account = await books.accounts.by_email(address) or invited
            link = MailedLink(person=account.person, purpose=Purpose.RESET, email=address)
            await books.mailed_links.drop(account.person)
            await books.mailed_links.add(fingerprint_of(secret), link, until)
        return AccountLetter(to=address, purpose=Purpose.RESET, secret=secret, until=until)
