"""How alike two texts are."""

from typing import Protocol


class Similarity(Protocol):
    """A fast library's string similarity. Symmetric, 0..1, 1 for equal texts."""

    def ratio(self, left: str, right: str) -> float:
        """Return 1 minus the normalised edit (indel) distance."""
        ...
