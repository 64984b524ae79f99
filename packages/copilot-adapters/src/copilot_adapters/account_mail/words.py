"""What a letter says: in English, then in German, for nobody knows yet which one is read."""

from attrs import frozen

from copilot_core.entities.account import Purpose
from copilot_core.ports.account_mail import AccountLetter
from copilot_core.sentences import Sentence, say

PAGES = {Purpose.VERIFY: "verify-email", Purpose.RESET: "reset-password"}
"""Pages that links lead to."""

LANGUAGES = ("en", "de")


@frozen
class Words:
    """Puts letters into words; `address` is where people reach this installation, without a slash at its end."""

    address: str

    def link(self, letter: AccountLetter) -> str:
        """Return the link; what follows a # is told to the page alone, and to no server or log on the way."""
        return f"{self.address}/{PAGES[letter.purpose]}#{letter.secret}"

    def subject(self, letter: AccountLetter) -> str:
        """Return the subject, without an end of line."""
        code = f"letter_{letter.purpose.value}_subject"
        return " / ".join(say(Sentence(code), language) for language in LANGUAGES)

    def text(self, letter: AccountLetter) -> str:
        """Return the plain text."""
        return "\n\n· · ·\n\n".join(self._text(letter, language) for language in LANGUAGES) + "\n"

    def _text(self, letter: AccountLetter, language: str) -> str:
        opening = say(Sentence(f"letter_{letter.purpose.value}"), language)
        closing = say(Sentence("letter_until", {"until": f"{letter.until:%Y-%m-%d %H:%M}"}), language)
        return f"{opening}\n\n{self.link(letter)}\n\n{closing}"
