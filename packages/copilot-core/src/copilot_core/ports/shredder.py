"""What makes deleted things illegible."""

from typing import Protocol


class Shredder(Protocol):
    """Storage that can leave nothing legible of what was deleted from it, as far as it can be told to."""

    async def shred(self) -> None:
        """Do so; others may read and write meanwhile. Raises `Unavailable`."""
        ...
