"""One statement for many who ask at the same time."""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from attrs import define, field

Item = TypeVar("Item")
Result = TypeVar("Result")
MOST = 200
"""Items in one statement."""


@define
class AskTogether(Generic[Item, Result]):
    """While one call of `act` is in flight the next items gather, and go together; nobody waits for a clock.

    `act` answers item by item, in their order. What it raises is raised to all who asked in that call. Serves one
    event loop. Whoever stops waiting harms no other.
    """

    act: Callable[[Sequence[Item]], Awaitable[Sequence[Result]]]
    most: int = MOST
    _waiting: list[tuple[Item, asyncio.Future[Result]]] = field(init=False, factory=list)
    _going: asyncio.Task[None] | None = field(init=False, default=None)

    async def __call__(self, item: Item) -> Result:
        """Return the item's own answer."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._going is None or self._going.done():
            # In a context of its own: what the first who asks holds is not what the others hold.
            self._going = asyncio.create_task(self._go(), context=contextvars.Context())
        return await future

    async def _go(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[: self.most], self._waiting[self.most :]
            awaited = [(item, future) for item, future in batch if not future.done()]
            if awaited:
                await self._answer(awaited)

    async def _answer(self, batch: Sequence[tuple[Item, asyncio.Future[Result]]]) -> None:
        try:
            results = await self.act([item for item, _ in batch])
            for (_, future), result in zip(batch, results, strict=True):
                if not future.done():
                    future.set_result(result)
        except Exception as error:  # noqa: BLE001 - it is raised to all who asked
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
        finally:
            for _, future in batch:
                future.cancel()
