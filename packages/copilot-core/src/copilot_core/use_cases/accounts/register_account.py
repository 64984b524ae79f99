"""Register."""

import secrets
from uuid import uuid4

from attrs import evolve, frozen

from copilot_core.entities.account import Account, MailedLink, Purpose
from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.errors import Rejected
from copilot_core.ports.account_mail import AccountLetter
from copilot_core.ports.clock import Clock
from copilot_core.ports.events import EventBus
from copilot_core.ports.password_hasher import KnownPasswords, PasswordHasher
from copilot_core.ports.storage import Books, Storage
from copilot_core.rules.accounts import AccountTimes, account_name, folded_email, refuse_weak, typed
from copilot_core.rules.fingerprints import fingerprint_of
from copilot_core.use_cases.accounts.adopt_local import AdoptLocal
from copilot_core.use_cases.accounts.send_letter import SendLetter
from copilot_core.use_cases.platform.wake_people import WakePeople


@frozen
class RegisterAccount:
    """Make an account, which its letter's link makes valid.

    Whether the address has one already only its letter tells. Where several registered one that nobody has confirmed,
    no password of theirs holds: who reads the letter chooses another. The first account is made where the installation
    is, and needs no letter: it adopts what the local person has.
    """

    storage: Storage
    clock: Clock
    hasher: PasswordHasher
    known: KnownPasswords
    letters: SendLetter
    bus: EventBus
    times: AccountTimes
    open: bool

    async def __call__(self, email: str, password: str, name: str = "", *, adopt: bool = False) -> None:
        """Register; `adopt` for the local person. Raise `Rejected` for what no account can have."""
        if not (self.open or adopt):
            raise Rejected("registration_closed")
        account = await self._account(folded_email(email), password, account_name(name))
        secret, due = secrets.token_urlsafe(32), await self.letters.is_due(account.email, Purpose.VERIFY)
        async with self.storage.transaction() as books:
            adopted = await AdoptLocal(books)(account) if adopt else None
            if adopted is None:
                await self._check(books)
            letter = await self._keep(books, account, secret) if due and adopted is None else None
        if adopted is not None:
            await WakePeople(self.bus)([LOCAL_PERSON])
        elif letter is not None:
            await self.letters(letter)

    async def _account(self, email: str, password: str, name: str) -> Account:
        refuse_weak(password, email, name, self.known.includes)
        return Account(
            person=PersonId(uuid4().hex),
            email=email,
            name=name,
            password=await self.hasher.hash(typed(password)),
            made_at=self.clock.now(),
        )

    async def _check(self, books: Books) -> None:
        if not await books.accounts.any():
            raise Rejected("first_account_local")
        if not self.open:
            raise Rejected("registration_closed")

    async def _keep(self, books: Books, account: Account, secret: str) -> AccountLetter:
        """Keep the account and a link, by the same steps whether the address is known or not."""
        is_new = await books.accounts.add(account)
        known = await books.accounts.by_email(account.email) or account
        contested = evolve(known, password="", made_at=account.made_at)
        account = known if is_new or known.verified_at else contested
        await books.accounts.change(account)
        await books.mailed_links.drop(account.person, Purpose.VERIFY)
        purpose = Purpose.VERIFY if is_new else Purpose.RESET
        until = self.clock.now() + (self.times.reset if account.verified_at else self.times.verify)
        link = MailedLink(person=account.person, purpose=purpose, email=account.email)
        await books.mailed_links.add(fingerprint_of(secret), link, until)
        return AccountLetter(to=account.email, purpose=purpose, secret=secret, until=until)
