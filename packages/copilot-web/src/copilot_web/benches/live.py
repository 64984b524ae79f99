"""How soon an event reaches an open page, and what a connection costs: a real server, real sockets."""

import asyncio
import json
import resource
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from tempfile import TemporaryDirectory

from websockets.asyncio.client import ClientConnection, connect

from copilot_adapters.container import Container, closing_container
from copilot_adapters.settings import Settings, load_settings
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.use_cases.platform.wake_people import WakePeople
from copilot_web.benches.processes import Serving, serving, web_process
from copilot_web.local import local_token

EVENTS, SPREAD = 100, 20
PAUSE = 0.03
PATIENCE = 60.0
SETTLED = 1.0
KIND = "bench"


def measure(sockets: int, database_url: str, redis_url: str) -> dict[str, object]:
    """Return milliseconds from commit to page, and kB of server memory for each idle connection."""
    with TemporaryDirectory(prefix="copilot-bench-") as home:
        settings = load_settings(home=home, database_url=database_url, redis_url=redis_url, embedder="none")
        settings.make_home()
        return asyncio.run(_measure(settings, sockets))


def render(found: dict[str, object]) -> str:
    """Put the result into words."""
    return (
        f"{found['wakes']}; at most {found['open_files']} open files\n"
        f"commit to one page: p50 {found['p50_ms']:.1f} ms, p99 {found['p99_ms']:.1f} ms ({found['events']} events)\n"
        f"commit to all of {found['sockets']} pages: p50 {found['all_p50_ms']:.1f} ms, p99 {found['all_p99_ms']:.1f} ms\n"
        f"an idle connection: {found['kb_each']:.0f} kB of the server's memory"
    )


async def _measure(settings: Settings, sockets: int) -> dict[str, object]:
    async with closing_container(settings=settings) as container, AsyncExitStack() as ending:
        server = ending.enter_context(serving(*web_process(settings, **_unlimited(sockets + 1))))
        token = local_token(settings.home)
        first = await ending.enter_async_context(open_page(server, token))
        alone = [await reach(container, [first]) for _ in range(EVENTS)]
        before = server.memory
        pages = [await ending.enter_async_context(open_page(server, token)) for _ in range(sockets)]
        await asyncio.sleep(SETTLED)
        idle = (server.memory - before) / sockets
        together = [await reach(container, [first, *pages]) for _ in range(SPREAD)]
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return {
        "wakes": "Redis" if settings.redis else "the database's file" if "sqlite" in settings.database else "looking",
        "sockets": sockets,
        "events": EVENTS,
        "p50_ms": part(alone, 0.5),
        "p99_ms": part(alone, 0.99),
        "all_p50_ms": part(together, 0.5),
        "all_p99_ms": part(together, 0.99),
        "kb_each": idle,
        "open_files": soft,
    }


async def reach(container: Container, pages: list[ClientConnection]) -> float:
    """Let something happen, as a worker does; return the milliseconds until the last page has it."""
    await asyncio.sleep(PAUSE * (0.5 + secrets.randbelow(1000) / 1000))
    token = secrets.token_hex(8)
    async with container.storage().transaction(serial=False) as books:
        await books.events.add(LOCAL_PERSON, KIND, {"token": token})
    committed = time.perf_counter()
    await WakePeople(container.event_bus())([LOCAL_PERSON])
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(_heard(page, token) for page in pages))
    return (time.perf_counter() - committed) * 1000


async def _heard(page: ClientConnection, token: str) -> None:
    while True:
        message = json.loads(await page.recv())
        if message["type"] == "ping":
            await page.send('{"type":"pong"}')
        elif message["type"] == "event" and message["payload"]["token"] == token:
            return


@asynccontextmanager
async def open_page(server: Serving, token: str) -> AsyncIterator[ClientConnection]:
    """Open a page's connection, signed in by the local token."""
    headers = {"Authorization": f"Bearer {token}"}
    address = f"ws://127.0.0.1:{server.port}/api/v1/live"
    async with connect(address, additional_headers=headers, compression=None, proxy=None) as socket:
        await socket.send("{}")
        await socket.recv()
        yield socket


def _unlimited(sockets: int) -> dict[str, str]:
    return {
        "COPILOT_LIVE__SOCKETS": str(sockets),
        "COPILOT_LIVE__SILENCE": "600",
        "COPILOT_LIMITS__ENABLED": "false",
    }


def part(values: list[float], share: float) -> float:
    """Return the value below which this share of them lies."""
    return sorted(values)[min(len(values) - 1, round(share * (len(values) - 1)))]
