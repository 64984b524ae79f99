"""Requests without an end: heads that grow, bodies that trickle, connections that say nothing."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from copilot_web.wire import LARGEST_HEAD, MOST_HEADERS, BoundedHttp

GET = b"GET / HTTP/1.1\r\nHost: here\r\n"
POST = b"POST / HTTP/1.1\r\nHost: here\r\n"
Dial = Callable[[], Any]


class Impatient(BoundedHttp):
    """Waits a moment only."""

    head_seconds = 0.3
    whole_seconds = 0.3
    stall_seconds = 0.3


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Answer how much came, and how many headers were seen before and after it was read."""
    if scope["type"] != "http":
        return
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body, more = body + message["body"], message["more_body"]
    names = b",".join(name for name, _ in scope["headers"])
    answer = b"%d %b" % (len(body), names)
    answer += b" " * int(dict(scope["headers"]).get(b"x-size", 0))
    headers = [(b"content-length", b"%d" % len(answer))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": answer})


@asynccontextmanager
async def listening(kind: type[BoundedHttp]) -> AsyncIterator[Dial]:
    config = uvicorn.Config(echo, http=kind, log_config=None, access_log=False)
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: kind(config, state, {}), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    opened: list[StreamWriter] = []

    async def dial() -> tuple[StreamReader, StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        opened.append(writer)
        return reader, writer

    try:
        yield dial
    finally:
        for writer in opened:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
        server.close()
        await server.wait_closed()


async def heard(reader: StreamReader) -> bytes:
    """Return all that is answered until the other side hangs up."""
    with suppress(ConnectionError):
        async with asyncio.timeout(5):
            return await reader.read()
    return b"reset"


async def pour(reader: StreamReader, writer: StreamWriter, piece: bytes, most: int) -> int:
    """Send again and again, until nobody takes any more; return how much was taken."""
    sent = 0
    with suppress(ConnectionError):
        while sent < most and not reader.at_eof() and reader.exception() is None:
            writer.write(piece)
            await writer.drain()
            sent += len(piece)
    return sent


@pytest.mark.parametrize(
    ("beginning", "piece"),
    [(b"GET /", b"a" * 65_536), (GET + b"X-Long: ", b"a" * 65_536), (GET, b"x: y\r\n" * 10_000)],
    ids=["address", "one header", "many headers"],
)
async def test_a_head_without_an_end_is_cut_off(beginning: bytes, piece: bytes) -> None:
    async with listening(BoundedHttp) as dial:
        reader, writer = await dial()
        writer.write(beginning)
        assert await pour(reader, writer, piece, 64_000_000) < 16_000_000  # what the system holds on the way, at most
        assert (await heard(reader)).startswith((b"HTTP/1.1 431", b"HTTP/1.1 400", b"reset"))


async def test_a_head_with_too_many_headers_is_refused() -> None:
    async with listening(BoundedHttp) as dial:
        reader, writer = await dial()
        writer.write(GET + b"x: y\r\n" * MOST_HEADERS + b"\r\n")
        assert (await heard(reader)).startswith(b"HTTP/1.1 400")


async def test_a_head_of_a_usual_size_and_a_large_body_are_taken() -> None:
    async with listening(BoundedHttp) as dial:
        reader, writer = await dial()
        for _ in range(2):
            size = 4 * LARGEST_HEAD
            writer.write(POST + b"x-%d: y\r\n" % size + b"content-length: %d\r\n\r\n" % size + b"b" * size)
            answer = await reader.readuntil(b"host,x-262144,content-length")
            assert b"200 OK" in answer
            assert b"%d " % size in answer


async def test_what_follows_a_body_is_no_header() -> None:
    async with listening(BoundedHttp) as dial:
        reader, writer = await dial()
        writer.write(POST + b"transfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\nx-forwarded-for: 192.0.2.1\r\n\r\n")
        answer = await reader.readuntil(b"transfer-encoding")
        assert answer.endswith(b"1 host,transfer-encoding")


@pytest.mark.parametrize(
    ("beginning", "piece"),
    [(GET, b""), (GET, b"x"), (b"", b""), (b"", b"\r\n"), (POST + b"content-length: 9999\r\n\r\n", b"x")],
    ids=["stopped head", "trickling head", "nothing", "empty lines", "trickling body"],
)
async def test_who_never_comes_to_the_end_is_not_waited_for(beginning: bytes, piece: bytes) -> None:
    async with listening(Impatient) as dial:
        reader, writer = await dial()
        writer.write(beginning)

        async def trickle() -> None:
            with suppress(ConnectionError):
                while piece:
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0.05)

        trickling = asyncio.create_task(trickle())
        answer = await heard(reader)
        trickling.cancel()
        assert answer in {b"", b"reset"} or answer.startswith(b"HTTP/1.1 408"), answer


async def test_who_was_answered_may_not_keep_the_line_with_nothing() -> None:
    async with listening(Impatient) as dial:
        reader, writer = await dial()
        writer.write(GET + b"\r\n")
        await reader.readuntil(b"0 host")
        for _ in range(40):
            writer.write(b"\r\n")
            await asyncio.sleep(0.05)
            if reader.exception() is not None:
                break
        assert (await heard(reader)).startswith((b"HTTP/1.1 408", b"reset"))


async def test_who_takes_no_answer_is_not_waited_for() -> None:
    async with listening(Impatient) as dial:
        reader, writer = await dial()
        writer.transport.pause_reading()
        writer.write((GET + b"x-size: 20000000\r\n\r\n") * 2)
        await asyncio.sleep(1.5)
        writer.transport.resume_reading()
        assert len(await heard(reader)) < 20_000_000


async def test_who_takes_an_answer_slowly_gets_all_of_it() -> None:
    async with listening(Impatient) as dial:
        reader, writer = await dial()
        writer.write(GET + b"x-size: 10000000\r\nconnection: close\r\n\r\n")
        taken = 0
        while piece := await reader.read(700_000):
            taken += len(piece)
            await asyncio.sleep(0.05)
        assert taken > 10_000_000
