"""Any RSS or Atom feed of jobs."""

from collections.abc import AsyncGenerator, AsyncIterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec
from attrs import field, frozen

from copilot_adapters.job_sources.accounts import Accounts
from copilot_adapters.job_sources.feeds import read_feed
from copilot_adapters.job_sources.rows import up_to
from copilot_adapters.job_sources.values import from_iso, from_rfc822, plain, texts
from copilot_core.entities.posting import Attribution, Item, Posting, Refusal, Search
from copilot_core.ports.web import Web

NAME = "Feed"


class Row(msgspec.Struct):
    """An entry; which parts a feed fills differs from feed to feed."""

    title: str
    link: str
    id: str = ""
    content: str = ""
    author: str = ""
    tags: list[str] = []
    published: str = ""
    updated: str = ""


@frozen
class Feed:
    """What feeds list; `urls` are their addresses. Who the employer is, few feeds say: their author is taken for it."""

    web: Web
    urls: tuple[str, ...] = field(metadata={"how": "addresses of RSS or Atom feeds"})
    attribution: Attribution = Attribution(name=NAME, url="", terms="each feed's own")
    min_interval: timedelta = timedelta(hours=1)
    verified: str = "written after RSS 2.0 and RFC 4287"

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        feeds = Accounts(board=NAME, setting="urls", names=self.urls, ask=self._of)
        async for item in feeds.postings(search):
            yield item

    async def _of(self, url: str, search: Search) -> AsyncGenerator[Posting | Refusal]:
        answer = await self.web.get(url, accept="xml")
        page = read_feed(answer, board=urlsplit(url).hostname or NAME)
        for item in up_to(search.limit, page.read(Row, _posting)):
            yield item


def _posting(row: Row) -> Posting:
    return Posting(
        external_id=row.id or row.link,
        url=row.link,
        title=plain(row.title),
        company=plain(row.author),
        description=row.content,
        tags=texts(row.tags),
        posted_at=_moment(row.published) or _moment(row.updated),
    )


def _moment(written: str) -> datetime | None:
    return from_rfc822(written) or from_iso(written)
