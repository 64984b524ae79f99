"""Lever: the job boards of employers who hire with it."""

import re
from collections.abc import AsyncGenerator, AsyncIterator
from datetime import timedelta
from typing import Final
from urllib.parse import quote, unquote, urlsplit

import msgspec
from attrs import evolve, field, frozen

from copilot_adapters.job_sources.accounts import Accounts, account_name, the_posting
from copilot_adapters.job_sources.places import numbers_of, written
from copilot_adapters.job_sources.rows import Page, decode, read_page, up_to
from copilot_adapters.job_sources.sections import document, section
from copilot_adapters.job_sources.values import amount, from_milliseconds, plain, salary, text, texts
from copilot_core.entities.posting import Attribution, Bookmark, Item, Posting, Search
from copilot_core.entities.salary import Period, Salary
from copilot_core.ports.listing import left_out
from copilot_core.ports.web import Web

NAME: Final = "Lever"
HOSTS: Final = {"jobs.lever.co": "", "jobs.eu.lever.co": "eu:"}
PATH: Final = re.compile(r"/(?P<company>[^/]+)/(?P<id>[0-9a-fA-F-]{36})(?:/apply)?/?")
MOST_A_PAGE: Final = 100
JUST_A_CITY: Final = re.compile(r"[^,;/()|\-–]{2,60}")

INTERVALS: Final = {
    "per-hour": (Period.HOUR, 1), "per-day": (Period.DAY, 1), "per-week": (Period.WEEK, 1),
    "bi-week": (Period.WEEK, 2), "semi-month": (Period.MONTH, 0.5), "per-month": (Period.MONTH, 1),
    "bi-month": (Period.MONTH, 2), "per-year": (Period.YEAR, 1),
}  # fmt: skip
"""Beginning of an interval → period, and how many of them a payment is for; `one-time` is none."""


class Categories(msgspec.Struct, frozen=True, rename="camel"):
    """Where an opening stands in the company."""

    location: object = ""
    all_locations: object = ()
    commitment: object = ""
    department: object = ""
    team: object = ""
    level: object = ""


class Part(msgspec.Struct, frozen=True):
    """A list of the advert: its heading, and `<li>` items without their list."""

    text: object = ""
    content: object = ""


class Range(msgspec.Struct, frozen=True):
    """Stated pay."""

    min: object = None
    max: object = None
    currency: object = ""
    interval: object = ""


class Row(msgspec.Struct, rename="camel"):
    """An opening; its text is in parts, `createdAt` in milliseconds."""

    id: str
    text: str
    hosted_url: str
    apply_url: object = ""
    created_at: object = None
    categories: Categories = Categories()
    country: object = ""
    workplace_type: object = ""
    description: object = ""
    lists: tuple[Part, ...] = ()
    additional: object = ""
    salary_range: Range = Range()
    salary_description: object = ""
    salary_description_plain: object = ""


@frozen
class Lever:
    """Whole boards of employers; `companies` are the names in their addresses (jobs.lever.co/NAME).

    `eu:NAME` is a board of the European instance (jobs.eu.lever.co/NAME).
    """

    web: Web
    companies: tuple[str, ...] = field(metadata={"how": "the names in the addresses of employers' job pages there"})
    base_url: str = "https://api.lever.co"
    eu_base_url: str = "https://api.eu.lever.co"
    attribution: Attribution = Attribution(name=NAME, url="https://www.lever.co")
    min_interval: timedelta = timedelta(hours=1)
    lists_everything: bool = True
    verified: str = "recorded answers of July and August 2026"

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        accounts = Accounts(board=NAME, setting="companies", names=self.companies, ask=self._of)
        async for item in accounts.postings(search):
            yield item

    async def posting_at(self, url: str) -> Posting | None:
        """Return the opening that an address of this board shows, None for any other address."""
        parts = urlsplit(url)
        found = PATH.fullmatch(parts.path)
        if parts.hostname not in HOSTS or not found:
            return None
        company = HOSTS[parts.hostname] + unquote(found["company"])
        answer = await self.web.get(f"{self._address(company)}/{found['id']}", params={"mode": "json"})
        document, _ = decode(answer, board=NAME)
        return the_posting(
            Page(board=NAME, document=document, rows=(document,)), Row, lambda row: _posting(row, company)
        )

    async def _of(self, company: str, search: Search) -> AsyncGenerator[Item]:
        left = search.limit
        (seen,) = numbers_of(search.resume, 0, board=NAME)
        for _ in range(search.requests):
            params: dict[str, str | int] = {"mode": "json", "limit": MOST_A_PAGE, "skip": seen}
            page = read_page(await self.web.get(self._address(company), params=params), board=NAME)
            for item in up_to(left, page.read(Row, lambda row: _posting(row, company))):
                left -= isinstance(item, Posting)
                yield item
            seen += len(page.rows)
            if left <= 0 or len(page.rows) < MOST_A_PAGE:
                return
            yield Bookmark(written(seen))
        left_out()

    def _address(self, company: str) -> str:
        token = company.removeprefix("eu:")
        host = self.base_url if token == company else self.eu_base_url
        return f"{host}/v0/postings/{quote(token, safe='')}"


def _posting(row: Row, company: str) -> Posting:
    place = text(row.workplace_type).lower()
    said = place in {"remote", "hybrid", "onsite", "on-site"}
    pay_line = text(row.salary_description_plain)
    return Posting(
        external_id=row.id,
        url=row.hosted_url,
        title=plain(row.text),
        company=account_name(company.removeprefix("eu:")),
        description=_description(row),
        places=_places(row),
        remote=place == "remote" if said else None,
        hybrid=place == "hybrid" if said else None,
        pay=_pay(row.salary_range),
        pay_text=pay_line if len(pay_line) <= 200 else "",
        employment=texts(row.categories.commitment),
        seniority=plain(row.categories.level),
        department=plain(row.categories.department) or plain(row.categories.team),
        apply_url=text(row.apply_url),
        posted_at=from_milliseconds(row.created_at),
    )


def _description(row: Row) -> str:
    lists = [section(text(part.text), f"<ul>{text(part.content)}</ul>") for part in row.lists if text(part.content)]
    pay = section("", text(row.salary_description) or text(row.salary_description_plain))
    return document(text(row.description), *lists, section("", text(row.additional)), pay)


def _places(row: Row) -> tuple[str, ...]:
    """Return all places; the country, which is that of the first, is added to a bare city."""
    first, country = plain(row.categories.location), text(row.country)
    bare = JUST_A_CITY.fullmatch(first) and "remote" not in first.lower() and len(country) == 2
    places = texts([first, *texts(row.categories.all_locations)])
    return (f"{first}, {country}", *places[1:]) if bare else places


def _pay(stated: Range) -> Salary | None:
    beginning = "-".join(text(stated.interval).lower().split("-")[:2])
    per, times = INTERVALS.get(beginning, (None, 1))
    if text(stated.interval).lower() == "one-time":
        return None
    low, high = amount(stated.min), amount(stated.max)
    pay = salary(low and low / times, high and high / times, stated.currency, per)
    return pay if pay is None or times == 1 else evolve(pay, inferred=frozenset({"period"}))
