"""Ask for a new password."""

import secrets

from attrs import frozen

from copilot_core.entities.account import MailedLink, Purpose
from copilot_core.entities.identities import PersonId
from copilot_core.ports.account_mail import AccountLetter
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage
from copilot_core.rules.accounts import AccountTimes, folded_email
from copilot_core.rules.fingerprints import fingerprint_of
from copilot_core.use_cases.accounts.send_letter import SendLetter

NOBODY = PersonId("")


@frozen
class AskForReset:
    """Send a link that sets a new password, if the address has an account; who asks does not learn whether."""

    storage: Storage
    clock: Clock
    letters: SendLetter
    times: AccountTimes

    async def __call__(self, email: str) -> None:
        """Ask; raise `Rejected("email_wrong")` for what is no address. An address without an account takes as long."""
        address, secret = folded_email(email), secrets.token_urlsafe(32)
        if not await self.letters.is_due(address, Purpose.RESET):
            return
        until = self.clock.now() + self.times.reset
        async with self.storage.transaction(serial=False) as books:
            account = await books.accounts.by_email(address)
            person = account.person if account else NOBODY
            link = MailedLink(person=person, purpose=Purpose.RESET, email=address)
            await books.mailed_links.add(fingerprint_of(secret), link, until)
        letter = AccountLetter(to=address, purpose=Purpose.RESET, secret=secret, until=until)
        await self.letters(letter, known=account is not None)
