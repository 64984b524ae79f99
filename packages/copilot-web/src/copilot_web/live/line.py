"""The line to a client: what is heard and said over it, and how long either may take."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

import msgspec
from attrs import define, field
from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect

from copilot_adapters.live_settings import Live
from copilot_core.sentences import Sentence
from copilot_web.live.messages import LARGEST, MOST_MESSAGES, Follow, Parting, Pong, written
from copilot_web.visitors import Visitor

AT_THE_END = 5.0
"""Seconds for saying good-bye."""

_FIRST = msgspec.json.Decoder(Follow)
_LATER = msgspec.json.Decoder(Pong)

Socket = WebSocket[Visitor, Any, Any]
_Message = TypeVar("_Message")


class Gone(Exception):
    """The client is not there any more."""


@define(eq=False)
class Line:
    """Ends with a `Parting` when the client is silent, slow, or says what nobody understands."""

    socket: Socket
    limits: Live
    _heard: int = field(default=0, init=False)

    async def wish(self) -> Follow:
        """Return what the client says first: what it wants to hear."""
        return _parsed(_FIRST, await self._message(self.limits.first))

    async def hear(self) -> None:
        """Hear signs of life until there are none, or too many."""
        while True:
            _parsed(_LATER, await self._message(self.limits.silence))
            self._heard += 1
            if self._heard > MOST_MESSAGES:
                raise Parting(4429, Sentence("live_too_many_messages"))

    def forgive(self) -> None:
        """Count what is heard anew."""
        self._heard = 0

    async def say(self, message: msgspec.Struct) -> None:
        """Send one message."""
        async with self.patience():
            await self.send(written(message))

    async def send(self, text: str) -> None:
        """Send a text, within `patience`."""
        await self.socket.send_data(text, "text")

    @asynccontextmanager
    async def patience(self) -> AsyncIterator[asyncio.Timeout]:
        """Let the client take a message, and after `renew` another one."""
        try:
            async with asyncio.timeout(self.limits.slowest) as patience:
                yield patience
        except TimeoutError as error:
            raise Parting(1013, Sentence("live_slow")) from error

    def renew(self, patience: asyncio.Timeout) -> None:
        """Begin to wait anew, unless it was begun just now: to set a timer takes as long as to send a message."""
        until = asyncio.get_running_loop().time() + self.limits.slowest
        if until - (patience.when() or 0) > self.limits.slowest / 10:
            patience.reschedule(until)

    async def part(self, parting: Parting) -> None:
        """Say why it ends; who takes nothing any more is not waited for."""
        language = (self.socket.headers.get("accept-language") or "en")[:2]
        with suppress(OSError, WebSocketDisconnect):
            async with asyncio.timeout(AT_THE_END):
                await self.socket.close(parting.code, parting.reason(language))

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


def _parsed(decoder: "msgspec.json.Decoder[_Message]", text: str) -> _Message:
    try:
        return decoder.decode(text)
    except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError) as error:
        raise Parting(4400, Sentence("live_message_wrong")) from error
