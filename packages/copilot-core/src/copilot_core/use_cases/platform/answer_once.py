"""Answer a request that is sent again as it was answered first."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from attrs import frozen

from copilot_core.entities.identities import PersonId
from copilot_core.errors import Rejected, Unavailable
from copilot_core.ports.answers import Asked, KeptAnswer
from copilot_core.ports.clock import Clock
from copilot_core.ports.storage import Storage

ABANDONED = timedelta(seconds=60)
"""Who has not answered by then is gone."""

AGAIN_AFTER = 1.0
"""Seconds after which one may ask whether the first has been answered."""

Doing = Callable[[], Awaitable[bytes | None]]
"""Does what was asked; returns the answer, None for one that is not kept: the same may be asked again."""


@frozen
class AnswerOnce:
    """Do what was asked the first time a key is used, and return the kept answer afterwards."""

    storage: Storage
    clock: Clock

    async def __call__(self, doing: Doing, *, person: PersonId, key: str, request: str) -> bytes | None:
        """Return the answer that was kept; None when it was done now.

        Raises `Rejected("key_reused")` for another request, and `Unavailable("key_in_use")` while the first is being
        answered.
        """
        asked = Asked(person=person, key=key, request=request, at=self.clock.now())
        async with self.storage.transaction(serial=False) as books:
            known = await books.answers.begin(asked, asked.at - ABANDONED)
        if known is not None:
            return _answer_of(known, asked)
        try:
            answer = await doing()
        except Exception:
            await self._end(asked, None)
            raise
        await self._end(asked, answer)
        return None

    async def _end(self, asked: Asked, answer: bytes | None) -> None:
        async with self.storage.transaction(serial=False) as books:
            if answer is None:
                await books.answers.drop(asked)
            else:
                await books.answers.keep(asked, answer)


def _answer_of(known: KeptAnswer, asked: Asked) -> bytes:
    if known.request != asked.request:
        raise Rejected("key_reused", key=asked.key)
    if known.document is None:
        raise Unavailable("key_in_use", retry_after=AGAIN_AFTER, key=asked.key)
    return known.document
