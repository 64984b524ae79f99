"""One open page of a bench: it answers signs of life, and notes what it hears and when."""

import asyncio
import time
from datetime import datetime
from typing import Any

import msgspec
from attrs import define, field

from copilot_web.benches.frames import PING, PONG, TEXT, masked, taken

FOLLOW, ALIVE = masked(TEXT, b"{}"), masked(TEXT, b'{"type":"pong"}')


class Message(msgspec.Struct, frozen=True):
    """What matters of a message."""

    type: str
    number: int = 0
    last: int = 0
    at: datetime | None = None


_MESSAGE = msgspec.json.Decoder(Message)


@define(eq=False)
class Notes:
    """What the pages heard: how often each number, the first and the last time, and when it was written.

    All on the machine's steady clock; an event is written just before its commit.
    """

    times: dict[int, int] = field(factory=dict)
    heard: dict[int, list[float]] = field(factory=dict)
    wrong: list[str] = field(factory=list)

    def hear(self, message: Message) -> None:
        """Note an event, now."""
        now, number = time.monotonic(), message.number
        if number not in self.heard:
            written = now - time.time() + message.at.timestamp() if message.at else now
            self.heard[number] = [now, now, written]
        self.heard[number][1] = now
        self.times[number] = self.times.get(number, 0) + 1


@define(eq=False)
class Page(asyncio.Protocol):
    """A page. Its numbers come one after the other: then none is missed, doubled or out of order."""

    request: bytes
    notes: Notes
    number: int | None = None
    beats: int = 0
    _transport: Any = None
    _upgraded: bool = False
    _rest: bytes = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask to be let in."""
        self._transport = transport
        self._transport.write(self.request)

    def connection_lost(self, exc: Exception | None) -> None:
        """Note it: here it is always too early."""
        self.notes.wrong.append(f"cut off: {exc}")

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        self._rest += data
        if not self._upgraded:
            self._upgrade()
        if self._upgraded:
            frames, self._rest = taken(self._rest)
            for kind, payload in frames:
                self._take(kind, payload)

    def _upgrade(self) -> None:
        head, end, rest = self._rest.partition(b"\r\n\r\n")
        if not end:
            return
        if b" 101 " not in head:
            self.notes.wrong.append(head.partition(b"\r\n")[0].decode())
        self._upgraded, self._rest = True, rest
        self._transport.write(FOLLOW)

    def _take(self, kind: int, payload: bytes) -> None:
        if kind == TEXT:
            self._hear(_MESSAGE.decode(payload))
        elif kind == PING:
            self._transport.write(masked(PONG, payload))
        else:
            self.notes.wrong.append(f"frame {kind}: {payload.decode('utf-8', 'replace')}")

    def _hear(self, message: Message) -> None:
        if message.type == "event":
            if self.number is None or message.number != self.number + 1:
                self.notes.wrong.append(f"{message.number} after {self.number}")
            self.number = message.number
            self.notes.hear(message)
        elif message.type == "ping":
            self.beats += 1
            self._transport.write(ALIVE)
        elif message.type == "hello":
            self.number = message.last
        else:
            self.notes.wrong.append(message.type)
