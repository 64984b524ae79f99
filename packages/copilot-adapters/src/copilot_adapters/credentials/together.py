"""Answers to many who ask at once, by one reading."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextvars import Context
from typing import Generic, TypeVar

from attrs import define, field

Key = TypeVar("Key")
Value = TypeVar("Value")


@define(eq=False)
class Together(Generic[Key, Value]):
    """Collects what is asked while a reading goes on, for the next one: so each begins after all its questions."""

    read: Callable[[Collection[Key]], Awaitable[Mapping[Key, Value]]]
    _waiting: dict[Key, asyncio.Future[Value | None]] = field(factory=dict, init=False, repr=False)
    _reading: asyncio.Task[None] | None = field(default=None, init=False, repr=False)

    async def __call__(self, key: Key) -> Value | None:
        """Return what is found; None for what is not there. Raise what the reading raises."""
        loop = asyncio.get_running_loop()
        answer = self._waiting.get(key)
        if answer is None:
            answer = self._waiting[key] = loop.create_future()
            answer.add_done_callback(_heard)
        if self._reading is None:
            self._reading = loop.create_task(self._read_all(), context=Context())
        return await asyncio.shield(answer)

    async def close(self) -> None:
        """Answer those who wait."""
        if self._reading is not None:
            await self._reading

    async def _read_all(self) -> None:
        try:
            while self._waiting:
                asked, self._waiting = self._waiting, {}
                await self._answer(asked)
        finally:
            self._reading = None

    async def _answer(self, asked: Mapping[Key, asyncio.Future[Value | None]]) -> None:
        try:
            found = await self.read(asked.keys())
        except asyncio.CancelledError:
            for answer in asked.values():
                answer.cancel()
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is theirs who asked
            for answer in asked.values():
                answer.set_exception(error)
        else:
            for key, answer in asked.items():
                answer.set_result(found.get(key))


def _heard(answer: asyncio.Future[Value | None]) -> None:
    """Note that an error was seen, though everybody who asked went away."""
    if not answer.cancelled():
        answer.exception()
