"""Letters handed to an SMTP server (RFC 5321), by the standard library."""

import smtplib
import ssl
from asyncio import sleep, to_thread
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from smtplib import SMTPException, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException

from attrs import field, frozen

from copilot_adapters.account_mail.address import one_address
from copilot_adapters.account_mail.words import Words
from copilot_core.errors import Unavailable
from copilot_core.ports.account_mail import AccountLetter
from copilot_core.ports.clock import Clock

NAME = "Career Copilot"
FOR_EVER = 500
"""From this answer on a server does not change its mind (RFC 5321, 4.2.1)."""


@frozen
class Smtp:
    """Adapter of `copilot_core.ports.account_mail.AccountMail`. `tls` is `starttls`, `tls` or `none`; it is never given up.

    For `rest` seconds nothing is done: who asked has their answer by then, and no clock tells whether there is a letter.
    """

    words: Words
    clock: Clock
    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    tls: str = "starttls"
    timeout: float = 10.0
    rest: float = 0.25
    trusted: ssl.SSLContext = field(factory=ssl.create_default_context, repr=False, eq=False)

    async def send(self, letter: AccountLetter) -> None:
        await sleep(self.rest)
        with self._failing():
            await to_thread(self._hand_over, self._message(letter))

    async def greet(self) -> None:
        """Sign in and leave; raise `Unavailable("mail_unavailable")` when that cannot be done."""
        with self._failing():
            await to_thread(self._hand_over)

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, SMTPException, ValueError) as error:
            server, problem = f"{self.host}:{self.port}", _told(error)
            permanent = _is_for_ever(error)
            raise Unavailable("mail_unavailable", permanent=permanent, server=server, problem=problem) from error

    def _message(self, letter: AccountLetter) -> EmailMessage:
        """Write the message; an address that is more than one address is refused."""
        made = EmailMessage(policy=SMTP)
        made["From"] = one_address(self.sender, NAME)
        made["To"] = one_address(letter.to)
        made["Subject"] = self.words.subject(letter)
        made["Date"] = format_datetime(self.clock.now())
        made["Message-ID"] = make_msgid(domain=self.sender.rpartition("@")[2])
        made["Auto-Submitted"] = "auto-generated"
        made.set_content(self.words.text(letter), cte="quoted-printable")
        return made

    def _hand_over(self, message: EmailMessage | None = None) -> None:
        with self._connected() as server:
            if self.tls == "starttls":
                server.starttls(context=self.trusted)
            server.ehlo_or_helo_if_needed()
            if self.user:
                server.login(self.user, self.password)
            if message is not None:
                server.send_message(message)

    def _connected(self) -> smtplib.SMTP:
        if self.tls == "tls":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=self.trusted)
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout)


def _is_for_ever(error: Exception) -> bool:
    """Tell whether asking again is useless."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= FOR_EVER for code, _ in error.recipients.values())
    if isinstance(error, SMTPResponseException):
        return error.smtp_code >= FOR_EVER
    return isinstance(error, SMTPNotSupportedError | ssl.SSLCertVerificationError | ValueError)


def _told(error: Exception) -> str:
    """Return what the server said, on one line; never who the letter was for."""
    if isinstance(error, SMTPRecipientsRefused):
        return "; ".join(f"{code}" for code, _ in error.recipients.values())
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
