"""How often somebody may."""

from typing import Protocol

from attrs import frozen


@frozen(kw_only=True)
class Quota:
    """At most `most` within `seconds`, which begin with the first; `name` keeps quotas apart."""

    name: str
    most: int
    seconds: int


@frozen(kw_only=True)
class Allowance:
    """Whether one more was allowed, how many are left, and in how many seconds all are there again.

    `over` counts those refused since: the first of them is worth telling, the others are not.
    """

    allowed: bool
    left: int
    again_in: float
    over: int = 0


class Limiter(Protocol):
    """Counts, and says when it is enough.

    Of any number of calls at once, in any number of processes that share it, no more than a quota's `most` are allowed
    for one `key` within its time. Somebody who is refused waits no longer for asking on. Raises
    `Unavailable("limiter_unavailable")`.
    """

    async def take(self, key: str, quota: Quota) -> Allowance:
        """Count one of `key`, and tell whether it is allowed."""
        ...

    async def forget(self, key: str, quota: Quota) -> None:
        """Count none of `key` any more: it begins anew."""
        ...
