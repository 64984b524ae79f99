"""One lane a host: how many requests at once, how far apart, and until when the host asked to wait."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from attrs import Factory, define, field, frozen

from copilot_core.errors import Unavailable

Sleep = Callable[[float], Awaitable[object]]
MOST_HOSTS = 500


@define(eq=False)
class Lane:
    """What is known of one host; times are those of the event loop."""

    places: asyncio.Semaphore
    next_start: float = 0.0
    closed_until: float = 0.0


@frozen
class Lanes:
    """Keeps requests to one host apart by `spacing` seconds, and at most `at_once` under way."""

    at_once: int
    spacing: float
    longest_wait: float
    sleep: Sleep
    _lanes: OrderedDict[str, Lane] = field(init=False, repr=False, eq=False, default=Factory(OrderedDict))

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a place; raise `Unavailable("board_limited")` when the host asked for a long rest."""
        lane = self._lane(host)
        async with lane.places:
            now = asyncio.get_running_loop().time()
            if lane.closed_until - now > self.longest_wait:
                raise Unavailable("board_limited", retry_after=lane.closed_until - now, board=host, status=429)
            start = max(now, lane.next_start, lane.closed_until)
            lane.next_start = start + self.spacing
            if start > now:
                await self.sleep(start - now)
            yield

    def close(self, host: str, seconds: float) -> None:
        """Ask nothing of the host for so long, as it wished."""
        lane = self._lane(host)
        lane.closed_until = max(lane.closed_until, asyncio.get_running_loop().time() + seconds)

    def _lane(self, host: str) -> Lane:
        lane = self._lanes.setdefault(host, Lane(asyncio.Semaphore(self.at_once)))
        self._lanes.move_to_end(host)
        if len(self._lanes) > MOST_HOSTS:
            self._lanes.popitem(last=False)
        return lane
