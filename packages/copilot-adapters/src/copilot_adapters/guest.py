"""A board kept apart: its own thread and loop, a deadline, and nothing unexpected gets out."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextvars import copy_context
from datetime import timedelta
from functools import partial
from queue import Empty, SimpleQueue

from attrs import field, frozen

from copilot_core.entities.posting import Attribution, Bookmark, Item, Posting, Refusal, Search
from copilot_core.errors import CopilotError, Unavailable
from copilot_core.ports.job_source import JobSource
from copilot_core.sentences import Sentence

POLL_SECONDS = 0.02
QUEUED = 500
"""Items that a board may be ahead of whoever takes them: one that never ends must not fill the memory."""


@frozen
class _End:
    error: BaseException | None = None


@frozen
class Guest:
    """Runs a board's own code where blocking, raising or rubbish harms nobody else.

    `make` builds the board within its thread, so that its connections belong to its own event loop; `deadline` is in
    seconds for one whole collection; `secrets` are told in no failure. A thread that never ends is left behind (it is
    a daemon) and reported.
    """

    name: str
    make: Callable[[], JobSource]
    attribution: Attribution
    min_interval: timedelta
    deadline: float = 120.0
    secrets: tuple[str, ...] = field(default=(), repr=False)
    lists_everything: bool = False

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        """Yield what the board yields."""
        queue: SimpleQueue[object] = SimpleQueue()
        stopped = threading.Event()
        run = partial(copy_context().run, self._run, search, queue, stopped)
        threading.Thread(target=run, daemon=True, name=self.name).start()
        ends_at = asyncio.get_running_loop().time() + self.deadline
        try:
            while True:
                item = await self._next(queue, ends_at)
                if isinstance(item, _End):
                    if item.error is not None:
                        raise self._named(item.error) from item.error
                    return
                yield item if isinstance(item, Posting | Refusal | Bookmark) else self._rubbish(item)
        finally:
            stopped.set()

    async def _next(self, queue: SimpleQueue[object], ends_at: float) -> object:
        while True:
            try:
                return queue.get_nowait()
            except Empty:
                if asyncio.get_running_loop().time() > ends_at:
                    problem = f"no end within {self.deadline:g} s"
                    raise Unavailable("board_unreachable", board=self.name, problem=problem) from None
                await asyncio.sleep(POLL_SECONDS)

    def _run(self, search: Search, queue: SimpleQueue[object], stopped: threading.Event) -> None:
        try:
            asyncio.run(self._pour(search, queue, stopped))
        except BaseException as error:  # noqa: BLE001 - a stranger's code may raise anything, SystemExit too
            queue.put(_End(error))
        else:
            queue.put(_End())

    async def _pour(self, search: Search, queue: SimpleQueue[object], stopped: threading.Event) -> None:
        source, left = self.make(), search.limit
        try:
            async for item in source.postings(search):
                queue.put(item)
                left -= isinstance(item, Posting)
                while queue.qsize() >= QUEUED and not stopped.is_set():  # noqa: ASYNC110 - the other side is a thread
                    await asyncio.sleep(POLL_SECONDS)
                if stopped.is_set() or left <= 0:
                    return
        finally:
            await _hang_up(source)

    def _named(self, error: BaseException) -> CopilotError:
        if isinstance(error, CopilotError):
            return error
        problem = f"{type(error).__name__}: {error}"
        for secret in self.secrets:
            problem = problem.replace(secret, "…")
        return Unavailable("board_changed", permanent=True, board=self.name, problem=problem[:300])

    def _rubbish(self, item: object) -> Refusal:
        return Refusal(
            Sentence("posting_unreadable", {"problem": f"a board must yield Posting, not {type(item).__name__}"})
        )


async def _hang_up(source: JobSource) -> None:
    """Close the connections of a board's client, which end with this loop."""
    close = getattr(getattr(source, "web", None), "aclose", None)
    if close is not None:
        await close()
