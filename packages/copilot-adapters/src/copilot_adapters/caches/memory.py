"""Answers kept in this process's memory."""

from collections import OrderedDict
from time import monotonic

from attrs import define, field

MOST = 16_000_000
"""Bytes of keys and values."""

LARGEST = 8
"""One value may take this part of it at most."""

OVERHEAD = 200
"""Bytes that an entry takes besides, about."""

Entry = tuple[bytes, float]


@define(eq=False)
class Memory:
    """Adapter of `copilot_core.ports.cache.Cache`; what was not asked for the longest makes room."""

    most: int = MOST
    _kept: OrderedDict[str, Entry] = field(factory=OrderedDict, init=False, repr=False)
    _size: int = field(default=0, init=False)

    async def get(self, key: str) -> bytes | None:
        """Return what is kept and not over."""
        value, until = self._kept.get(key, (None, 0.0))
        if value is None or until <= monotonic():
            return None
        self._kept.move_to_end(key)
        return value

    async def put(self, key: str, value: bytes, seconds: float) -> None:
        """Keep it, and let go of what was not asked for."""
        self._forget(key)
        size = _size(key, value)
        if size > self.most // LARGEST:
            return
        self._kept[key] = (value, monotonic() + seconds)
        self._size += size
        while self._size > self.most:
            self._forget(next(iter(self._kept)))

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return self._size

    def _forget(self, key: str) -> None:
        known = self._kept.pop(key, None)
        if known is not None:
            self._size -= _size(key, known[0])


def _size(key: str, value: bytes) -> int:
    return 2 * len(key) + len(value) + OVERHEAD
