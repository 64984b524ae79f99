"""Renews the leases of what this process works on, whatever its event loop is busy with."""

import asyncio
from asyncio import AbstractEventLoop
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic

from attrs import define, field, frozen

from copilot_core.entities.task import Claim
from copilot_core.ports.leases import Standing
from copilot_core.ports.storage import Storage

TICK = 1.0
"""Seconds between two looks at the table: a wish to cancel is heard within two of them."""


@frozen
class _Listener:
    loop: AbstractEventLoop
    tell: Callable[[Standing], None]
    since: float = field(factory=monotonic)


@define
class RowsHeart:
    """Adapter of `copilot_core.ports.heart.Heart`: `renew` runs in another thread's event loop than the work."""

    lease: float
    _beating: dict[Claim, _Listener] = field(factory=dict, init=False)

    @contextmanager
    def beat(self, claim: Claim, tell: Callable[[Standing], None]) -> Iterator[None]:
        """Renew while open; `tell` hears in the caller's event loop, once."""
        self._beating[claim] = _Listener(asyncio.get_running_loop(), tell)
        try:
            yield
        finally:
            self._beating.pop(claim, None)

    @property
    def beating(self) -> int:
        """How many claims are held."""
        return len(self._beating)

    async def renew(self, storage: Storage) -> float:
        """Renew once what is older than a tick, and pass on how it stands; returns when to come again."""
        grown = monotonic() - TICK
        held = {claim: one for claim, one in list(self._beating.items()) if one.since <= grown}
        if held:
            async with asyncio.timeout(self.lease / 2), storage.transaction(serial=False) as books:
                standings = await books.leases.renew(held.keys(), self.lease)
            for claim, standing in standings.items():
                if standing is not Standing.HELD:
                    self._pass_on(claim, held[claim], standing)
        return TICK

    def _pass_on(self, claim: Claim, listener: _Listener, standing: Standing) -> None:
        if self._beating.pop(claim, None) is not None:
            with suppress(RuntimeError):  # its event loop has ended, and the work with it
                listener.loop.call_soon_threadsafe(listener.tell, standing)
