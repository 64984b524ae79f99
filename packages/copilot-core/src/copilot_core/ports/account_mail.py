"""Letters about an account."""

from datetime import datetime
from typing import Protocol

from attrs import field, frozen

from copilot_core.entities.account import Purpose


@frozen(kw_only=True)
class AccountLetter:
    """A letter with a link that holds once; `secret` is part of the link, which the adapter knows how to write."""

    to: str
    purpose: Purpose
    secret: str = field(repr=False)
    until: datetime


class AccountMail(Protocol):
    """Sends them; raises `Unavailable("mail_unavailable")`."""

    async def send(self, letter: AccountLetter) -> None:
        """Send one."""
        ...


class Outbox(Protocol):
    """Takes letters at once, and sends them in the background, patiently; what cannot be sent is told in the log.

    Whoever asked waits for none of it: neither the time of an answer nor its failing may tell whether an address has an
    account.
    """

    async def put(self, letter: AccountLetter) -> None:
        """Take one; raises nothing."""
        ...
