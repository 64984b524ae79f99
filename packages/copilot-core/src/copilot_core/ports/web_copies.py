"""Copies of what the web answered."""

from typing import Protocol


class WebCopies(Protocol):
    """Kept so that boards need not send twice what has not changed: losing all of them loses nothing else."""

    async def clear(self) -> None:
        """Delete all: pages that people brought are among them. Raises `Unavailable("copies_stay")`."""
        ...
