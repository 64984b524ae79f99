"""Dear answers, kept for a while."""

from typing import Protocol


class Cache(Protocol):
    """Keeps bytes under keys; losing all of it loses nothing.

    It forgets nothing by being told: a key names the generation of everything on which its value depends, read in
    the same reading that the value was worked out in, and a generation changes in the transaction that changes the thing. So what was
    kept before a change is under a key that nobody asks for any more, in whichever process either happened. Raises
    nothing: a cache that fails is empty.
    """

    async def get(self, key: str) -> bytes | None:
        """Return what is kept under the key."""
        ...

    async def put(self, key: str, value: bytes, seconds: float) -> None:
        """Keep it for so long at most; what is too large is not kept."""
        ...
