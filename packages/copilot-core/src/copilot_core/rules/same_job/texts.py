"""A text as a set of hashes of its pieces, so that copies are recognised however they are laid out."""

import unicodedata
from zlib import crc32

from attrs import frozen

from copilot_core.rules.same_job.letters import LETTERS, foreign, latin

LONGEST_TEXT = 8_000
"""Letters of a text that are looked at."""
HEADLINE = 5
"""A text of fewer pieces is no text to compare."""
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
    return [piece.encode("utf-8", "replace") for piece in cut.split() if len(piece) >= 4]


def chunks(found: list[bytes]) -> tuple[int, ...]:
    """Hash pieces, in the order of the text, each once."""
    return tuple(dict.fromkeys(map(crc32, found)))


@frozen
class Resemblance:
    """How two texts overlap.

    `shorter` says that one has less than two thirds of the other's pieces. `share` is the part of the shorter one that
    stands in the longer one too, `alone` the number of its pieces that do not. `inside` and `edge` count the pieces of
    the longest passage that stands in one text where the other has another passage of that length: within the texts,
    and at their beginnings or ends. `late` counts the pieces of a text before a much shorter one's first. A copy has words changed here and there, is cut, or has something added or left
    out; another job told in the same words around has a passage replaced.
    """

    equal: bool
    shorter: bool
    share: float
    alone: int
    inside: int
    edge: int
    late: int = 0


def resemblance(left: tuple[int, ...], right: tuple[int, ...]) -> Resemblance:
    """Compare two texts by their pieces; neither may be empty."""
    shared = set(left).intersection(right)
    least = min(len(left), len(right))
    cut = least * 3 < max(len(left), len(right)) * 2
    alone = least - len(shared)
    late = _late(max(left, right, key=len), shared) if cut else 0
    if not alone:
        return Resemblance(len(left) == len(right), cut, 1.0, 0, 0, 0, late)
    marks, other_marks = _marks(left, shared), _marks(right, shared)
    head, tail = min(len(marks[0]), len(other_marks[0])), min(len(marks[-1]), len(other_marks[-1]))
    inside = min(max(map(len, marks[1:-1]), default=0), max(map(len, other_marks[1:-1]), default=0))
    edge = max(head, tail)
    if len(shared) * 10 < least * 7:
        edge = max(edge, min(max(map(len, marks)), max(map(len, other_marks))))
    elif inside > _LONG:
        inside = _replaced(left, right, shared)
    return Resemblance(False, cut, len(shared) / least, alone, inside, edge, late)


_LONG = 4


def _late(text: tuple[int, ...], shared: set[int]) -> int:
    return next((place for place, piece in enumerate(text) if piece in shared), len(text))


def _marks(text: tuple[int, ...], shared: set[int]) -> list[bytes]:
    """Return the stretches of pieces not shared, between those that are."""
    return bytes(map(shared.__contains__, text)).split(b"\1")


def _replaced(left: tuple[int, ...], right: tuple[int, ...], shared: set[int]) -> int:
    """Return the length of the longest passage that has a counterpart after, or before, the same shared piece."""
    ours, theirs = _anchored(left, shared), _anchored(right, shared)
    return max((min(length, theirs[anchor]) for anchor, length in ours.items() if anchor in theirs), default=0)


def _anchored(text: tuple[int, ...], shared: set[int]) -> dict[tuple[int, bool], int]:
    anchored: dict[tuple[int, bool], int] = {}
    before, length = 0, 0
    for piece in text:
        if piece not in shared:
            length += 1
            continue
        if length and before:
            anchored[before, True] = anchored[piece, False] = length
        before, length = piece, 0
    return anchored
