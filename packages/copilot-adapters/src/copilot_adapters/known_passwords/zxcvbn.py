"""The list of zxcvbn: 30 000 passwords out of breaches, and what people make of them."""

import re
import unicodedata
from functools import cache
from itertools import pairwise

UNLEET = str.maketrans("013457@$!|", "oleastasii")
"""What people write for a letter → the letter."""

DECORATION = re.compile(r"^[\d\W_]+|[\d\W_]+$")
"""What people put before and behind a word."""

WAYS = ({0}, {1, -9}, {-1, 9})
"""Steps from one character to the next: none, up and down; after 9 comes 0."""


class Zxcvbn:
    """Adapter of `copilot_core.ports.password_hasher.KnownPasswords`.

    A password of the list is known with digits and signs around it (`!Password123`), with letters written as digits
    (`p4ssw0rd`), written twice, or backwards; so is one that counts (`9876543210987`) or repeats one character.
    """

    def includes(self, password: str) -> bool:
        known, plain = _known(), unicodedata.normalize("NFKC", password).casefold()
        return _counts(plain) or any(one in known for one in _as_first_written(plain))


def _as_first_written(plain: str) -> set[str]:
    """Return what the password may have been made of."""
    cores = {plain, _bare(plain), _once(plain)}
    letters = {one.translate(UNLEET) for one in cores}
    undone = cores | letters | {_bare(one) for one in letters}
    return undone | {one[::-1] for one in undone}


def _bare(text: str) -> str:
    """Return what is left without decoration, where that is most of it."""
    left = DECORATION.sub("", text)
    return left if 2 * len(left) >= len(text) else text


def _once(text: str) -> str:
    """Return what stands there several times."""
    again = (text + text).find(text, 1)
    return text[:again]


def _counts(text: str) -> bool:
    """Tell whether each character follows the one before in the same way: up, down, or not at all."""
    steps = {(ord(after) - ord(before)) for before, after in pairwise(text)}
    return any(bool(steps) and steps <= way for way in WAYS)


@cache
def _known() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415 - 30 ms, when a password is chosen

    return frozenset(one.casefold() for one in FREQUENCY_LISTS["passwords"])
