"""Texts reduced to plain Latin letters and digits, at the speed of `bytes`."""

import re
import unicodedata


def _plain(byte: int, keep: str) -> int:
    letter = chr(byte).lower()
    if letter in keep:
        return ord(letter)
    bare = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore")
    return bare[0] if letter.isalpha() and bare else 32


_DIGITS = "0123456789"
LETTERS = bytes(_plain(byte, "") for byte in range(256))
"""Latin-1 → a lower-case letter without its accent, or a space."""
NAMES = bytes(_plain(byte, _DIGITS + "+#") for byte in range(256))
"""As `LETTERS`, digits, `+` and `#` kept."""
SILENT = b".'"
"""Deleted from names instead of parting them: `node.js`, `St. John's`."""

_WORDS = re.compile(r"[\w+#]+")
_UNKNOWN = re.compile(r"[^\x00-\xff]")


def foreign(text: str, encoded: bytes) -> bool:
    """Whether much of a text is in another script than Latin (`encoded` is it in Latin-1, the rest replaced)."""
    return encoded.count(b"?") * 6 > len(encoded) and len(_UNKNOWN.findall(text)) * 6 > len(text)


def latin(text: str) -> bytes:
    """Return the text in Latin-1, what has no place there replaced by `?`."""
    return text.encode("latin-1", "replace")


def name(text: str) -> str:
    """Return a name in small plain letters and digits, single spaces between its words."""
    encoded = latin(text)
    if not text.isascii() and foreign(text, encoded):
        return " ".join(_WORDS.findall(unicodedata.normalize("NFKC", text).casefold()))
    if not text.isascii():
        encoded = latin(text.replace("ß", "ss").replace("’", ""))
    return b" ".join(encoded.translate(NAMES, SILENT).split()).decode("ascii")


def singular(word: str) -> str:
    """Return a word without the ending of a plural or of a German woman's profession."""
    if len(word) > 6 and word.endswith(("erin", "orin", "istin")):
        word = word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word
