"""The polite client: how this library asks other people's servers."""

import asyncio
import json as json_text
import random
import ssl
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Final
from weakref import WeakKeyDictionary

import httpx
from attrs import Factory, evolve, field, frozen

from copilot_adapters.web.connections import Connections
from copilot_adapters.web.exchange import Ask, Exchange
from copilot_adapters.web.guard import Guard, not_allowed
from copilot_adapters.web.lanes import Lanes, Sleep
from copilot_adapters.web.memory import Memory, RecentAnswers
from copilot_adapters.web.robots import MOST_READ, Robots
from copilot_core.errors import NotFound, Rejected, Unavailable
from copilot_core.ports.web import Answer

PROGRAM: Final = "CareerCopilot"
AGENT: Final = f"{PROGRAM}/0.1 (self-hosted job search assistant)"
ROBOTS_KEPT: Final = 200
MOST_PORT: Final = 65535


@frozen(kw_only=True)
class PoliteWeb:
    """The port `Web` on httpx. Times are in seconds, sizes in unpacked bytes.

    Asks up to `attempts` times where that can help; waits for a `Retry-After` only up to `longest_wait`. It may be
    used from several event loops: each has its own connections and lanes; only `memory` is shared. `guarded`
    addresses are connected to directly, never through a proxy of the environment.
    """

    agent: str = AGENT
    allow_loopback: bool = False
    timeout: float = 20.0
    patience: float = 60.0
    attempts: int = 3
    longest_wait: float = 5.0
    size_limit: int = 30_000_000
    redirects: int = 5
    at_once: int = 2
    spacing: float = 0.25
    obeys_robots: bool = True
    memory: Memory = field(factory=RecentAnswers, repr=False)
    guard: Guard = field(default=Factory(lambda self: Guard(self.allow_loopback), takes_self=True), repr=False)
    transport: httpx.AsyncBaseTransport | None = field(default=None, repr=False)
    sleep: Sleep = field(default=asyncio.sleep, repr=False)
    chance: Callable[[], float] = field(default=random.random, repr=False)
    _open: WeakKeyDictionary[asyncio.AbstractEventLoop, Connections] = field(
        init=False, factory=WeakKeyDictionary, repr=False, eq=False
    )
    _robots: dict[str, Robots] = field(init=False, factory=dict, repr=False, eq=False)

    async def get(
        self,
        url: str,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        accept: str = "json",
        guarded: bool = False,
    ) -> Answer:
        target = _address(url, params)
        if guarded and self.obeys_robots:
            await self._heed_robots(target)
        return await self._patiently(
            Ask(method="GET", url=target, headers=headers or {}, accept=accept, guarded=guarded)
        )

    async def post(
        self, url: str, *, json: object, headers: Mapping[str, str] | None = None, accept: str = "json"
    ) -> Answer:
        content = json_text.dumps(json).encode()
        return await self._patiently(
            Ask(method="POST", url=_address(url), headers=headers or {}, content=content, accept=accept)
        )

    async def aclose(self) -> None:
        """Hang up in this event loop; asking again connects anew."""
        connections = self._open.pop(asyncio.get_running_loop(), None)
        if connections is not None:
            await connections.aclose()

    async def _patiently(self, ask: Ask) -> Answer:
        for attempt in range(1, self.attempts):
            try:
                return await self._followed(ask)
            except Unavailable as failure:
                wait = self._wait(failure, attempt)
                if wait is None:
                    raise
            await self.sleep(wait)
        return await self._followed(ask)

    def _wait(self, failure: Unavailable, attempt: int) -> float | None:
        """Return how long to wait before asking again, None when that would not help or not be polite."""
        if failure.permanent or (failure.code == "board_limited" and failure.retry_after is None):
            return None
        if failure.retry_after is not None:
            return failure.retry_after if failure.retry_after <= self.longest_wait else None
        return 2.0 ** (attempt - 2) * (1 + self.chance())

    async def _followed(self, ask: Ask) -> Answer:
        asked = ask
        for _ in range(self.redirects + 1):
            found = await self._in_turn(asked)
            if isinstance(found, Answer):
                return found
            if ask.method != "GET":
                raise _changed(ask, "it redirects a search")
            asked = _redirected(asked, found)
            if asked.guarded and self.obeys_robots and ask.guarded and asked.url.host != ask.url.host:
                await self._heed_robots(asked.url)
        raise _changed(ask, f"more than {self.redirects} redirects")

    async def _in_turn(self, ask: Ask) -> Answer | httpx.URL:
        connections = self._connections()
        exchange = Exchange(connections, self.guard, self.memory, self.agent, self.patience, self.size_limit)
        lane = ask.url.netloc.decode("ascii")
        async with connections.lanes.turn(lane):
            try:
                return await exchange(ask)
            except Unavailable as failure:
                if failure.code == "board_limited" and failure.retry_after:
                    connections.lanes.close(lane, failure.retry_after)
                raise

    def _connections(self) -> Connections:
        loop = asyncio.get_running_loop()
        if loop not in self._open:
            lanes = Lanes(self.at_once, self.spacing, self.longest_wait, self.sleep)
            self._open[loop] = Connections.opened(self._tls, httpx.Timeout(self.timeout), lanes, self.transport)
        return self._open[loop]

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()

    async def _heed_robots(self, url: httpx.URL) -> None:
        path = url.raw_path.decode("ascii", "replace")
        await self.guard.addresses(url)
        if not (await self._robots_of(url)).allow(path):
            raise Rejected("url_robots", host=url.host, path=url.path[:200])

    async def _robots_of(self, url: httpx.URL) -> Robots:
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if site not in self._robots:
            if len(self._robots) >= ROBOTS_KEPT:
                self._robots.clear()
            self._robots[site] = await self._read_robots(httpx.URL(site + "/robots.txt"))
        return self._robots[site]

    async def _read_robots(self, url: httpx.URL) -> Robots:
        """Read the rules; a site without any allows all, one that is down is asked later (RFC 9309, 2.3.1)."""
        try:
            answer = await self._patiently(Ask(method="GET", url=url, headers={}, accept="any", guarded=True))
        except NotFound:
            return Robots(())
        except Unavailable as failure:
            if not failure.permanent:
                raise
            return Robots(())
        return Robots.read(answer.body[:MOST_READ].decode("utf-8", "replace"), PROGRAM)


def _address(url: str, params: Mapping[str, str | int] | None = None) -> httpx.URL:
    try:
        address = httpx.URL(url)
        address = address.copy_merge_params(dict(params)) if params else address
        names_a_host = bool(address.host) and (address.port or 0) <= MOST_PORT
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise Rejected("url_not_allowed", url=url.partition("?")[0][:100], problem="it is no address") from error
    if address.scheme not in {"http", "https"}:
        raise not_allowed(address, "only addresses that begin with http:// or https:// are")
    if not names_a_host:
        raise not_allowed(address, "it names no host and port")
    return address


def _redirected(ask: Ask, target: httpx.URL) -> Ask:
    """Follow to `target`: keys stay with their host, and another host than the one asked is not trusted."""
    if target.scheme not in {"http", "https"}:
        raise not_allowed(target, "only http and https are")
    same = target.host == ask.url.host and (target.scheme, target.port) in {
        (ask.url.scheme, ask.url.port),
        ("https", None),
    }
    return (
        ask
        if target == ask.url
        else evolve(
            ask, url=target, headers=ask.headers if same else {}, guarded=ask.guarded or target.host != ask.url.host
        )
    )


def _changed(ask: Ask, problem: str) -> Unavailable:
    return Unavailable("board_changed", permanent=True, board=ask.board, problem=problem)
