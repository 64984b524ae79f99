"""A client that takes nothing any more keeps nobody waiting, and comes back where it was."""

import asyncio
import json
import socket
from typing import Any

import pytest
from api_world import HEADER
from live_world import ANNA, LiveServer, numbers, serving
from websockets.exceptions import ConnectionClosed

from copilot_adapters.live_settings import Live
from copilot_adapters.settings import Settings

EVENTS = 1_000
LARGE = "x" * 10_000
STUCK = Live(slowest=2.0)


def narrow_socket(port: int) -> socket.socket:
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.connect(("127.0.0.1", port))
    made.setblocking(False)
    return made


async def read_all(page: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    try:
        while True:
            found.append(json.loads(await page.socket.recv()))
    except ConnectionClosed:
        return [message for message in found if message["type"] == "event"]


@pytest.mark.slow
async def test_a_stuck_client_is_cut_off_and_loses_nothing(empty_settings: Settings) -> None:
    async with serving(empty_settings.model_copy(update={"live": STUCK})) as server:
        async with (
            server.page() as quick,
            server.silent_page({HEADER: ANNA}, sock=narrow_socket(server.port), compression=None) as stuck,
        ):
            await stuck.say({"since": 0})
            await stuck.hear()
            stuck.socket.transport.pause_reading()
            await fill(server)
            assert numbers(await quick.events(EVENTS)) == list(range(1, EVENTS + 1))
            await asyncio.sleep(3.0)
            stuck.socket.transport.resume_reading()
            taken = numbers(await read_all(stuck))
            assert stuck.socket.close_code == 1013
            assert "say since when" in (stuck.socket.close_reason or "")
        assert taken == list(range(1, len(taken) + 1))
        assert len(taken) < EVENTS
        async with server.page(since=taken[-1]) as again:
            assert numbers(await again.events(EVENTS - len(taken))) == list(range(len(taken) + 1, EVENTS + 1))


async def fill(server: LiveServer) -> None:
    for _ in range(EVENTS // 100):
        await server.happen_often(ANNA, "thing", [{"text": LARGE}] * 100)
