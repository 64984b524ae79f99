"""Answers kept in Redis or Valkey, for all processes together."""

import logging
from asyncio import AbstractEventLoop, get_running_loop
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TypeVar
from weakref import WeakKeyDictionary

from attrs import define, field
from redis import RedisError
from redis import asyncio as clients
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

PREFIX = "copilot:cache:"
SECONDS = 0.2
"""An answer that takes longer is none: the thing itself is sooner worked out."""

PAUSE = 5.0
"""Seconds after which a server that failed is asked again: meanwhile nobody waits for it."""

LARGEST = 2_000_000
"""Bytes of one value."""

log = logging.getLogger("copilot.cache")
T = TypeVar("T")


@define(eq=False)
class Redis:
    """Adapter of `copilot_core.ports.cache.Cache`; a server that is away is an empty cache."""

    url: str = field(repr=False)
    _again_at: float = field(default=0.0, init=False)
    _clients: WeakKeyDictionary[AbstractEventLoop, "clients.Redis"] = field(
        factory=WeakKeyDictionary, init=False, repr=False
    )

    async def get(self, key: str) -> bytes | None:
        """Return what the server keeps."""
        found = await self._answered(lambda: self._client().get(PREFIX + key))
        return found if isinstance(found, bytes) else None

    async def put(self, key: str, value: bytes, seconds: float) -> None:
        """Let the server keep it."""
        if len(value) <= LARGEST:
            milliseconds = max(1, round(seconds * 1000))
            await self._answered(lambda: self._client().set(PREFIX + key, value, px=milliseconds))

    async def close(self) -> None:
        """Close this event loop's connections."""
        client = self._clients.pop(get_running_loop(), None)
        if client is not None:
            await client.aclose()

    async def _answered(self, ask: Callable[[], Awaitable[T]]) -> T | None:
        if monotonic() < self._again_at:
            return None
        try:
            return await ask()
        except (RedisError, OSError) as error:
            self._again_at = monotonic() + PAUSE
            log.warning("the cache is away, asked again in %.0f s: %s", PAUSE, " ".join(str(error).split()))
            return None

    def _client(self) -> "clients.Redis":
        loop = get_running_loop()
        if loop not in self._clients:
            self._clients[loop] = clients.Redis.from_url(
                self.url,
                socket_timeout=SECONDS,
                socket_connect_timeout=SECONDS,
                retry=Retry(NoBackoff(), 0),
            )
        return self._clients[loop]
