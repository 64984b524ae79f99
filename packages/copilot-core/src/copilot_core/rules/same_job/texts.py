"""A text as a set of hashes of its pieces, so that copies are recognised however they are laid out."""

import unicodedata
from zlib import crc32

from copilot_core.rules.same_job.letters import LETTERS, foreign, latin

LONGEST_TEXT = 12_000
"""Letters of a text that are looked at."""
_SHORTEST_PIECE = 9

_CUTS = b"pm"
_LINE = bytes(32 if byte in _CUTS else byte for byte in LETTERS)
_DELETED = bytes(byte for byte in range(256) if LETTERS[byte] == 32)


def pieces(text: str) -> list[bytes]:
    """Cut a text where certain letters stand: where a piece ends depends on nothing outside of it.

    Case, accents, digits, spaces, punctuation and markup characters do not count.
    """
    text = text[:LONGEST_TEXT]
    encoded = latin(text)
    if not text.isascii() and foreign(text, encoded):
        return _foreign_pieces(text)
    return [piece for piece in encoded.translate(_LINE, _DELETED).split() if len(piece) >= _SHORTEST_PIECE]


def _foreign_pieces(text: str) -> list[bytes]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    cut = "".join(letter if ord(letter) % 16 else " " for letter in folded if letter.isalpha())
    return [piece.encode() for piece in cut.split() if len(piece) >= 4]


def chunks(found: list[bytes]) -> tuple[int, ...]:
    """Hash pieces; ascending, each once."""
    return tuple(sorted(set(map(crc32, found))))


def overlap(left: tuple[int, ...], right: tuple[int, ...]) -> int:
    """Return how many hashes two texts share."""
    return len(set(left).intersection(right))
