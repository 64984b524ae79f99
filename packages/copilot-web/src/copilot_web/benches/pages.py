"""Open pages of a bench, a process of their own: they answer signs of life, and note what they hear and when."""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import msgspec
import uvloop
from attrs import define, field

from copilot_web.benches.frames import PING, PONG, TEXT, masked, taken

PATIENCE = 90.0
GLANCE = 0.005
AT_ONCE = 100
"""Connections that are being opened at the same time."""

FOLLOW, ALIVE = masked(TEXT, b"{}"), masked(TEXT, b'{"type":"pong"}')
LONGEST = 2**24
"""Bytes of what the bench asks in one line."""

Json = dict[str, Any]


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


@define(eq=False)
class Pages:
    """All pages of this process."""

    notes: Notes = field(factory=Notes)
    pages: list[Page] = field(factory=list)

    async def open(self, port: int, requests: list[str]) -> None:
        """Open one for each request, until all were greeted."""
        loop = asyncio.get_running_loop()
        for start in range(0, len(requests), AT_ONCE):
            some = [Page(request.encode(), self.notes) for request in requests[start : start + AT_ONCE]]
            for page in some:
                await loop.create_connection(partial(_itself, page), "127.0.0.1", port)
            self.pages += some
            await self._until(partial(_greeted, some))

    async def hear(self, number: int) -> None:
        """Wait until every page has heard up to a number."""
        await self._until(lambda: self.notes.times.get(number, 0) >= len(self.pages))

    async def beat(self) -> None:
        """Wait until every page was asked once more whether it is there."""
        before = [page.beats for page in self.pages]
        await self._until(lambda: all(page.beats > beats for page, beats in zip(self.pages, before, strict=True)))

    def told(self) -> Json:
        """Return what was heard since it was told last."""
        notes, self.notes = self.notes, Notes()
        for page in self.pages:
            page.notes = self.notes
        newest = max((page.number or 0 for page in self.pages), default=0)
        return {
            "heard": notes.heard,
            "messages": sum(notes.times.values()),
            "newest": newest,
            "busy": time.process_time(),
            "wrong": notes.wrong[:10],
        }

    async def _until(self, done: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not done() and not self.notes.wrong:  # noqa: ASYNC110 - each message would have to tell
                await asyncio.sleep(GLANCE)


def _greeted(pages: list[Page]) -> bool:
    return all(page.number is not None for page in pages)


def _itself(page: Page) -> Page:
    return page


async def _main() -> None:
    """Do what each line asks, and answer with what was heard meanwhile."""
    pages, asked = Pages(), asyncio.StreamReader(limit=LONGEST)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(asked), sys.stdin)
    while line := await asked.readline():
        [(what, told)] = json.loads(line).items()
        await getattr(pages, what)(**told)
        print(json.dumps(pages.told()), flush=True)  # noqa: T201 - for who started it


if __name__ == "__main__":
    uvloop.run(_main())
