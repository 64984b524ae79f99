"""UTF-8 that somebody read as Latin-1: put right where that is provable."""

import re
from typing import Final

RUN: Final = re.compile(r"[\u00c2-\u00f4][\u0080-\u00bf]{1,3}")
PROOF: Final = re.compile(r"[\u0080-\u009f]")
"""Control characters of Latin-1: no text has them, but misread UTF-8 does."""


def mended(text: str) -> str:
    """Return the text as it was meant; unchanged where nothing proves that it was misread."""
    return RUN.sub(_meant, text) if PROOF.search(text) else text


def _meant(run: re.Match[str]) -> str:
    try:
        return run[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return run[0]
