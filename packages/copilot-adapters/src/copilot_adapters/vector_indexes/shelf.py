"""What a Chroma collection does for us, be it on a server or in a folder."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from copilot_core.ports.embedder import Vector


class Unreachable(Exception):
    """It could not be asked, or its answer could not be understood; the message is the problem."""


class Gone(Unreachable):
    """The collection is no longer there: the server lost its data, or somebody else's came in its place."""


class Shelf(Protocol):
    """Vectors of one model. All raise `Unreachable`."""

    def put(self, vectors: Mapping[str, Vector]) -> None:
        """Add or replace."""
        ...

    def remove(self, ids: Sequence[str]) -> None:
        """Forget; unknown ids are ignored."""
        ...

    def vectors(self, ids: Sequence[str]) -> tuple[list[str], NDArray[np.float32]]:
        """Return which of the ids are there, and their vectors as rows."""
        ...

    def nearest(self, vector: Vector, count: int) -> tuple[list[str], list[float]]:
        """Return ids, and how far they are (1 - cosine); about the nearest, nearest first."""
        ...

    def count(self) -> int:
        """Return how many there are."""
        ...
