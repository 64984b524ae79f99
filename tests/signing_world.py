"""A small world for accounts: everything real but the clock, the letters, and how slowly passwords are hashed."""

from datetime import timedelta

from attrs import frozen

from copilot_adapters.container import Container
from copilot_core.entities.account import Account, Device, Purpose, SignedIn
from copilot_core.entities.event import Event
from copilot_core.entities.identities import PersonId
from copilot_core.errors import Rejected
from copilot_core.ports.account_mail import AccountLetter
from copilot_core.testing import KeptLetters, StillClock

ADMIN = "admin@example.org"
ANNA = "anna@example.org"
BEN = "ben@example.org"
PASSWORD = "seven green bicycles"
OTHER = "eleven blue umbrellas"
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LAPTOP = Device("laptop", "192.0.2.1")
PHONE = Device("phone", "198.51.100.7")


@frozen
class SigningWorld:
    """What tests of accounts do."""

    container: Container
    clock: StillClock
    letters: KeptLetters

    async def admin(self) -> Account:
        """Make the first account."""
        made: Account = await self.container.create_admin()(ADMIN, PASSWORD)
        return made

    async def register(self, email: str = ANNA, password: str = PASSWORD, name: str = "") -> AccountLetter:
        """Register after the admin, and return the letter."""
        if not await self.container.any_account()():
            await self.admin()
        await self.container.register_account()(email, password, name)
        return self.letters.sent[-1]

    async def person(self, email: str = ANNA, password: str = PASSWORD) -> Account:
        """Register and confirm."""
        letter = await self.register(email, password)
        verified: Account = await self.container.verify_email()(letter.secret)
        return verified

    async def log_in(self, email: str = ANNA, password: str = PASSWORD, device: Device = LAPTOP) -> SignedIn:
        signed: SignedIn = await self.container.log_in()(email, password, device)
        return signed

    async def signed_in(self, email: str = ANNA) -> SignedIn:
        """Register, confirm and log in."""
        await self.person(email)
        return await self.log_in(email)

    async def refresh(self, secret: str, device: Device = LAPTOP) -> SignedIn:
        signed: SignedIn = await self.container.refresh_session()(secret, device)
        return signed

    async def asked_reset(self, email: str = ANNA) -> str:
        """Ask for a reset; return the secret of the letter's link."""
        await self.container.ask_for_reset()(email)
        assert self.letters.sent[-1].purpose is Purpose.RESET
        return self.letters.sent[-1].secret

    async def is_signed_in(self, signed: SignedIn) -> bool:
        """Tell whether its access token opens anything."""
        try:
            return await self.container.know_session()(signed.access) is not None
        except Rejected:
            return False

    async def events(self, person: PersonId, state: str = "ended") -> list[Event]:
        async with self.container.storage().reading() as books:
            found = await books.events.since(person, 0)
        return [event for event in found if event.kind == "session" and event.payload["state"] == state]
