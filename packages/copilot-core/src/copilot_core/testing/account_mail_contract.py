"""What every `AccountMail` must do: inherit, say what `mail` is and what arrived, and run."""

from datetime import timedelta

import pytest

from copilot_core.entities.account import Purpose
from copilot_core.ports.account_mail import AccountLetter, AccountMail
from copilot_core.testing.makers import NOON

SECRET = "-sk-Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmE"  # noqa: S105 - nobody's


def make_letter(to: str = "ada@example.org", purpose: Purpose = Purpose.VERIFY, secret: str = SECRET) -> AccountLetter:
    """Return a letter."""
    return AccountLetter(to=to, purpose=purpose, secret=secret, until=NOON + timedelta(minutes=30))


class AccountMailContract:
    """The promises of `copilot_core.ports.account_mail.AccountMail`; pytest's asyncio mode must be `auto`.

    A subclass gives a fixture `mail`, and tells in `arrived` each letter that came, as one text.
    """

    @pytest.fixture
    def mail(self) -> AccountMail:
        """Return the mail to test."""
        raise NotImplementedError

    def arrived(self) -> list[str]:
        """Return what came."""
        raise NotImplementedError

    @pytest.mark.parametrize("purpose", Purpose)
    async def test_a_letter_arrives_with_its_link(self, mail: AccountMail, purpose: Purpose) -> None:
        await mail.send(make_letter(purpose=purpose))
        (came,) = self.arrived()
        assert SECRET in came
        assert "ada@example.org" in came
        assert "http" in came

    async def test_each_letter_arrives_once(self, mail: AccountMail) -> None:
        for number in range(3):
            await mail.send(make_letter(f"ada{number}@example.org", secret=f"{SECRET}{number}"))
        came = self.arrived()
        assert [sum(f"{SECRET}{number}" in one for one in came) for number in range(3)] == [1, 1, 1]

    async def test_a_letter_hides_its_secret_from_who_prints_it(self) -> None:
        assert SECRET not in repr(make_letter())
