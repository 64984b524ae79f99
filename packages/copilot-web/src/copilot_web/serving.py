"""Serve the application: listen, tell when it is ready, stop in order."""

import asyncio
import gc
import ipaddress
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType

import uvicorn
from litestar import Litestar

from copilot_adapters.container import closing_container
from copilot_adapters.settings import Settings
from copilot_core.errors import Rejected
from copilot_web.links import Links
from copilot_web.live.frames import BoundedSocket
from copilot_web.live.messages import LARGEST
from copilot_web.wire import BoundedHttp

COLLECTED_AFTER = (50_000, 20, 50)
"""Objects, and rounds, after which Python looks for garbage: a page of jobs alone makes more than it usually allows."""

WAITING = 2048
"""Connections that are let wait for the application."""


def nobody() -> bool:
    """Tell that nobody has an account."""
    return False


def listen(host: str, port: int, accounts: Callable[[], bool] = nobody) -> socket.socket:
    """Take an address of this machine; raise `Rejected` with the reason.

    One that others can reach is had only where `accounts` tell people apart.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        if not all(ipaddress.ip_address(address[0]).is_loopback for *_, address in found) and not accounts():
            raise Rejected("address_not_local", host=host)
        family, kind, protocol, _, address = min(found, key=lambda one: one[0] != socket.AF_INET)
        taken = socket.socket(family, kind, protocol)
        try:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(address)
            taken.listen(WAITING)
        except BaseException:
            taken.close()
            raise
    except (OSError, UnicodeError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        raise Rejected("address_taken", host=host, port=port, problem=problem) from error
    return taken


def address_of(host: str, port: int) -> str:
    """Return how a browser reaches it."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def on_port(settings: Settings, port: int) -> Settings:
    """Return settings that name the port that was had."""
    return settings.model_copy(update={"web": settings.web.model_copy(update={"port": port})})


def link_to(settings: Settings, address: str) -> str:
    """Return a new link that lets a browser in once."""
    return f"{address}/local?key={Links(settings.home).make()}"


def try_out(settings: Settings) -> bool:
    """Bring the database up to date, and tell whether it has accounts; fail now, and with a word, without an answer."""

    async def look() -> bool:
        async with closing_container(settings=settings) as container:
            return await container.any_account()()

    return asyncio.run(look())


def serve(app: Litestar, settings: Settings, listening: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT; requests that run have `web.grace` seconds to end. Call it in the main thread."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    config = uvicorn.Config(
        app,
        http=BoundedHttp,
        ws=BoundedSocket,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        log_level="warning",
        lifespan="on",
        ws_max_size=4 * LARGEST,
        ws_per_message_deflate=False,
        ws_ping_interval=None,
        timeout_graceful_shutdown=max(1, round(settings.web.grace)),
    )
    Announcing(config, ready).run(sockets=[listening])


class Announcing(uvicorn.Server):
    """uvicorn's server that tells when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        """Take what to do then."""
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell."""
        await super().startup(sockets)
        settle()
        await asyncio.to_thread(self.ready)


def settle() -> None:
    """Let garbage be looked for among what requests make, not in what the process is made of: that stays."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED_AFTER)


def _end(_number: int, _frame: FrameType | None) -> None:
    """End well: uvicorn gives the signal on when all is done."""
    sys.exit(0)
