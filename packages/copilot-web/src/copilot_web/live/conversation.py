"""One live connection, from its first message to its end."""

import asyncio
from contextlib import suppress

import structlog
from attrs import define, field
from litestar.exceptions import WebSocketDisconnect

from copilot_adapters.live_settings import Live
from copilot_core.entities.event import Event
from copilot_core.entities.payload import Value
from copilot_core.errors import CopilotError
from copilot_core.sentences import Sentence
from copilot_web.live.feed import Feed, Told, told
from copilot_web.live.feeds import Feeds
from copilot_web.live.line import Gone, Line
from copilot_web.live.messages import Follow, Hello, Parting, Ping, Resync
from copilot_web.visitors import Visitor

SESSION = "session"
"""Kind of event that ends the connections of a session: `{"session": …, "state": "ended"}`."""

log = structlog.get_logger("copilot.web")


@define(eq=False)
class Conversation:
    """Tells a client what happens, in order. It holds no more than a cursor: who is slow keeps nothing waiting."""

    line: Line
    visitor: Visitor
    feeds: Feeds
    _cursor: int = field(default=0, init=False)
    _known_at_first: int = field(default=0, init=False)
    _check_at: float = field(default=0.0, init=False)

    @property
    def limits(self) -> Live:
        """How long is waited."""
        return self.line.limits

    async def hold(self) -> None:
        """Talk until one of the two ends it."""
        parting: Parting | None = None
        try:
            await self._talk()
        except* Parting as ending:
            parting = _first_of(ending)
        except* (Gone, WebSocketDisconnect, OSError):
            log.debug("gone", person=self.visitor.person)
        except* CopilotError:
            parting = Parting(1013, Sentence("live_broken"))
        if parting is not None:
            await self.line.part(parting)

    async def _talk(self) -> None:
        with self.feeds.seat(self.visitor.person) as feed:
            wish = await self.line.wish()
            async with asyncio.TaskGroup() as beside:
                beside.create_task(self._tell(feed, wish))
                await self.line.hear()

    async def _tell(self, feed: Feed, wish: Follow) -> None:
        last, topics = await self._known(feed), frozenset(wish.topics)
        await self._check()
        self._cursor = last if wish.since is None else wish.since
        self._known_at_first = last
        await self.line.say(Hello(last))
        now = asyncio.get_running_loop().time
        ping_at = now() + self.limits.ping
        while True:
            if now() >= ping_at:
                await self.line.say(Ping(self._cursor))
                self.line.forgive()
                ping_at = now() + self.limits.ping
                if now() >= self._check_at:
                    await self._check()
            turn = feed.turn
            if not await self._told(feed, topics):
                with suppress(TimeoutError):
                    async with asyncio.timeout_at(ping_at):
                        await turn.wait()

    async def _told(self, feed: Feed, topics: frozenset[str]) -> bool:
        """Tell what comes next; False when there is nothing yet.

        Events are counted on for ever: when there are fewer than there were, all that is the person's was erased.
        """
        next_ones = feed.after(self._cursor)
        if next_ones is None:
            news = await self.feeds.read(self.visitor.person, self._cursor)
            if news is not None and news.forgotten and news.last < self._known_at_first:
                raise Parting(4401, Sentence("live_session_ended"))
            if news is not None and news.forgotten:
                await self._check()
                self._cursor = news.last
                await self.line.say(Resync(news.last))
                return True
            next_ones = [] if news is None else told(news)
        if not next_ones:
            return False
        async with self.line.patience() as patience:
            for one in next_ones:
                await self._pass_on(one, topics)
                self.line.renew(patience)
        return True

    async def _pass_on(self, one: Told, topics: frozenset[str]) -> None:
        if not topics or one.event.kind in topics:
            await self.line.send(one.text)
        self._cursor = one.event.number
        if self.visitor.session and _session_ended(one.event) == self.visitor.session:
            raise Parting(4401, Sentence("live_session_ended"))

    async def _check(self) -> None:
        """Look whether what let the visitor in still holds: it may have run out by itself, or ended before we listened."""
        if not await self.visitor.holds():
            raise Parting(4401, Sentence("live_session_ended"))
        self._check_at = asyncio.get_running_loop().time() + self.limits.check

    async def _known(self, feed: Feed) -> int:
        """Return the number of the newest event, as soon as it was asked for."""
        try:
            async with asyncio.timeout(self.limits.first):
                while feed.last is None:
                    await feed.turn.wait()
        except TimeoutError as error:
            raise Parting(1013, Sentence("live_broken")) from error
        return feed.last


def _session_ended(event: Event) -> Value:
    ended = event.kind == SESSION and event.payload.get("state") == "ended"
    return event.payload.get("session") if ended else None


def _first_of(group: BaseExceptionGroup[Parting]) -> Parting:
    found = group.exceptions[0]
    return found if isinstance(found, Parting) else _first_of(found)
