"""A limiter that others count in, and one that stands in for it."""

from time import monotonic

from attrs import define, field

from copilot_adapters.limiters.memory import Memory
from copilot_adapters.limiters.redis import Redis
from copilot_core.errors import Unavailable
from copilot_core.ports.limiter import Allowance, Quota

PAUSE = 5.0
"""Seconds after which a server that failed is asked again: meanwhile nobody waits for it."""


@define(eq=False)
class Fallback:
    """Adapter of `copilot_core.ports.limiter.Limiter`: while the first fails, the second counts; somebody always does."""

    first: Redis
    second: Memory
    _again_at: float = field(default=0.0, init=False)

    async def take(self, key: str, quota: Quota) -> Allowance:
        """Count one, where it can be counted."""
        if monotonic() >= self._again_at:
            try:
                return await self.first.take(key, quota)
            except Unavailable:
                self._again_at = monotonic() + PAUSE
        return await self.second.take(key, quota)

    async def forget(self, key: str, quota: Quota) -> None:
        """Begin anew, wherever it was counted."""
        await self.second.forget(key, quota)
        if monotonic() >= self._again_at:
            try:
                await self.first.forget(key, quota)
            except Unavailable:
                self._again_at = monotonic() + PAUSE

    async def ping(self) -> None:
        """Raise `Unavailable("limiter_unavailable")` unless the first answers."""
        await self.first.ping()

    async def close(self) -> None:
        """Close the first."""
        await self.first.close()
