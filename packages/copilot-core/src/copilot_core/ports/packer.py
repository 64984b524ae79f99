"""What puts many files into one."""

from collections.abc import AsyncGenerator, AsyncIterator
from datetime import datetime
from typing import Protocol

from attrs import frozen


@frozen
class Piece:
    """The next part of a file; a file's pieces follow each other."""

    name: str
    content: bytes


class Packer(Protocol):
    """Packs while it is read: memory holds some pieces, however much there is."""

    def pack(self, pieces: AsyncIterator[Piece], made_at: datetime) -> AsyncGenerator[bytes, None]:
        """Yield the packed file; one that was cut off is seen to be no whole one."""
        ...
