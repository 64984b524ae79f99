"""Himalayas: remote jobs with the countries they may be done from."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

import msgspec
from attrs import frozen

from copilot_adapters.job_sources.places import numbers_of, written
from copilot_adapters.job_sources.rows import dig, read_page, up_to
from copilot_adapters.job_sources.values import from_seconds, period, plain, salary, text, texts
from copilot_core.entities.posting import Attribution, Bookmark, Item, Posting, Search
from copilot_core.ports.web import Web

NAME: Final = "Himalayas"
MOST_A_PAGE: Final = 20


class Row(msgspec.Struct):
    """A job; a salary of null is unknown, its currency stands there all the same; times are in seconds."""

    guid: str
    title: str
    companyName: object = ""  # noqa: N815 - as the board writes it, and all below
    employmentType: object = ""  # noqa: N815
    minSalary: object = None  # noqa: N815
    maxSalary: object = None  # noqa: N815
    salaryPeriod: object = ""  # noqa: N815
    currency: object = ""
    seniority: object = ()
    locationRestrictions: object = ()  # noqa: N815
    timezoneRestrictions: object = ()  # noqa: N815
    categories: object = ()
    excerpt: object = ""
    description: object = ""
    pubDate: object = 0  # noqa: N815
    expiryDate: object = 0  # noqa: N815
    applicationLink: object = ""  # noqa: N815


@frozen
class Himalayas:
    """Its newest jobs, twenty a page; the total it tells is far more than it serves."""

    web: Web
    base_url: str = "https://himalayas.app"
    attribution: Attribution = Attribution(name=NAME, url="https://himalayas.app", terms="link back to the posting")
    min_interval: timedelta = timedelta(hours=1)
    verified: str = "recorded answer of May 2026"

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        left = search.limit
        (offset,) = numbers_of(search.resume, 0, board=NAME)
        for _ in range(search.requests):
            params = {"limit": min(MOST_A_PAGE, left), "offset": offset}
            answer = await self.web.get(f"{self.base_url}/jobs/api", params=params)
            page = read_page(answer, board=NAME, path="jobs")
            for item in up_to(left, page.read(Row, _posting)):
                left -= isinstance(item, Posting)
                yield item
            offset += len(page.rows)
            if left <= 0 or not page.rows or dig(page.document, "totalCount") == offset:
                return
            yield Bookmark(written(offset))


def _posting(row: Row) -> Posting:
    zones = [zone for zone in _list(row.timezoneRestrictions) if isinstance(zone, int | float)]
    span = (f"UTC{min(zones):+g} to UTC{max(zones):+g}",) if zones and not _list(row.locationRestrictions) else ()
    return Posting(
        external_id=urlsplit(row.guid).path.strip("/").removeprefix("companies/") or row.guid,
        url=text(row.applicationLink) or row.guid,
        title=plain(row.title),
        company=plain(row.companyName),
        description=text(row.description) or text(row.excerpt),
        remote=True,
        work_from=(*texts(row.locationRestrictions), *span),
        pay=salary(row.minSalary, row.maxSalary, row.currency, period(row.salaryPeriod)),
        employment=texts(row.employmentType),
        seniority=next(iter(texts(row.seniority)), ""),
        tags=tuple(tag.replace("-", " ") for tag in texts(row.categories)),
        posted_at=from_seconds(row.pubDate),
        closes_at=from_seconds(row.expiryDate),
    )


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
