"""Letters made comparable."""

import unicodedata
from functools import lru_cache

from copilot_core.rules.piled_marks import without_piled_marks

_SPECIAL = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "ʻ": "'", ".": None})


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Return a name without case, accents, dots and doubled spaces; names that match mean the same."""
    lower = name.casefold().translate(_SPECIAL)
    if not lower.isascii():
        lower = "".join(
            c for c in unicodedata.normalize("NFKD", without_piled_marks(lower)) if not unicodedata.combining(c)
        )
    return " ".join(lower.split())


def lowered(text: str) -> str:
    """Return `text` in lower case with plain spaces, hyphens and apostrophes, offsets unchanged.

    Letters whose lower case is longer than one stay as they are.
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.replace("\u00a0", " ").replace("\u2011", "-").replace("’", "'")
