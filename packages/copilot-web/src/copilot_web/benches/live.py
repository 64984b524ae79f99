"""How soon an event reaches an open page, and what a connection costs: a real server, real sockets."""

import asyncio
import json
import os
import resource
import secrets
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from attrs import frozen
from websockets.asyncio.client import ClientConnection, connect

from copilot_adapters.container import Container, closing_container
from copilot_adapters.settings import Settings, load_settings
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.use_cases.platform.wake_people import WakePeople
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
        server = ending.enter_context(_server(settings, sockets + 1))
        first = await ending.enter_async_context(_page(server))
        alone = [await _reach(container, [first]) for _ in range(EVENTS)]
        before = _memory(server.pid)
        pages = [await ending.enter_async_context(_page(server)) for _ in range(sockets)]
        await asyncio.sleep(SETTLED)
        idle = (_memory(server.pid) - before) / sockets
        together = [await _reach(container, [first, *pages]) for _ in range(SPREAD)]
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return {
        "wakes": "Redis" if settings.redis else "the database's file" if "sqlite" in settings.database else "looking",
        "sockets": sockets,
        "events": EVENTS,
        "p50_ms": _part(alone, 0.5),
        "p99_ms": _part(alone, 0.99),
        "all_p50_ms": _part(together, 0.5),
        "all_p99_ms": _part(together, 0.99),
        "kb_each": idle,
        "open_files": soft,
    }


async def _reach(container: Container, pages: list[ClientConnection]) -> float:
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


@frozen
class _Server:
    pid: int
    port: int
    token: str


@asynccontextmanager
async def _page(server: _Server) -> AsyncIterator[ClientConnection]:
    headers = {"Authorization": f"Bearer {server.token}"}
    address = f"ws://127.0.0.1:{server.port}/api/v1/live"
    async with connect(address, additional_headers=headers, compression=None, proxy=None) as socket:
        await socket.send("{}")
        await socket.recv()
        yield socket


@contextmanager
def _server(settings: Settings, sockets: int) -> Iterator[_Server]:
    """Run `copilot web` with these settings, on a port that is free."""
    environment = os.environ | {
        "COPILOT_HOME": str(settings.home),
        "COPILOT_DATABASE_URL": settings.database_url.get_secret_value(),
        "COPILOT_REDIS_URL": settings.redis,
        "COPILOT_EMBEDDER": "none",
        "COPILOT_LIVE__SOCKETS": str(sockets),
        "COPILOT_LIVE__SILENCE": "600",
        "COPILOT_LIMITS__ENABLED": "false",
    }
    command = [sys.executable, "-P", "-m", "copilot_adapters.cli", "web", "--port", "0", "--json"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603 - our own
    try:
        yield _Server(process.pid, _port(process), local_token(settings.home))
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _port(process: "subprocess.Popen[str]") -> int:
    """Read the document that the server prints when it is ready."""
    assert process.stdout is not None  # noqa: S101 - as it was started
    text = ""
    for line in process.stdout:
        text += line
        with suppress(ValueError):
            return urlsplit(json.loads(text)["address"]).port or 0
    raise RuntimeError(f"the server ended with {process.wait()} before it was ready: copilot web tells why")


def _memory(pid: int) -> float:
    """Return kB of memory that a process holds (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def _part(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, round(share * (len(values) - 1)))]
