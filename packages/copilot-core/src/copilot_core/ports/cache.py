"""Expensive answers, kept for a while."""

from collections.abc import Collection
from typing import Protocol


class Cache(Protocol):
    """Keeps bytes under keys, each with the topics on which it depends; losing all of it loses nothing.

    Whoever changes something drops its topics after the commit: what was read before it is never answered again, on
    any process that shares the cache. An answer that was begun before a topic was dropped is not kept: `put` takes the
    `turn` that `turn` returned before the answer was worked out. Raises nothing: a cache that fails is empty.
    """

    async def turn(self, topics: Collection[str]) -> str:
        """Return what tells whether any of the topics was dropped since."""
        ...

    async def get(self, key: str, topics: Collection[str]) -> bytes | None:
        """Return what is kept under the key since the topics were last dropped."""
        ...

    async def put(self, key: str, topics: Collection[str], value: bytes, *, turn: str, seconds: float) -> None:
        """Keep it for so long, unless a topic was dropped since `turn`."""
        ...

    async def drop(self, topics: Collection[str]) -> None:
        """Forget all that depends on any of them."""
        ...
