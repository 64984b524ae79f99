"""The bench's side of its open pages: how they are let in, and what they are asked."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

from attrs import field, frozen

LONGEST = 2**26
"""Bytes of an answer."""


@frozen
class Times:
    """When an event was heard first and last, and when it was written: before its commit, for its number's sake."""

    first: float
    last: float
    written: float


@frozen
class Heard:
    """What the pages heard, by the events' numbers."""

    messages: int
    newest: int
    times: Mapping[int, Times] = field(repr=False)


@frozen
class OpenPages:
    """Pages in a process of their own."""

    process: Process

    async def open(self, port: int, requests: Sequence[str]) -> Heard:
        """Open one for each request."""
        return await self._ask("open", port=port, requests=requests)

    async def hear(self, number: int) -> Heard:
        """Wait until every page has heard up to a number, all of it, in order, and nothing twice."""
        return await self._ask("hear", number=number)

    async def beat(self) -> Heard:
        """Wait for the next heartbeat of every page."""
        return await self._ask("beat")

    async def _ask(self, what: str, **told: object) -> Heard:
        assert self.process.stdin is not None  # noqa: S101 - as it was started
        assert self.process.stdout is not None  # noqa: S101 - as above
        self.process.stdin.write(json.dumps({what: told}).encode() + b"\n")
        answer = json.loads(await self.process.stdout.readline() or '{"wrong": ["the process of the pages ended"]}')
        if answer["wrong"]:
            raise RuntimeError(f"{what}: {'; '.join(answer['wrong'])}")
        times = {int(number): Times(*times) for number, times in answer["heard"].items()}
        return Heard(answer["messages"], answer["newest"], times)


@asynccontextmanager
async def listening() -> AsyncIterator[OpenPages]:
    """Start the process of the pages, and end it with them."""
    command = [sys.executable, "-P", "-m", "copilot_web.benches.pages"]
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, limit=LONGEST)
    try:
        yield OpenPages(process)
    finally:
        process.kill()
        await process.wait()


def by_token(port: int, token: str) -> str:
    """Write the request of the local person's page."""
    return _request(port, "", f"Authorization: Bearer {token}\r\n")


def by_ticket(port: int, ticket: str) -> str:
    """Write the request of a page that has a ticket."""
    return _request(port, f"?ticket={ticket}", "")


def _request(port: int, query: str, more: str) -> str:
    return (
        f"GET /api/v1/live{query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{more}\r\n"
    )
