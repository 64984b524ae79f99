"""Counts in Redis or Valkey, for all processes together."""

from asyncio import AbstractEventLoop, get_running_loop
from hashlib import blake2b
from weakref import WeakKeyDictionary

from attrs import field, frozen
from redis import RedisError
from redis import asyncio as clients

from copilot_adapters.limiters.memory import allowance
from copilot_core.errors import Unavailable
from copilot_core.ports.limiter import Allowance, Quota

PREFIX = "copilot:limit:"
SECONDS = 0.5
"""An answer that takes longer is none: somebody waits for the page."""

COUNT = """
local count = redis.call('INCR', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
    redis.call('PEXPIRE', KEYS[1], ARGV[1])
    left = tonumber(ARGV[1])
end
return {count, left}
"""
"""One step for the server; a count without an end, whoever wrote it, gets one."""


@frozen
class Redis:
    """Adapter of `copilot_core.ports.limiter.Limiter`: a number with an end for each key."""

    url: str = field(repr=False)
    _clients: WeakKeyDictionary[AbstractEventLoop, "clients.Redis"] = field(
        factory=WeakKeyDictionary, init=False, repr=False, eq=False
    )

    async def take(self, key: str, quota: Quota) -> Allowance:
        """Count one, in one round trip."""
        try:
            count, left = await self._client().eval(COUNT, 1, _name(key, quota), str(quota.seconds * 1000))
        except (RedisError, OSError) as error:
            raise Unavailable("limiter_unavailable", problem=" ".join(str(error).split())) from error
        return allowance(int(count), quota, int(left) / 1000)

    async def forget(self, key: str, quota: Quota) -> None:
        """Begin anew."""
        try:
            await self._client().delete(_name(key, quota))
        except (RedisError, OSError) as error:
            raise Unavailable("limiter_unavailable", problem=" ".join(str(error).split())) from error

    async def ping(self) -> None:
        """Raise `Unavailable("limiter_unavailable")` unless the server answers."""
        try:
            await self._client().ping()
        except (RedisError, OSError) as error:
            raise Unavailable("limiter_unavailable", problem=" ".join(str(error).split())) from error

    async def close(self) -> None:
        """Close this event loop's connections."""
        client = self._clients.pop(get_running_loop(), None)
        if client is not None:
            await client.aclose()

    def _client(self) -> "clients.Redis":
        loop = get_running_loop()
        if loop not in self._clients:
            self._clients[loop] = clients.Redis.from_url(
                self.url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS
            )
        return self._clients[loop]


def _name(key: str, quota: Quota) -> str:
    return f"{PREFIX}{quota.name}:{blake2b(key.encode(errors='surrogatepass'), digest_size=16).hexdigest()}"
