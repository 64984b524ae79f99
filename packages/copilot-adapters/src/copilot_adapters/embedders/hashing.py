"""Vectors without a model: hashed words and parts of words."""

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from math import log1p, sqrt
from sys import byteorder

from attrs import frozen

from copilot_core.ports.embedder import Vector

WORD = re.compile(r"[^\W_]+(?:\+\+|#)?")
LONGEST = 20_000


@frozen
class Hashing:
    """The same words in two texts point the same way; knows no meaning, needs no file and no library.

    Each word and each run of four letters within it adds to one of `dimensions` values (feature hashing,
    Weinberger et al. 2009). Texts are cut at 20 000 characters.
    """

    dimensions: int = 384

    @property
    def model(self) -> str:
        """Name of the method and its size."""
        return f"hashing-1-{self.dimensions}"

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> Vector:
        values = [0.0] * self.dimensions
        for feature, count in Counter(_features(text[:LONGEST].lower())).items():
            number = int.from_bytes(blake2b(feature.encode("utf-8", "replace"), digest_size=8).digest(), "little")
            values[(number >> 1) % self.dimensions] += log1p(count) * (1 if number & 1 else -1)
        length = sqrt(sum(value * value for value in values))
        if not length:
            values[0] = length = 1.0
        unit = array("f", (value / length for value in values))
        if byteorder == "big":
            unit.byteswap()
        return Vector(unit.tobytes())


def _features(text: str) -> Iterator[str]:
    for word in WORD.findall(text):
        yield word
        framed = f"<{word}>"
        for start in range(len(framed) - 3):
            yield f"#{framed[start : start + 4]}"
