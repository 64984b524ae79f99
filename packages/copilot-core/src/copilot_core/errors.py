"""What can go wrong.

CopilotError
├── NotFound       the thing named does not exist (or is not yours)
├── Rejected       the input or the setting is wrong; asking again will not help
└── Unavailable    the outside world failed; `permanent` tells whether asking again can help
"""

from copilot_core.sentences import Sentence, say

__all__ = ["CopilotError", "NotFound", "Rejected", "Unavailable"]


class CopilotError(Exception):
    """Any failure we name; `sentence` says what, with which value, and the remedy."""

    def __init__(self, code: str, **params: str | float) -> None:
        """Take a code of the catalogue and its parameters."""
        super().__init__(code, params)
        self.sentence = Sentence(code, params)

    @property
    def code(self) -> str:
        """Code of the sentence."""
        return self.sentence.code

    def __str__(self) -> str:
        return say(self.sentence)


class NotFound(CopilotError):
    """The thing named does not exist, or belongs to somebody else."""


class Rejected(CopilotError):
    """The input or a setting is wrong: the same call will fail again."""


class Unavailable(CopilotError):
    """The outside world failed. `retry_after` is in seconds, None when nobody said."""

    def __init__(
        self, code: str, *, permanent: bool = False, retry_after: float | None = None, **params: str | float
    ) -> None:
        """Take a code, whether asking again is useless, and when to ask again."""
        super().__init__(code, **params)
        self.permanent = permanent
        self.retry_after = retry_after
