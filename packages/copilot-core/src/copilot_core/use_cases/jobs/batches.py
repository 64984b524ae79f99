"""What a board yields, in portions that are stored one by one."""

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


async def batches(source: JobSource, search: Search, patience: timedelta) -> AsyncGenerator[Batch, None]:
    """Yield what the source yields, a batch at each bookmark at least; its failure comes with what it had yielded.

    A board that gives nothing for so long as `patience` has failed.
    """
    loop = asyncio.get_running_loop()
    begun, latency = loop.time(), None
    items: list[Posting | Refusal] = []
    async with aclosing(source.postings(search)) as stream:  # type: ignore[type-var]  # a guest's is a generator
        while True:
            item = await _next(stream, source, patience)
            latency = loop.time() - begun if latency is None else latency
            if isinstance(item, _End):
                yield Batch(items=tuple(items), latency=latency, failure=item.failure)
                return
            place = admit_bookmark(item) if isinstance(item, Bookmark) else None
            if not isinstance(item, Bookmark):
                items.append(item)
            elif place is None:
                items.append(_unusable(source))
            if place is not None or len(items) >= BATCH:
                yield Batch(items=tuple(items), latency=latency, place=place)
                items.clear()


async def _next(stream: AsyncIterator[Item], source: JobSource, patience: timedelta) -> Item | _End:
    try:
        async with asyncio.timeout(patience.total_seconds()):
            return await anext(stream)
    except StopAsyncIteration:
        return _End()
    except TimeoutError:
        problem = f"it gave nothing for {patience.total_seconds():g} s"
        return _End(Unavailable("board_unreachable", board=source.attribution.name, problem=problem))
    except CopilotError as error:
        return _End(error)


def _unusable(source: JobSource) -> Refusal:
    return Refusal(Sentence("bookmark_unusable", {"board": source.attribution.name, "limit": MOST_PLACE}))
