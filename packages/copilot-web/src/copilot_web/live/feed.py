"""The newest events of one person, once for all their connections."""

import asyncio
from collections import deque
from itertools import islice

from attrs import define, field, frozen

from copilot_core.entities.event import Event
from copilot_core.use_cases.platform.follow_events import News
from copilot_web.live.messages import of_event, written

RECENT = 256
"""Events at hand; who is further behind asks the storage."""


@frozen
class Told:
    """An event, and its text as every connection gets it."""

    event: Event
    text: str


def told(news: News) -> list[Told]:
    """Write events down."""
    return [Told(event, written(of_event(event))) for event in news.events]


@define(eq=False)
class Feed:
    """What is known of a person up to the event `last` (None: not yet asked); `turn` is set when more is known."""

    last: int | None = None
    sockets: int = 0
    turn: asyncio.Event = field(factory=asyncio.Event)
    _recent: deque[Told] = field(factory=lambda: deque(maxlen=RECENT))

    def take(self, news: News) -> bool:
        """Take what the storage tells, and wake the connections; tell whether there is still more."""
        if not news.events:
            self._recent.clear()
        self._recent.extend(told(news))
        self.last = news.events[-1].number if news.events else news.last
        self.turn.set()
        self.turn = asyncio.Event()
        return self.last < news.last

    def after(self, number: int) -> list[Told] | None:
        """Return what came after a number; None when that is not at hand."""
        missed = -1 if self.last is None else self.last - number
        if not 0 <= missed <= len(self._recent):
            return None
        return list(islice(self._recent, len(self._recent) - missed, None))
