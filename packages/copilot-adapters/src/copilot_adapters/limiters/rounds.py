"""One round trip for all who ask at the same time."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextvars import Context
from typing import Generic, TypeVar

from attrs import define, field

Wish = TypeVar("Wish")
Answer = TypeVar("Answer")


@define(eq=False)
class Rounds(Generic[Wish, Answer]):
    """Asks at once when nobody does; what comes in meanwhile goes with the next round, in its order, at most so many."""

    ask: Callable[[Sequence[Wish]], Awaitable[Sequence[Answer]]]
    most: int
    _waiting: list[tuple[Wish, "asyncio.Future[Answer]"]] = field(factory=list, init=False, repr=False)
    _asking: "asyncio.Task[None] | None" = field(default=None, init=False, repr=False)

    async def __call__(self, wish: Wish) -> Answer:
        """Return the answer to a wish; raise what asking raises."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Answer] = loop.create_future()
        self._waiting.append((wish, answer))
        if self._asking is None:
            self._asking = loop.create_task(self._ask_all(), context=Context())
        return await answer

    async def close(self) -> None:
        """Answer those who wait."""
        if self._asking is not None:
            await self._asking

    async def _ask_all(self) -> None:
        try:
            while self._waiting:
                now, self._waiting = self._waiting[: self.most], self._waiting[self.most :]
                await self._ask([one for one in now if not one[1].done()])
        finally:
            self._asking = None

    async def _ask(self, asked: Sequence[tuple[Wish, "asyncio.Future[Answer]"]]) -> None:
        if not asked:
            return
        waiting = [answer for _, answer in asked]
        try:
            answers = await self.ask([wish for wish, _ in asked])
        except asyncio.CancelledError:
            for answer in waiting:
                answer.cancel()
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is theirs who asked
            for answer in _still_there(waiting):
                answer.set_exception(error)
        else:
            for answer, found in zip(waiting, answers, strict=True):
                if not answer.done():
                    answer.set_result(found)


def _still_there(waiting: Sequence["asyncio.Future[Answer]"]) -> list["asyncio.Future[Answer]"]:
    return [answer for answer in waiting if not answer.done()]
