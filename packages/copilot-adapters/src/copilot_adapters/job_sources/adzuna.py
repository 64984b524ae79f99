"""Adzuna: a search engine for adverts of many boards, in 19 countries."""

from collections.abc import AsyncGenerator, AsyncIterator
from datetime import timedelta
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import msgspec
from attrs import evolve, field, frozen

from copilot_adapters.job_sources.accounts import Accounts
from copilot_adapters.job_sources.keys import expect, telling_refused_keys
from copilot_adapters.job_sources.places import numbers_of, written
from copilot_adapters.job_sources.rows import Page, dig, read_page, up_to
from copilot_adapters.job_sources.values import from_iso, plain, salary, text, texts
from copilot_core.entities.posting import Attribution, Bookmark, Item, Posting, Search
from copilot_core.entities.salary import Origin, Period, Salary
from copilot_core.ports.web import Web

NAME: Final = "Adzuna"
FREE_AT: Final = "https://developer.adzuna.com/signup"
MOST_A_PAGE: Final = 50
REFUSED_KEY: Final = 410
"""What its API description calls "authorisation failed", beside the usual 401."""

CURRENCIES: Final = {
    "gb": "GBP", "us": "USD", "at": "EUR", "au": "AUD", "be": "EUR", "br": "BRL", "ca": "CAD", "ch": "CHF",
    "de": "EUR", "es": "EUR", "fr": "EUR", "in": "INR", "it": "EUR", "mx": "MXN", "nl": "EUR", "nz": "NZD",
    "pl": "PLN", "sg": "SGD", "za": "ZAR",
}  # fmt: skip
"""Its countries; salaries are a year's pay "in the local currency" (API description)."""


class Named(msgspec.Struct, frozen=True):
    """A company, a place or a category."""

    display_name: object = ""
    label: object = ""
    area: object = ()


class Row(msgspec.Struct):
    """An advert; most texts are cut at about 500 characters."""

    id: str | int
    title: str
    redirect_url: str
    company: Named = Named()
    location: Named = Named()
    category: Named = Named()
    description: object = ""
    created: object = ""
    salary_min: object = None
    salary_max: object = None
    salary_is_predicted: object = ""
    contract_time: object = ""
    contract_type: object = ""


@frozen
class Adzuna:
    """Adverts that Adzuna found; needs a free id and key."""

    web: Web
    app_id: str = field(repr=False, metadata={"how": f"free at {FREE_AT}"})
    app_key: str = field(repr=False, metadata={"how": f"free at {FREE_AT}"})
    countries: tuple[str, ...] = ("us",)
    base_url: str = "https://api.adzuna.com"
    attribution: Attribution = Attribution(
        name="Jobs by Adzuna", url="https://www.adzuna.com", terms="label and link on every page that shows its jobs"
    )
    min_interval: timedelta = timedelta(hours=2)
    verified: str = "recorded answers of July and August 2026"

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        expect(NAME, FREE_AT, app_id=self.app_id, app_key=self.app_key)
        accounts = Accounts(board=NAME, setting="countries", names=self.countries, ask=self._in_country)
        async for item in accounts.postings(search):
            yield item

    async def _in_country(self, country: str, search: Search) -> AsyncGenerator[Item]:
        left = search.limit
        first, size, seen = numbers_of(search.resume, 1, min(MOST_A_PAGE, search.limit), 0, board=NAME)
        for number in range(first, first + search.requests):
            page = await self._page(country, number, size, search)
            for item in up_to(left, page.read(Row, lambda row: self._posting(row, country))):
                left -= isinstance(item, Posting)
                yield item
            seen += len(page.rows)
            if left <= 0 or not page.rows or dig(page.document, "count") == seen:
                return
            yield Bookmark(written(number + 1, size, seen))

    async def _page(self, country: str, number: int, size: int, search: Search) -> Page:
        wishes = {"what": search.text, "where": search.where}
        params: dict[str, str | int] = {
            "app_id": self.app_id,
            "app_key": self.app_key,
            "results_per_page": size,
            "sort_by": "date",
            **{name: value for name, value in wishes.items() if value},
        }
        path = f"/v1/api/jobs/{quote(country.lower(), safe='')}/search/{number}"
        with telling_refused_keys(NAME, FREE_AT, REFUSED_KEY):
            answer = await self.web.get(self.base_url + path, params=params)
        return read_page(answer, board=NAME, path="results")

    def _posting(self, row: Row, country: str) -> Posting:
        return Posting(
            external_id=text(row.id),
            url=self._without_us(row.redirect_url),
            title=plain(row.title),
            company=plain(row.company.display_name),
            description=text(row.description),
            places=_places(row.location),
            pay=_pay(row, country),
            employment=texts([row.contract_time, row.contract_type]),
            tags=tuple(tag for tag in texts(row.category.label) if tag != "Unknown"),
            posted_at=from_iso(row.created),
        )

    def _without_us(self, url: str) -> str:
        """Drop from a link what tells who asked: the application's id stands in it."""
        parts = urlsplit(url)
        kept = [
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if not name.startswith("utm_") and value != self.app_id
        ]
        return urlunsplit(parts._replace(query=urlencode(kept)))


def _places(location: Named) -> tuple[str, ...]:
    """Return the place from the narrowest to the country; `area` runs the other way."""
    area = texts(location.area)
    return (", ".join(reversed(area)),) if area else texts(location.display_name)


def _pay(row: Row, country: str) -> Salary | None:
    predicted = text(row.salary_is_predicted).lower() not in {"", "0", "false"} or row.salary_is_predicted is True
    origin = Origin.PREDICTED if predicted else Origin.STATED
    code = CURRENCIES.get(country.lower())
    pay = salary(row.salary_min, row.salary_max, code, Period.YEAR, origin)
    return pay and evolve(pay, inferred=frozenset({"period", *(["currency"] if code else [])}))
