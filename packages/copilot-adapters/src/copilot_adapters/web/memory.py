"""Answers remembered, so that a board need not send twice what has not changed."""

import threading
from collections import OrderedDict
from typing import Protocol

from attrs import Factory, field, frozen

from copilot_core.ports.web import Answer


@frozen
class Remembered:
    """An answer with the validators its server gave (RFC 9110, 8.8); either may be empty."""

    answer: Answer
    etag: str
    last_modified: str


class Memory(Protocol):
    """Keeps answers by an opaque key (a digest: it tells nothing of the address). Safe to share by threads.

    It may forget anything at any time; what it recalls is what was remembered last under that key.
    """

    async def recall(self, key: str) -> Remembered | None:
        """Return what is remembered, None when nothing is."""
        ...

    async def remember(self, key: str, remembered: Remembered) -> None:
        """Keep it, in place of what was remembered before."""
        ...


@frozen
class RecentAnswers:
    """Remembers in this process the answers used last, up to `size_limit` bytes together."""

    size_limit: int = 64_000_000
    _kept: OrderedDict[str, Remembered] = field(init=False, repr=False, eq=False, default=Factory(OrderedDict))
    _lock: threading.Lock = field(init=False, repr=False, eq=False, default=Factory(threading.Lock))

    async def recall(self, key: str) -> Remembered | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    async def remember(self, key: str, remembered: Remembered) -> None:
        with self._lock:
            self._kept[key] = remembered
            self._kept.move_to_end(key)
            size = sum(len(kept.answer.body) for kept in self._kept.values())
            while size > self.size_limit:
                _, forgotten = self._kept.popitem(last=False)
                size -= len(forgotten.answer.body)
