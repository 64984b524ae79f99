"""Meaning as vectors."""

from collections.abc import Sequence
from typing import NewType, Protocol

Vector = NewType("Vector", bytes)
"""float32 little-endian values of one unit-length vector, `4 * dimensions` bytes."""


class Embedder(Protocol):
    """Turns texts into vectors of unit length: the same text gives the same vector.

    `model` names model and version: vectors of different models are never compared. Raises `Unavailable` when the
    model cannot be loaded (`permanent`, with the remedy) or reached.
    """

    @property
    def model(self) -> str:
        """Name and version of the model."""
        ...

    @property
    def dimensions(self) -> int:
        """Values of a vector."""
        ...

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Return one vector a text, in order."""
        ...
