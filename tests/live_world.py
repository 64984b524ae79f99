"""Live connections to a real server, in this process or in one of its own: `python -m live_world PORT` is one."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import uvicorn
from api_world import HEADER, NamedInHeader
from attrs import define, field, frozen
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from copilot_adapters.container import Container, closing_container
from copilot_adapters.settings import Settings, load_settings
from copilot_core.entities.identities import PersonId
from copilot_core.entities.payload import Payload
from copilot_core.use_cases.platform.wake_people import WakePeople
from copilot_web.app import make_app

PATIENCE = 15.0
ANNA, BEN = PersonId("anna"), PersonId("ben")


@define
class Page:
    """A page of a person, as far as it talks with the server."""

    socket: ClientConnection
    heard: list[dict[str, Any]] = field(factory=list)

    async def say(self, message: object) -> None:
        await self.socket.send(message if isinstance(message, str | bytes) else json.dumps(message))

    async def hear(self) -> dict[str, Any]:
        """Return the next message."""
        async with asyncio.timeout(PATIENCE):
            message: dict[str, Any] = json.loads(await self.socket.recv())
        self.heard.append(message)
        return message

    async def events(self, count: int) -> list[dict[str, Any]]:
        """Return the next events, and answer what asks whether anybody is there."""
        found: list[dict[str, Any]] = []
        while len(found) < count:
            message = await self.hear()
            if message["type"] == "ping":
                await self.say({"type": "pong"})
            elif message["type"] == "event":
                found.append(message)
        return found

    async def nothing(self, seconds: float = 0.3) -> None:
        """Fail when an event comes."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                raise AssertionError(await self.socket.recv())

    async def end(self) -> tuple[int, str]:
        """Listen until the server ends it; return the code and the reason."""
        async with asyncio.timeout(PATIENCE):
            with suppress(ConnectionClosed):
                while True:
                    self.heard.append(json.loads(await self.socket.recv()))
        return self.socket.close_code or 0, self.socket.close_reason or ""


@frozen
class LiveServer:
    """A server, and the library on the same database as another process has it."""

    port: int
    container: Container

    @asynccontextmanager
    async def page(
        self,
        person: PersonId = ANNA,
        *,
        since: int | None = None,
        topics: Sequence[str] = (),
        headers: Mapping[str, str] | None = None,
    ) -> AsyncIterator[Page]:
        """Open a page of a person that says since when it wants to hear."""
        async with self.silent_page({HEADER: person} if headers is None else headers) as page:
            await page.say({"since": since, "topics": list(topics)})
            assert (await page.hear())["type"] == "hello"
            yield page

    @asynccontextmanager
    async def silent_page(self, headers: Mapping[str, str], query: str = "", **more: Any) -> AsyncIterator[Page]:
        """Open a page that has not said anything."""
        address = f"ws://127.0.0.1:{self.port}/api/v1/live{query}"
        async with connect(address, additional_headers=headers, max_queue=None, proxy=None, **more) as socket:
            yield Page(socket)

    async def happen(self, person: PersonId = ANNA, kind: str = "thing", *, wake: bool = True, **facts: Any) -> None:
        """Let something happen to a person, as any process may."""
        await self.happen_often(person, kind, [facts], wake=wake)

    async def happen_often(self, person: PersonId, kind: str, facts: Sequence[Payload], *, wake: bool = True) -> None:
        """Let many things happen at once."""
        async with self.container.storage().transaction() as books:
            await books.events.add_many(person, kind, facts)
        if wake:
            await WakePeople(self.container.event_bus())([person])


@asynccontextmanager
async def serving(settings: Settings, **options: Any) -> AsyncIterator[LiveServer]:
    """Serve within this process."""
    app = make_app(settings, ways=[NamedInHeader()], sample=True)
    config = uvicorn.Config(app, port=0, log_config=None, ws_per_message_deflate=False, **options)
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    going = asyncio.create_task(server.serve())
    async with asyncio.timeout(PATIENCE):
        while not server.started:
            assert not going.done(), going
            await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        async with closing_container(settings=settings, sample=True, migrate=False) as container:
            yield LiveServer(port, container)
    finally:
        server.should_exit = True
        await going


def numbers(events: Sequence[Mapping[str, Any]]) -> list[int]:
    return [event["number"] for event in events]


def main(port: str) -> None:
    """Serve until killed."""
    app = make_app(load_settings(), ways=[NamedInHeader()])
    uvicorn.run(app, port=int(port), log_config=None, ws_per_message_deflate=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
