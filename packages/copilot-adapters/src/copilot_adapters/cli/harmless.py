"""Text from outside, fit for a terminal: it is shown, and steers nothing."""

import re
from typing import Final

from copilot_core.rules.gate import UNSEEN

STEERING: Final = re.compile("[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON may hold as it is, and a terminal obeys or cannot write."""


def harmless(text: str) -> str:
    """Return the text without control and direction characters; tabs and line ends stay."""
    return UNSEEN.sub("", text.replace("\r", ""))


def harmless_json(document: str) -> str:
    """Return the same JSON, its control and direction characters written as escapes."""
    return STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", document)
