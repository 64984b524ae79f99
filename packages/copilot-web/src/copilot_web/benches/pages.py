"""Open pages of a bench, in a process of their own: asked and answering in lines of JSON."""

import asyncio
import json
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import uvloop
from attrs import define, field

from copilot_web.benches.page import Notes, Page

PATIENCE = 90.0
GLANCE = 0.005
AT_ONCE = 100
"""Connections that are being opened at the same time."""

LONGEST = 2**24
"""Bytes of what is asked in one line."""

Json = dict[str, Any]


@define(eq=False)
class Pages:
    """All pages of this process."""

    notes: Notes = field(factory=Notes)
    pages: list[Page] = field(factory=list)

    async def open(self, port: int, requests: list[str]) -> None:
        """Open one for each request, until all were greeted."""
        loop = asyncio.get_running_loop()
        for start in range(0, len(requests), AT_ONCE):
            some = [Page(request.encode(), self.notes) for request in requests[start : start + AT_ONCE]]
            for page in some:
                await loop.create_connection(partial(_itself, page), "127.0.0.1", port)
            self.pages += some
            await self._until(partial(_greeted, some))

    async def hear(self, number: int) -> None:
        """Wait until every page has heard up to a number."""
        await self._until(lambda: self.notes.times.get(number, 0) >= len(self.pages))

    async def beat(self) -> None:
        """Wait until every page was asked once more whether it is there."""
        before = [page.beats for page in self.pages]
        await self._until(lambda: all(page.beats > beats for page, beats in zip(self.pages, before, strict=True)))

    def told(self) -> Json:
        """Return what was heard since it was told last."""
        notes, self.notes = self.notes, Notes()
        for page in self.pages:
            page.notes = self.notes
        newest = max((page.number or 0 for page in self.pages), default=0)
        return {
            "heard": notes.heard,
            "messages": sum(notes.times.values()),
            "newest": newest,
            "wrong": notes.wrong[:10],
        }

    async def _until(self, done: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not done() and not self.notes.wrong:  # noqa: ASYNC110 - each message would have to tell
                await asyncio.sleep(GLANCE)


def _greeted(pages: list[Page]) -> bool:
    return all(page.number is not None for page in pages)


def _itself(page: Page) -> Page:
    return page


async def _main() -> None:
    """Do what each line asks, and answer with what was heard meanwhile."""
    pages, asked = Pages(), asyncio.StreamReader(limit=LONGEST)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(asked), sys.stdin)
    while line := await asked.readline():
        [(what, told)] = json.loads(line).items()
        await getattr(pages, what)(**told)
        print(json.dumps(pages.told()), flush=True)  # noqa: T201 - for who started it


if __name__ == "__main__":
    uvloop.run(_main())
