"""Take what a board yields, in portions that are stored one by one."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from datetime import timedelta

from attrs import frozen

from copilot_core.entities.posting import Bookmark, Item, Posting, Refusal, Search
from copilot_core.errors import CopilotError, Unavailable
from copilot_core.ports.job_source import JobSource
from copilot_core.rules.gate import MOST_PLACE, admit_bookmark
from copilot_core.sentences import Sentence

BATCH = 50
"""Postings stored in one transaction."""


@frozen(kw_only=True)
class Batch:
    """A portion; `place` is where to go on behind it, `failure` what ended it all.

    `latency` is how many seconds the board took to give its first item, or to end.
    """

    items: tuple[Posting | Refusal, ...]
    latency: float
    place: str | None = None
    failure: CopilotError | None = None


@frozen
class _End:
    failure: CopilotError | None = None


@frozen
class TakeBatches:
    """Ask a board, and end a batch at each of its bookmarks at least.

    A board that gives nothing for so long as `patience` has failed.
    """

    source: JobSource
    patience: timedelta

    async def __call__(self, search: Search) -> AsyncGenerator[Batch, None]:
        """Yield batches; a failure of the board comes with what it had yielded by then."""
        loop = asyncio.get_running_loop()
        begun, latency = loop.time(), None
        items: list[Posting | Refusal] = []
        async with aclosing(self.source.postings(search)) as stream:  # type: ignore[type-var]  # a guest's is a generator
            while True:
                item = await self._next(stream)
                latency = loop.time() - begun if latency is None else latency
                if isinstance(item, _End):
                    yield Batch(items=tuple(items), latency=latency, failure=item.failure)
                    return
                place = admit_bookmark(item) if isinstance(item, Bookmark) else None
                if not isinstance(item, Bookmark):
                    items.append(item)
                elif place is None:
                    items.append(self._unusable())
                if place is not None or len(items) >= BATCH:
                    yield Batch(items=tuple(items), latency=latency, place=place)
                    items.clear()

    async def _next(self, stream: AsyncIterator[Item]) -> Item | _End:
        try:
            async with asyncio.timeout(self.patience.total_seconds()):
                return await anext(stream)
        except StopAsyncIteration:
            return _End()
        except TimeoutError:
            problem = f"it gave nothing for {self.patience.total_seconds():g} s"
            return _End(Unavailable("board_unreachable", board=self.source.attribution.name, problem=problem))
        except CopilotError as error:
            return _End(error)

    def _unusable(self) -> Refusal:
        return Refusal(Sentence("bookmark_unusable", {"board": self.source.attribution.name, "limit": MOST_PLACE}))
