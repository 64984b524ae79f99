"""Ashby: the job boards of employers who hire with it."""

import re
from collections.abc import AsyncGenerator, AsyncIterator
from datetime import timedelta
from typing import Final
from urllib.parse import quote, unquote, urlsplit

import msgspec
from attrs import evolve, field, frozen

from copilot_adapters.job_sources.accounts import Accounts, account_name, the_posting
from copilot_adapters.job_sources.rows import Page, dig, read_page, up_to
from copilot_adapters.job_sources.values import amount, from_iso, period, plain, salary, text, texts
from copilot_core.entities.posting import Attribution, Item, Posting, Refusal, Search
from copilot_core.entities.salary import Salary
from copilot_core.errors import NotFound
from copilot_core.ports.web import Web

NAME: Final = "Ashby"
HOST: Final = "jobs.ashbyhq.com"
PATH: Final = re.compile(r"/(?P<company>[^/]+)/(?P<id>[0-9a-fA-F-]{36})(?:/application)?/?")
INTERVAL: Final = re.compile(r"(?P<times>\d{1,2}) (?P<period>\w{1,10})")


class PostalAddress(msgspec.Struct, frozen=True, rename="camel"):
    """An address in parts."""

    address_locality: object = ""
    address_country: object = ""


class Address(msgspec.Struct, frozen=True, rename="camel"):
    """Holds the address."""

    postal_address: PostalAddress | None = None


class Location(msgspec.Struct, frozen=True):
    """A further place of an opening."""

    location: object = ""
    address: Address | None = None


class Component(msgspec.Struct, frozen=True, rename="camel"):
    """One part of the pay: salary, equity, bonus."""

    compensation_type: object = ""
    min_value: object = None
    max_value: object = None
    currency_code: object = ""
    interval: object = ""


class Tier(msgspec.Struct, frozen=True):
    """Pay for one place or level."""

    components: tuple[Component, ...] = ()


class Compensation(msgspec.Struct, frozen=True, rename="camel"):
    """Pay: a line in words, a summary over all tiers, and the tiers."""

    compensation_tier_summary: object = ""
    scrapeable_compensation_salary_summary: object = ""
    summary_components: tuple[Component, ...] = ()
    compensation_tiers: tuple[Tier, ...] = ()


class Row(msgspec.Struct, rename="camel"):
    """An opening."""

    id: str
    title: str
    job_url: str
    apply_url: object = ""
    department: object = ""
    team: object = ""
    employment_type: object = ""
    location: object = ""
    address: Address = Address()
    secondary_locations: tuple[Location, ...] = ()
    is_remote: object = None
    workplace_type: object = ""
    published_at: object = ""
    description_html: object = ""
    description_plain: object = ""
    compensation: Compensation = Compensation()


@frozen
class Ashby:
    """Whole boards of employers; `companies` are the names in their addresses (jobs.ashbyhq.com/NAME)."""

    web: Web
    companies: tuple[str, ...] = field(metadata={"how": "the names in the addresses of employers' job pages there"})
    base_url: str = "https://api.ashbyhq.com"
    attribution: Attribution = Attribution(name=NAME, url="https://www.ashbyhq.com")
    min_interval: timedelta = timedelta(hours=1)
    lists_everything: bool = True
    verified: str = "recorded answers of July and August 2026"

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        accounts = Accounts(board=NAME, setting="companies", names=self.companies, ask=self._of)
        async for item in accounts.postings(search):
            yield item

    async def posting_at(self, url: str) -> Posting | None:
        """Return the opening that an address of this board shows, None for any other address.

        The whole board is fetched, because there is no address for one opening; raises `NotFound` when it is not in it.
        """
        parts = urlsplit(url)
        found = PATH.fullmatch(parts.path)
        if parts.hostname != HOST or not found:
            return None
        company = unquote(found["company"])
        page = await self._board(company)
        rows = tuple(row for row in page.rows if dig(row, "id") == found["id"].lower())
        if not rows:
            raise NotFound("web_not_found", url=url, status=404)
        return the_posting(evolve(page, rows=rows), Row, lambda row: _posting(row, company))

    async def _of(self, company: str, search: Search) -> AsyncGenerator[Posting | Refusal]:
        page = await self._board(company)
        for item in up_to(search.limit, page.read(Row, lambda row: _posting(row, company))):
            yield item

    async def _board(self, company: str) -> Page:
        """Fetch what the employer lists; openings that are not listed are not for everybody."""
        address = f"{self.base_url}/posting-api/job-board/{quote(company, safe='')}"
        answer = await self.web.get(address, params={"includeCompensation": "true"})
        page = read_page(answer, board=NAME, path="jobs")
        return evolve(page, rows=tuple(row for row in page.rows if dig(row, "isListed") is not False))


def _posting(row: Row, company: str) -> Posting:
    done = text(row.workplace_type).lower()
    remote = row.is_remote if isinstance(row.is_remote, bool) else None
    return Posting(
        external_id=row.id,
        url=row.job_url,
        title=plain(row.title),
        company=account_name(company),
        description=text(row.description_html) or text(row.description_plain),
        places=_places(row),
        remote=done == "remote" if done else remote,
        hybrid=done == "hybrid" if done else None,
        pay=_pay(row.compensation),
        pay_text=_pay_text(row.compensation),
        employment=texts(row.employment_type),
        department=plain(row.department) or plain(row.team),
        apply_url=text(row.apply_url),
        posted_at=from_iso(row.published_at),
    )


def _places(row: Row) -> tuple[str, ...]:
    others = (_place(place.location, place.address) for place in row.secondary_locations)
    return texts([_place(row.location, row.address), *others])


def _place(location: object, address: Address | None) -> str:
    """Return the line of the employer; a bare city is given the country of its address."""
    line, parts = plain(location), (address and address.postal_address) or PostalAddress()
    country = plain(parts.address_country)
    bare_city = line and "," not in line and "remote" not in line.lower() and plain(parts.address_locality)
    return f"{line}, {country}" if bare_city and country and country.lower() not in line.lower() else line


def _pay_text(pay: Compensation) -> str:
    return text(pay.compensation_tier_summary) or text(pay.scrapeable_compensation_salary_summary)


def _pay(pay: Compensation) -> Salary | None:
    """Return the salary over all tiers; when they are in several currencies or intervals, that of the first."""
    parts = pay.summary_components or tuple(part for tier in pay.compensation_tiers for part in tier.components)
    ranges = [part for part in parts if text(part.compensation_type) == "Salary"]
    alike = [part for part in ranges if _unit(part) == _unit(ranges[0])]
    lows = [low for low in (amount(part.min_value) for part in alike) if low]
    highs = [high for high in (amount(part.max_value) for part in alike) if high]
    code, interval = _unit(ranges[0]) if ranges else ("", "")
    found = INTERVAL.fullmatch(interval)
    times = max(1, int(found["times"])) if found else 1
    per = period(found["period"]) if found else None
    stated = salary(min(lows) / times if lows else None, max(highs) / times if highs else None, code, per)
    return stated and evolve(stated, text=_pay_text(pay), inferred=frozenset({"period"} if times > 1 else ()))


def _unit(part: Component) -> tuple[str, str]:
    return text(part.currency_code), text(part.interval)
