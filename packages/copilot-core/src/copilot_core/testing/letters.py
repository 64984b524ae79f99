"""Letters that are kept instead of sent."""

from attrs import field, frozen

from copilot_core.ports.account_mail import AccountLetter


@frozen
class KeptLetters:
    """Sends nothing; `sent` is in order."""

    sent: list[AccountLetter] = field(factory=list)

    async def send(self, letter: AccountLetter) -> None:
        """Keep it."""
        self.sent.append(letter)
