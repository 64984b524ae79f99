"""Slow down those who guess passwords."""

from hashlib import sha256
from math import ceil

from attrs import frozen

from copilot_core.errors import Unavailable
from copilot_core.ports.limiter import Limiter, Quota

FROM_ONE_PLACE = (
    Quota(name="log-in-minute", most=5, seconds=60),
    Quota(name="log-in-quarter", most=15, seconds=900),
    Quota(name="log-in-day", most=60, seconds=86_400),
)
"""Attempts at one account from one place: each wait is longer than the one before."""

FROM_ANYWHERE = Quota(name="log-in-anywhere", most=100, seconds=3600)
"""Attempts at one account from places it does not know. Above that it is under attack:"""

UNDER_ATTACK = Quota(name="log-in-attacked", most=2, seconds=900)
"""Attempts from each such place then. Whoever knows the password needs one, so nobody is locked out by others."""


@frozen
class AllowLogIn:
    """Count attempts at an account by the place they come from; a device that it knows is a place of its own."""

    limiter: Limiter

    async def __call__(self, email: str, place: str, *, trusted: bool) -> None:
        """Count one; raise `Unavailable("log_in_later")` when it is enough."""
        key = _key(email, place)
        for quota in FROM_ONE_PLACE:
            await take_turn(self.limiter, key, quota)
        if not trusted and not (await self.limiter.take(_key(email), FROM_ANYWHERE)).allowed:
            await take_turn(self.limiter, key, UNDER_ATTACK)

    async def forget(self, email: str, place: str) -> None:
        """Count no more what came from a place that has shown the right password."""
        for quota in (*FROM_ONE_PLACE, UNDER_ATTACK):
            await self.limiter.forget(_key(email, place), quota)


async def take_turn(limiter: Limiter, key: str, quota: Quota) -> None:
    """Count an attempt; raise `Unavailable("log_in_later")` when it is enough."""
    allowance = await limiter.take(key, quota)
    if not allowance.allowed:
        wait = max(1, ceil(allowance.again_in))
        raise Unavailable("log_in_later", retry_after=wait, wait=wait)


def _key(*parts: str) -> str:
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
