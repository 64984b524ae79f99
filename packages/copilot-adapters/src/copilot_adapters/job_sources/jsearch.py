"""JSearch (OpenWeb Ninja, on RapidAPI): what Google for Jobs shows, once for every publisher."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

import msgspec
from attrs import evolve, field, frozen

from copilot_adapters.job_sources.keys import expect, telling_refused_keys
from copilot_adapters.job_sources.places import refused
from copilot_adapters.job_sources.rows import Page, decode, dig, read_page, up_to
from copilot_adapters.job_sources.values import from_iso, from_seconds, period, plain, salary, text, texts
from copilot_core.entities.posting import Attribution, Bookmark, Item, Posting, Search
from copilot_core.ports.web import Answer, Web

NAME: Final = "JSearch"
FREE_AT: Final = "https://rapidapi.com/letscrape-6bRBa3QguO5/api/jsearch"
SECOND: Final = "/search-v2"
PAGE_NUMBER: Final = re.compile(r"[1-9][0-9]{0,5}")
ANYTHING: Final = "jobs"
"""What is asked for when nobody said; the board needs words."""


class Row(msgspec.Struct):
    """An advert as one publisher shows it."""

    job_title: str
    employer_name: str
    job_apply_link: str
    job_id: str = ""
    job_description: object = ""
    job_location: object = ""
    job_city: object = ""
    job_state: object = ""
    job_country: object = ""
    job_is_remote: object = None
    job_employment_type: object = ""
    job_employment_types: object = ()
    job_posted_at_timestamp: object = None
    job_posted_at_datetime_utc: object = ""
    job_offer_expiration_datetime_utc: object = ""
    job_min_salary: object = None
    job_max_salary: object = None
    job_salary_currency: object = ""
    job_salary_period: object = ""
    job_salary_string: object = ""
    job_publisher: object = ""
    job_google_link: object = ""
    employer_website: object = ""


@frozen
class JSearch:
    """Adverts of many boards at once; needs a key, whose free plan allows some 200 requests a month.

    `path` is `/search-v2` (pages by cursor) or `/search` (pages by number); each shape is read from both. `pages` bounds
    the requests of one collection, so that the free plan lasts the month.
    """

    web: Web
    api_key: str = field(repr=False, metadata={"how": f"free at {FREE_AT}"})
    country: str = ""
    language: str = ""
    path: str = SECOND
    pages: int = 3
    base_url: str = "https://jsearch.p.rapidapi.com"
    attribution: Attribution = Attribution(name="JSearch", url="https://www.openwebninja.com/api/jsearch")
    min_interval: timedelta = timedelta(hours=12)
    verified: str = "recorded answers of November 2023 (/search) and August 2026 (/search-v2)"

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        expect(NAME, FREE_AT, api_key=self.api_key)
        left = search.limit
        first, cursor = self._place(search.resume)
        for number in range(first, min(self.pages, first + search.requests - 1) + 1):
            page = await self._page(search, number, cursor)
            for item in up_to(left, page.read(Row, _posting)):
                left -= isinstance(item, Posting)
                yield item
            cursor = text(dig(page.document, "data.cursor"))
            if left <= 0 or not page.rows or (self.path == SECOND and not cursor):
                return
            yield Bookmark(f"{number + 1} {cursor}".strip())

    def _place(self, place: str) -> tuple[int, str]:
        """Return the number of the page, and its cursor where pages go by cursor."""
        number, _, cursor = (place or "1").partition(" ")
        if not PAGE_NUMBER.fullmatch(number) or (place and self.path == SECOND and not cursor):
            raise refused(NAME, place)
        return int(number), cursor

    async def _page(self, search: Search, number: int, cursor: str) -> Page:
        words = " in ".join(filter(None, [search.text or ANYTHING, search.where]))
        wishes = {"country": self.country, "language": self.language}
        params: dict[str, str | int] = {"query": words, **{name: value for name, value in wishes.items() if value}}
        if search.remote:
            params["work_from_home"] = "true"
        if self.path != SECOND:
            params |= {"page": number, "num_pages": 1}
        elif cursor:
            params["cursor"] = cursor
        headers = {"X-RapidAPI-Key": self.api_key, "X-RapidAPI-Host": "jsearch.p.rapidapi.com"}
        with telling_refused_keys(NAME, FREE_AT):
            return _read(await self.web.get(self.base_url + self.path, params=params, headers=headers))


def _read(answer: Answer) -> Page:
    """Read either shape; the same job id may come more than once, and is taken once."""
    document, _ = decode(answer, board=NAME)
    second = isinstance(dig(document, "data"), dict)
    page = read_page(answer, board=NAME, path="data.jobs" if second else "data")
    return evolve(page, rows=tuple({_key(row, place): row for place, row in enumerate(page.rows)}.values()))


def _key(row: object, place: int) -> object:
    known = dig(row, "job_id") or dig(row, "job_apply_link")
    return known if isinstance(known, str) else place


def _posting(row: Row) -> Posting:
    """Make a posting; `job_is_remote` false stands beside remote jobs too, so it says nothing."""
    return Posting(
        external_id=row.job_id or row.job_apply_link,
        url=row.job_apply_link,
        title=plain(row.job_title),
        company=plain(row.employer_name),
        description=text(row.job_description),
        places=_places(row),
        remote=True if row.job_is_remote is True else None,
        pay=salary(row.job_min_salary, row.job_max_salary, row.job_salary_currency, period(row.job_salary_period)),
        pay_text=text(row.job_salary_string),
        employment=texts(row.job_employment_types) or texts(row.job_employment_type),
        company_url=_address(row.employer_website),
        posted_at=from_seconds(row.job_posted_at_timestamp) or from_iso(row.job_posted_at_datetime_utc),
        closes_at=from_iso(row.job_offer_expiration_datetime_utc),
    )


def _places(row: Row) -> tuple[str, ...]:
    """Return city, state and country where they are given, else the line before "• via publisher"."""
    line = plain(row.job_location).partition("•")[0].strip()
    if line and not text(row.job_city):
        return (line,)
    joined = ", ".join(texts([row.job_city, row.job_state, row.job_country]))
    return (joined,) if joined else ()


def _address(value: object) -> str:
    found = text(value)
    return found if urlsplit(found).scheme in {"http", "https"} else ""
