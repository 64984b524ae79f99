"""Arbeitnow: jobs in Germany and Europe, many in German."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Final

import msgspec
from attrs import frozen

from copilot_adapters.job_sources.places import numbers_of, written
from copilot_adapters.job_sources.rows import dig, read_page, up_to
from copilot_adapters.job_sources.values import from_seconds, plain, text, texts
from copilot_core.entities.posting import Attribution, Bookmark, Item, Posting, Search
from copilot_core.ports.web import Web

NAME: Final = "Arbeitnow"


class Row(msgspec.Struct):
    """A job; its slug is its id, its time is in seconds."""

    slug: str
    url: str
    title: str
    company_name: object = ""
    description: object = ""
    remote: object = None
    tags: object = ()
    job_types: object = ()
    location: object = ""
    created_at: object = 0


@frozen
class Arbeitnow:
    """Its newest jobs, page by page; it has no search by words."""

    web: Web
    base_url: str = "https://www.arbeitnow.com"
    attribution: Attribution = Attribution(name=NAME, url="https://www.arbeitnow.com", terms="link back to the posting")
    min_interval: timedelta = timedelta(hours=1)
    verified: str = "recorded answer of August 2026"

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        left = search.limit
        (first,) = numbers_of(search.resume, 1, board=NAME)
        for number in range(first, first + search.requests):
            answer = await self.web.get(f"{self.base_url}/api/job-board-api", params={"page": number})
            page = read_page(answer, board=NAME, path="data")
            for item in up_to(left, page.read(Row, _posting)):
                left -= isinstance(item, Posting)
                yield item
            if left <= 0 or not page.rows or dig(page.document, "links.next") is None:
                return
            yield Bookmark(written(number + 1))


def _posting(row: Row) -> Posting:
    return Posting(
        external_id=row.slug,
        url=row.url,
        title=plain(row.title),
        company=plain(row.company_name),
        description=text(row.description),
        places=texts(row.location),
        remote=row.remote if isinstance(row.remote, bool) else None,
        employment=texts(row.job_types),
        tags=texts(row.tags),
        posted_at=from_seconds(row.created_at),
    )
