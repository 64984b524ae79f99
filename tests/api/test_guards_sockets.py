"""Live connections pass the same entrance: counted, told, and limited."""

import asyncio

import httpx
import pytest
from guards_world import OPENING, TOKEN, told, value_of
from live_world import LiveServer, serving
from pydantic import SecretStr
from websockets.exceptions import ConnectionClosed, InvalidStatus

from copilot_adapters.guard_settings import Limits, Metrics
from copilot_adapters.settings import Settings


async def open_sockets(server: LiveServer) -> float:
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"http://127.0.0.1:{server.port}/metrics", headers=OPENING)
    return value_of(answer.text, "copilot_sockets_open")


async def test_open_ones_are_counted_and_told_at_their_end(empty_settings: Settings) -> None:
    settings = empty_settings.model_copy(update={"metrics": Metrics(token=SecretStr(TOKEN))})
    with told() as lines:
        async with serving(settings) as server:
            async with server.page(), server.page():
                assert await open_sockets(server) == 2
            async with asyncio.timeout(5):
                while await open_sockets(server):  # noqa: ASYNC110 - the server tells nobody
                    await asyncio.sleep(0.02)
    sockets = [line for line in lines if line["method"] == "WEBSOCKET"]
    assert [(line["route"], line["status"], line["person"]) for line in sockets] == [("/api/v1/live", 101, "anna")] * 2


async def test_an_address_that_comes_too_often_is_turned_away(empty_settings: Settings) -> None:
    settings = empty_settings.model_copy(update={"limits": Limits(address=2)})
    async with serving(settings) as server:
        for _ in range(2):
            async with server.page():
                pass
        with pytest.raises((InvalidStatus, ConnectionClosed)):
            async with server.page():
                pass
