"""The Muse: jobs of employers that have a profile there."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Final

import msgspec
from attrs import field, frozen

from copilot_adapters.job_sources.places import numbers_of, written
from copilot_adapters.job_sources.rows import dig, read_page, up_to, without
from copilot_adapters.job_sources.values import from_iso, plain, text, texts
from copilot_core.entities.posting import Attribution, Bookmark, Item, Posting, Refusal, Search
from copilot_core.ports.web import Web

NAME: Final = "The Muse"
REMOTE: Final = "Flexible / Remote"
"""How it says that a job has no place."""


class Named(msgspec.Struct, frozen=True):
    """A company, a place, a category or a level."""

    name: object = ""
    short_name: object = ""


class Links(msgspec.Struct, frozen=True):
    """Addresses of a posting."""

    landing_page: object = ""


class Row(msgspec.Struct):
    """A posting, as its documentation describes it."""

    id: str | int
    name: str
    contents: object = ""
    publication_date: object = ""
    locations: tuple[Named, ...] = ()
    categories: tuple[Named, ...] = ()
    levels: tuple[Named, ...] = ()
    tags: tuple[Named, ...] = ()
    refs: Links = Links()
    company: Named = Named()


@frozen
class TheMuse:
    """Its newest jobs; it has no search by words. A key is optional and raises its limits."""

    web: Web
    api_key: str = field(default="", repr=False)
    base_url: str = "https://www.themuse.com"
    attribution: Attribution = Attribution(name=NAME, url="https://www.themuse.com", terms="link back to the posting")
    min_interval: timedelta = timedelta(hours=1)
    verified: str = "unverified"

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        left = search.limit
        (first,) = numbers_of(search.resume, 0, board=NAME)
        for number in range(first, first + search.requests):
            params: dict[str, str | int] = {"page": number, "descending": "true"}
            if self.api_key:
                params["api_key"] = self.api_key
            answer = await self.web.get(f"{self.base_url}/api/public/jobs", params=params)
            page = read_page(answer, board=NAME, path="results")
            for item in up_to(left, page.read(Row, _posting)):
                left -= isinstance(item, Posting)
                yield item
            count = dig(page.document, "page_count")
            if left <= 0 or not page.rows or (isinstance(count, int) and number + 1 >= count):
                return
            yield Bookmark(written(number + 1))


def _posting(row: Row) -> Posting | Refusal:
    url = text(row.refs.landing_page)
    if not url:
        return without("refs.landing_page", text(row.id))
    places = texts([place.name for place in row.locations])
    return Posting(
        external_id=text(row.id),
        url=url,
        title=plain(row.name),
        company=plain(row.company.name),
        description=text(row.contents),
        places=tuple(place for place in places if place != REMOTE),
        remote=True if REMOTE in places else None,
        seniority=next(iter(texts([level.name for level in row.levels])), ""),
        tags=texts([one.name for one in (*row.categories, *row.tags)]),
        posted_at=from_iso(row.publication_date),
    )
