"""One live connection, from its first message to its end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

import msgspec
import structlog
from attrs import define, field
from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect

from copilot_adapters.live_settings import Live
from copilot_core.entities.event import Event
from copilot_core.entities.payload import Value
from copilot_core.errors import CopilotError
from copilot_core.sentences import Sentence
from copilot_web.live.feed import Feed, Told, told
from copilot_web.live.feeds import Feeds
from copilot_web.live.messages import (
    LARGEST,
    MOST_MESSAGES,
    Follow,
    Hello,
    Parting,
    Ping,
    Pong,
    Resync,
    written,
)
from copilot_web.visitors import Visitor

SESSION = "session"
"""Kind of event that ends the connections of a session: `{"session": …, "state": "ended"}`."""

_FIRST = msgspec.json.Decoder(Follow)
_LATER = msgspec.json.Decoder(Pong)

Socket = WebSocket[Visitor, Any, Any]


AT_THE_END = 5.0
"""Seconds for saying good-bye."""

_Message = TypeVar("_Message")
log = structlog.get_logger("copilot.web")


class Gone(Exception):
    """The client is not there any more."""


@define(eq=False)
class Conversation:
    """Tells a client what happens, in order. It holds no more than a cursor: who is slow keeps nothing waiting."""

    socket: Socket
    visitor: Visitor
    feeds: Feeds
    _cursor: int = field(default=0, init=False)
    _known_at_first: int = field(default=0, init=False)
    _heard: int = field(default=0, init=False)
    _check_at: float = field(default=0.0, init=False)

    @property
    def limits(self) -> Live:
        """How long is waited."""
        return self.feeds.library.settings.live

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
            await self._part(parting)

    async def _talk(self) -> None:
        with self.feeds.seat(self.visitor.person) as feed:
            wish = _parsed(_FIRST, await self._message(self.limits.first))
            async with asyncio.TaskGroup() as beside:
                beside.create_task(self._tell(feed, wish))
                await self._hear()

    async def _hear(self) -> None:
        while True:
            _parsed(_LATER, await self._message(self.limits.silence))
            self._heard += 1
            if self._heard > MOST_MESSAGES:
                raise Parting(4429, Sentence("live_too_many_messages"))

    async def _tell(self, feed: Feed, wish: Follow) -> None:
        last, topics = await self._known(feed), frozenset(wish.topics)
        await self._check()
        self._cursor = last if wish.since is None else wish.since
        self._known_at_first = last
        await self._send(written(Hello(last)))
        now = asyncio.get_running_loop().time
        ping_at = now() + self.limits.ping
        while True:
            if now() >= ping_at:
                await self._send(written(Ping(self._cursor)))
                self._heard, ping_at = 0, now() + self.limits.ping
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
                await self._send(written(Resync(news.last)))
                return True
            next_ones = [] if news is None else told(news)
        async with self._patience() as patience:
            for one in next_ones:
                await self._pass_on(one, topics)
                self._renew(patience)
        return bool(next_ones)

    async def _pass_on(self, one: Told, topics: frozenset[str]) -> None:
        if not topics or one.event.kind in topics:
            await self.socket.send_data(one.text, "text")
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

    async def _message(self, patience: float) -> str:
        try:
            async with asyncio.timeout(patience):
                message = await self.socket.receive()
        except TimeoutError as error:
            raise Parting(4408, Sentence("live_silent", {"seconds": patience})) from error
        if message["type"] != "websocket.receive":
            raise Gone
        text = message.get("text")
        if text is None:
            raise Parting(1003, Sentence("live_message_wrong"))
        if len(text) > LARGEST:
            raise Parting(1009, Sentence("live_message_large", {"most": LARGEST}))
        return text

    async def _send(self, text: str) -> None:
        async with self._patience():
            await self.socket.send_data(text, "text")

    @asynccontextmanager
    async def _patience(self) -> AsyncIterator[asyncio.Timeout]:
        """Let a client take a message, and after `_renew` another one; who takes too long is cut off."""
        try:
            async with asyncio.timeout(self.limits.slowest) as patience:
                yield patience
        except TimeoutError as error:
            raise Parting(1013, Sentence("live_slow")) from error

    def _renew(self, patience: asyncio.Timeout) -> None:
        """Begin to wait anew, unless it was begun just now: setting a timer takes as long as sending a message."""
        new = asyncio.get_running_loop().time() + self.limits.slowest
        if new - (patience.when() or 0) > self.limits.slowest / 10:
            patience.reschedule(new)

    async def _part(self, parting: Parting) -> None:
        """Say why; who takes nothing any more is not waited for."""
        language = (self.socket.headers.get("accept-language") or "en")[:2]
        with suppress(OSError, WebSocketDisconnect):
            async with asyncio.timeout(AT_THE_END):
                await self.socket.close(parting.code, parting.reason(language))


def _parsed(decoder: "msgspec.json.Decoder[_Message]", text: str) -> _Message:
    try:
        return decoder.decode(text)
    except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError) as error:
        raise Parting(4400, Sentence("live_message_wrong")) from error


def _session_ended(event: Event) -> Value:
    ended = event.kind == SESSION and event.payload.get("state") == "ended"
    return event.payload.get("session") if ended else None


def _first_of(group: BaseExceptionGroup[Parting]) -> Parting:
    found = group.exceptions[0]
    return found if isinstance(found, Parting) else _first_of(found)
