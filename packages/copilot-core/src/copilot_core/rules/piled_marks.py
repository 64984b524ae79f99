"""Marks piled on a letter: bringing thousands of them into their order takes minutes, and no language needs thirty."""

import re
import unicodedata
from typing import Final

MOST: Final = 30
"""Marks that one letter may carry (Unicode Standard Annex 15, Stream-Safe Text Format)."""

PILE: Final = re.compile(rf"(?:[^\w\s\x00-\x7f]|[\uff9e\uff9f]){{{MOST + 1},}}+")
"""A run in which there may be too many marks: no mark is a letter, but two of Japanese that become marks."""


def without_piled_marks(text: str) -> str:
    """Return `text` as it may be normalised: of more than thirty marks in a row the first thirty stay."""
    return text if text.isascii() else PILE.sub(_thinned, text)


def _thinned(found: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for char in found[0]:
        marks = marks + 1 if char in "\uff9e\uff9f" or unicodedata.category(char)[0] == "M" else 0
        if marks <= MOST:
            kept.append(char)
    return "".join(kept)
