"""The feeds of a process: whoever has a connection open is followed, by one reader for all."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager
from contextvars import Context
from typing import Any

import structlog
from attrs import define, field
from litestar import Litestar

from copilot_core.entities.identities import PersonId
from copilot_core.errors import Unavailable
from copilot_core.ports.events import WakeUps
from copilot_core.sentences import Sentence
from copilot_core.use_cases.platform.follow_events import FollowEvents, News
from copilot_web.library import Library
from copilot_web.live.feed import Feed
from copilot_web.live.messages import Parting

AFTER_FAILURE = 1.0
log = structlog.get_logger("copilot.web")


@define(eq=False)
class Feeds:
    """Follows people while they have connections; the rows are the truth, wake-ups only say when to look.

    A wake-up that was lost costs `heal` seconds, no event.
    """

    library: Library
    _feeds: dict[PersonId, Feed] = field(factory=dict, init=False)
    _awake: set[PersonId | None] = field(factory=set, init=False)
    _bell: asyncio.Event = field(factory=asyncio.Event, init=False)
    _all_at: float = field(default=0.0, init=False)
    _going: set[asyncio.Task[None]] = field(factory=set, init=False)

    @asynccontextmanager
    async def open(self, _app: Litestar) -> AsyncIterator[None]:
        """Follow while the application runs."""
        yield
        ending = list(self._going)
        self._stop()
        await asyncio.gather(*ending, return_exceptions=True)

    @contextmanager
    def seat(self, person: PersonId) -> Iterator[Feed]:
        """Give a connection of a person their feed; raise `Parting` when they have too many."""
        most = self.library.settings.live.sockets
        feed = self._feeds.get(person) or Feed()
        if feed.sockets >= most:
            raise Parting(4429, Sentence("live_too_many", {"most": most}))
        feed.sockets += 1
        if feed.sockets == 1:
            self._begin(person, feed)
        try:
            yield feed
        finally:
            feed.sockets -= 1
            if not feed.sockets:
                del self._feeds[person]
                if not self._feeds:
                    self._stop()

    async def read(self, person: PersonId, number: int) -> News | None:
        """Return what came after a number, for a connection that is behind; None: nothing."""
        follow: FollowEvents = self.library.container.follow_events()
        return (await follow({person: number})).get(person)

    def _begin(self, person: PersonId, feed: Feed) -> None:
        if not self._feeds:
            self._all_at = 0.0
            self._start(self._watch())
            self._start(self._listen())
        self._feeds[person] = feed
        self._wake(person)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin work for all connections; it is none of the request that happened to be the first."""
        task = asyncio.create_task(work, context=Context())
        self._going.add(task)
        task.add_done_callback(self._going.discard)

    def _stop(self) -> None:
        for task in self._going:
            task.cancel()

    def _wake(self, person: PersonId | None) -> None:
        if person is None or person in self._feeds:
            self._awake.add(person)
            self._bell.set()

    async def _listen(self) -> None:
        """Hear who is woken; where that fails the slow look goes on."""
        bus: WakeUps = self.library.container.event_bus()
        failing = False
        while True:
            try:
                async with aclosing(bus.listen()) as heard:
                    async for person in heard:
                        failing = False
                        self._wake(person)
            except Unavailable as error:
                if not failing:
                    log.warning("bus", problem=str(error))
                failing = True
                await asyncio.sleep(AFTER_FAILURE)

    async def _watch(self) -> None:
        """Read what is new of those who are awake, and of everybody now and then."""
        while True:
            wanted = await self._wanted()
            try:
                await self._look(wanted)
            except Exception as error:  # noqa: BLE001 - whatever it is, the next look may succeed
                log.warning("feeds", problem=f"{type(error).__name__}: {error}")
                await asyncio.sleep(AFTER_FAILURE)
                self._wake(None)

    async def _wanted(self) -> dict[PersonId, Feed]:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout_at(self._all_at):
                await self._bell.wait()
        except TimeoutError:
            self._awake.add(None)
        self._bell.clear()
        awake, self._awake = self._awake, set()
        if None in awake:
            self._all_at = loop.time() + self.library.settings.live.heal
            return dict(self._feeds)
        return {person: self._feeds[person] for person in awake if person in self._feeds}

    async def _look(self, wanted: dict[PersonId, Feed]) -> None:
        follow: FollowEvents = self.library.container.follow_events()
        news = await follow({person: feed.last for person, feed in wanted.items()})
        for person, feed in wanted.items():
            if person in news and feed.take(news[person]):
                self._wake(person)
