"""What people write in their own words: kept as they wrote it, but for what no page can show."""

from unicodedata import category, normalize

from copilot_core.errors import Rejected

LONGEST = 4000
"""Characters of a note."""


def said(text: str) -> str:
    """Return the text to keep; raise `Rejected("note_empty")` or `Rejected("note_long")`."""
    kept = remark(text)
    if not kept:
        raise Rejected("note_empty")
    return kept


def remark(text: str) -> str:
    """Return a text that may be empty; raise `Rejected("note_long")`."""
    if len(text) > LONGEST:
        raise Rejected("note_long", most=LONGEST, length=len(text))
    lines = normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in lines if char in "\n\t" or category(char) not in {"Cc", "Cs"}).strip()
