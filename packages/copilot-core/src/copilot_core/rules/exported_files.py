"""Names of files that are made of what people called theirs."""

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Final

LONGEST: Final = 100
LONGEST_SUFFIX: Final = 12
RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\.|$)", re.IGNORECASE)
"""Names that Windows takes for devices."""

FORBIDDEN: Final = frozenset('<>:"|?*\\/')


def safe_name(name: str, instead: str) -> str:
    """Return a name that every system takes for a plain file in its folder; `instead` when nothing is left of it."""
    base = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join("_" if char in FORBIDDEN else char for char in base if _is_shown(char))
    plain = _shortened(plain.strip(" .")).strip(" .")
    if not plain:
        return instead
    return f"_{plain}" if RESERVED.match(plain) else plain


def _is_shown(char: str) -> bool:
    """Tell whether a letter shows and steers nothing: no control, no direction, no half of a pair."""
    return unicodedata.category(char)[0] != "C"


def _shortened(name: str) -> str:
    suffix = PurePosixPath(name).suffix[:LONGEST_SUFFIX]
    return name if len(name) <= LONGEST else name[: LONGEST - len(suffix)] + suffix
