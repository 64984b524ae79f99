"""Letters told in the log, for an installation without a mail server."""

import logging

from attrs import frozen

from copilot_adapters.account_mail.words import Words
from copilot_adapters.masking import Meant
from copilot_core.ports.account_mail import AccountLetter

log = logging.getLogger("copilot.mail")


@frozen
class Printed:
    """Adapter of `copilot_core.ports.account_mail.AccountMail`: whoever reads the log hands the link on."""

    words: Words

    async def send(self, letter: AccountLetter) -> None:
        facts = {"to": letter.to, "purpose": letter.purpose.value, "until": letter.until.isoformat()}
        told = {**facts, "link": Meant(self.words.link(letter))}
        log.warning("no mail server is set: hand this link on, or set COPILOT_MAIL__HOST", extra=told)
