"""Who asks for pongs and reads none does not fill the memory."""

import asyncio
from contextlib import suppress
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


async def test_who_reads_no_pongs_is_cut_off() -> None:
    config = uvicorn.Config(patient, http=BoundedHttp, ws=BoundedSocket, log_config=None)
    config.load()
    state, loop = ServerState(), asyncio.get_running_loop()
    server = await loop.create_server(lambda: BoundedHttp(config, state, {}), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1])
    writer.write(HANDSHAKE)
    assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 101")
    writer.write(PING)
    assert (await reader.readexactly(127)).endswith(b"p" * 125)
    writer.transport.pause_reading()  # type: ignore[attr-defined]  # it is one that reads, too
    sent = 0
    with suppress(ConnectionError):
        while sent < 40 * MOST_UNREAD:
            writer.write(PING * 1_000)
            await writer.drain()
            sent += 131_000
    assert sent < 40 * MOST_UNREAD
    assert not state.connections
    writer.close()
    server.close()
