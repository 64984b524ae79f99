"""Counts in Redis or Valkey, for all processes together."""

from asyncio import AbstractEventLoop, get_running_loop
from collections.abc import Sequence
from hashlib import blake2b
from weakref import WeakKeyDictionary

from attrs import field, frozen
from redis import RedisError
from redis import asyncio as clients

from copilot_adapters.limiters.memory import allowance
from copilot_adapters.limiters.rounds import Rounds
from copilot_core.errors import Unavailable
from copilot_core.ports.limiter import Allowance, Quota

PREFIX = "copilot:limit:"
SECONDS = 0.5
"""An answer that takes longer is none: somebody waits for the page."""

COUNT = """
local counted = {}
for place, key in ipairs(KEYS) do
    local count = redis.call('INCR', key)
    local left = redis.call('PTTL', key)
    if left < 0 then
        redis.call('PEXPIRE', key, ARGV[place])
        left = tonumber(ARGV[place])
    end
    counted[place] = {count, left}
end
return counted
"""
"""One step for the server; a count without an end, whoever wrote it, gets one."""

MOST = 100
"""Counts of one step."""

Counted = tuple[int, int]
"""How many there are by now, and in how many milliseconds there are none again."""


@frozen
class Wanted:
    """One more of something that ends so long after it began."""

    name: str
    milliseconds: int


@frozen
class Redis:
    """Adapter of `copilot_core.ports.limiter.Limiter`: a number with an end for each key."""

    url: str = field(repr=False)
    _clients: WeakKeyDictionary[AbstractEventLoop, "clients.Redis"] = field(
        factory=WeakKeyDictionary, init=False, repr=False, eq=False
    )

    _rounds: WeakKeyDictionary[AbstractEventLoop, "Rounds[Wanted, Counted]"] = field(
        factory=WeakKeyDictionary, init=False, repr=False, eq=False
    )

    async def take(self, key: str, quota: Quota) -> Allowance:
        """Count one, in a round trip that it shares with those who ask at the same time."""
        rounds = self._rounds.setdefault(get_running_loop(), Rounds(self._count, MOST))
        count, left = await rounds(Wanted(_name(key, quota), quota.seconds * 1000))
        return allowance(count, quota, left / 1000)

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
        """Answer those who wait, and close this event loop's connections."""
        rounds = self._rounds.pop(get_running_loop(), None)
        if rounds is not None:
            await rounds.close()
        client = self._clients.pop(get_running_loop(), None)
        if client is not None:
            await client.aclose()

    async def _count(self, wanted: Sequence["Wanted"]) -> Sequence[Counted]:
        names, ends = [one.name for one in wanted], [str(one.milliseconds) for one in wanted]
        try:
            counted = await self._client().eval(COUNT, len(names), *names, *ends)
        except (RedisError, OSError) as error:
            raise Unavailable("limiter_unavailable", problem=" ".join(str(error).split())) from error
        return [(int(count), int(left)) for count, left in counted]

    def _client(self) -> "clients.Redis":
        loop = get_running_loop()
        if loop not in self._clients:
            self._clients[loop] = clients.Redis.from_url(
                self.url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS
            )
        return self._clients[loop]


def _name(key: str, quota: Quota) -> str:
    return f"{PREFIX}{quota.name}:{blake2b(key.encode(errors='surrogatepass'), digest_size=16).hexdigest()}"
