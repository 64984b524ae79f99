"""WebSocket frames without an end do not fill the memory."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import uvicorn
from uvicorn.server import ServerState

from copilot_web.live.frames import MOST_UNREAD, BoundedSocket
from copilot_web.wire import BoundedHttp

HANDSHAKE = (
    b"GET / HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
PING = b"\x89\xfd\0\0\0\0" + b"p" * 125


async def patient(_scope: Any, receive: Any, send: Any) -> None:
    """Accept, and wait until the other side is gone."""
    await receive()
    await send({"type": "websocket.accept"})
    while (await receive())["type"] != "websocket.disconnect":
        pass


async def talkative(_scope: Any, receive: Any, send: Any) -> None:
    """Say more than anybody takes, and go."""
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "text": "x" * 20_000_000})


class Brief(BoundedSocket):
    """Waits a moment only."""

    farewell = 0.3


@asynccontextmanager
async def connected(
    app: Any = patient, kind: type[BoundedSocket] = BoundedSocket
) -> AsyncIterator[tuple[StreamReader, StreamWriter]]:
    config = uvicorn.Config(app, http=BoundedHttp, ws=kind, log_config=None)
    config.load()
    state, loop = ServerState(), asyncio.get_running_loop()
    server = await loop.create_server(lambda: BoundedHttp(config, state, {}), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1])
    writer.write(HANDSHAKE)
    assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 101")
    yield reader, writer
    assert not state.connections
    writer.close()
    server.close()


async def pour(writer: StreamWriter, piece: bytes, most: int) -> int:
    """Send again and again, until nobody takes any more; return how much was taken."""
    sent = 0
    with suppress(ConnectionError):
        while sent < most:
            writer.write(piece)
            await writer.drain()
            sent += len(piece)
    return sent


async def test_who_reads_no_pongs_is_cut_off() -> None:
    async with connected() as (reader, writer):
        writer.write(PING)
        assert (await reader.readexactly(127)).endswith(b"p" * 125)
        writer.transport.pause_reading()  # type: ignore[attr-defined]  # it is one that reads, too
        assert await pour(writer, PING * 1_000, 40 * MOST_UNREAD) < 40 * MOST_UNREAD


async def test_a_message_in_endless_pieces_is_cut_off() -> None:
    async with connected() as (_, writer):
        writer.write(b"\x01\x80\0\0\0\0")
        assert await pour(writer, b"\x00\x80\0\0\0\0" * 10_000, 40_000_000) < 40_000_000


async def test_who_does_not_take_the_last_words_is_not_waited_for() -> None:
    async with connected(talkative, Brief) as (_, writer):
        writer.transport.pause_reading()  # type: ignore[attr-defined]  # it is one that reads, too
        await asyncio.sleep(1)
