"""Counts in this process's memory."""

from collections import OrderedDict, defaultdict
from time import monotonic

from attrs import define, field

from copilot_core.ports.limiter import Allowance, Quota

MOST_KEYS = 20_000
"""Keys that are remembered of a quota: whoever wants to be forgotten must come by so many others."""


@define
class _Window:
    ends: float
    count: int = 0


@define(eq=False)
class Memory:
    """Adapter of `copilot_core.ports.limiter.Limiter` for one process; the oldest counts make room for new ones."""

    most_keys: int = MOST_KEYS
    _windows: defaultdict[str, OrderedDict[str, _Window]] = field(
        factory=lambda: defaultdict(OrderedDict), init=False, repr=False
    )

    async def take(self, key: str, quota: Quota) -> Allowance:
        """Count one; nothing here waits, so no two are counted as one."""
        now = monotonic()
        window = self._window(key, quota, now)
        window.count += 1
        return allowance(window.count, quota, window.ends - now)

    async def forget(self, key: str, quota: Quota) -> None:
        """Begin anew."""
        self._windows[quota.name].pop(key, None)

    def __len__(self) -> int:
        """Return how many keys are remembered."""
        return sum(len(windows) for windows in self._windows.values())

    def _window(self, key: str, quota: Quota, now: float) -> _Window:
        windows = self._windows[quota.name]
        known = windows.get(key)
        if known is not None and known.ends > now:
            return known
        windows.pop(key, None)
        while windows and (len(windows) >= self.most_keys or next(iter(windows.values())).ends <= now):
            windows.popitem(last=False)
        made = windows[key] = _Window(now + quota.seconds)
        return made


def allowance(count: int, quota: Quota, again_in: float) -> Allowance:
    """Return what the count of a window means."""
    return Allowance(
        allowed=count <= quota.most,
        left=max(0, quota.most - count),
        again_in=again_in,
        over=max(0, count - quota.most),
    )
