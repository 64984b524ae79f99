"""USAJOBS: the openings of the US federal government."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Final

import msgspec
from attrs import evolve, field, frozen

from copilot_adapters.job_sources.keys import expect, telling_refused_keys
from copilot_adapters.job_sources.places import numbers_of, written
from copilot_adapters.job_sources.rows import Page, read_page, up_to
from copilot_adapters.job_sources.sections import document, section
from copilot_adapters.job_sources.values import amount, from_iso, plain, salary, text, texts
from copilot_core.entities.posting import Attribution, Bookmark, Item, Posting, Search
from copilot_core.entities.salary import Period, Salary
from copilot_core.ports.web import Web

NAME: Final = "USAJOBS"
FREE_AT: Final = "https://developer.usajobs.gov/apirequest/"
MOST_A_PAGE: Final = 500

INTERVALS: Final = {
    "pa": Period.YEAR, "per year": Period.YEAR,
    "pm": Period.MONTH, "per month": Period.MONTH,
    "per week": Period.WEEK,
    "pd": Period.DAY, "per day": Period.DAY,
    "ph": Period.HOUR, "per hour": Period.HOUR,
}  # fmt: skip
"""Codes of today and words of 2016. "PW" is piece work, not a week; "SY" (school year), "FB" (fee) and "ST" are no period."""

TWO_WEEKS: Final = frozenset({"bw", "bi-weekly", "biweekly"})


class Coded(msgspec.Struct, rename="pascal", frozen=True):
    """A code with its words."""

    code: object = ""
    name: object = ""


class Location(msgspec.Struct, rename="pascal", frozen=True):
    """One of the places of an announcement."""

    location_name: object = ""


class Remuneration(msgspec.Struct, rename="pascal", frozen=True):
    """Pay; figures are texts."""

    minimum_range: object = ""
    maximum_range: object = ""
    rate_interval_code: object = ""
    description: object = ""


class Details(msgspec.Struct, rename="pascal", frozen=True):
    """The longer texts."""

    job_summary: object = ""
    major_duties: object = ()
    requirements: object = ""
    education: object = ""
    who_may_apply: Coded = Coded()
    remote_indicator: object = None
    telework_eligible: object = None


class UserArea(msgspec.Struct, rename="pascal", frozen=True):
    """Where the longer texts are kept."""

    details: Details = Details()


class Descriptor(msgspec.Struct, rename="pascal"):
    """An announcement; it may cover many places."""

    position_title: str
    position_u_r_i: str = msgspec.field(name="PositionURI")
    apply_u_r_i: object = msgspec.field(name="ApplyURI", default=())
    organization_name: object = ""
    department_name: object = ""
    position_location: tuple[Location, ...] = ()
    job_category: tuple[Coded, ...] = ()
    position_schedule: tuple[Coded, ...] = ()
    position_offering_type: tuple[Coded, ...] = ()
    position_remuneration: tuple[Remuneration, ...] = ()
    qualification_summary: object = ""
    publication_start_date: object = ""
    application_close_date: object = ""
    user_area: UserArea = UserArea()


class Row(msgspec.Struct, rename="pascal"):
    """A search result."""

    matched_object_id: str | int
    matched_object_descriptor: Descriptor


@frozen
class USAJobs:
    """Federal openings; needs a free key and the e-mail address it was given to."""

    web: Web
    email: str = field(metadata={"how": f"the address you registered at {FREE_AT}"})
    api_key: str = field(repr=False, metadata={"how": f"free at {FREE_AT}"})
    base_url: str = "https://data.usajobs.gov"
    attribution: Attribution = Attribution(name="USAJOBS", url="https://www.usajobs.gov")
    min_interval: timedelta = timedelta(hours=1)
    verified: str = "recorded answers of 2016"

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        expect(NAME, FREE_AT, email=self.email, api_key=self.api_key)
        left = search.limit
        first, size = numbers_of(search.resume, 1, min(MOST_A_PAGE, search.limit), board=NAME)
        for number in range(first, first + search.requests):
            page = await self._page(search, number, size)
            for item in up_to(left, page.read(Row, _posting)):
                left -= isinstance(item, Posting)
                yield item
            if left <= 0 or len(page.rows) < size:
                return
            yield Bookmark(written(number + 1, size))

    async def _page(self, search: Search, number: int, size: int) -> Page:
        wishes = {"Keyword": search.text, "LocationName": search.where, "RemoteIndicator": search.remote and "True"}
        params: dict[str, str | int] = {
            "ResultsPerPage": size,
            "Page": number,
            "SortField": "opendate",
            "SortDirection": "Desc",
            "Fields": "Full",
            **{name: value for name, value in wishes.items() if value},
        }
        headers = {"User-Agent": self.email, "Authorization-Key": self.api_key}
        with telling_refused_keys(NAME, FREE_AT):
            answer = await self.web.get(f"{self.base_url}/api/Search", params=params, headers=headers)
        return read_page(answer, board=NAME, path="SearchResult.SearchResultItems")


def _posting(row: Row) -> Posting:
    found = row.matched_object_descriptor
    details = found.user_area.details
    pay = found.position_remuneration[0] if found.position_remuneration else Remuneration()
    return Posting(
        external_id=text(row.matched_object_id),
        url=_without_port(found.position_u_r_i),
        title=plain(found.position_title),
        company=plain(found.organization_name) or plain(found.department_name),
        description=_description(found),
        places=texts([place.location_name for place in found.position_location]),
        remote=_flag(details.remote_indicator),
        hybrid=True if _flag(details.telework_eligible) and not _flag(details.remote_indicator) else None,
        pay=_pay(pay),
        pay_text=_pay_text(pay),
        employment=texts([kind.name for kind in (*found.position_schedule, *found.position_offering_type)]),
        tags=texts([category.name for category in found.job_category]),
        department=plain(found.department_name),
        apply_url=next((_without_port(address) for address in texts(found.apply_u_r_i)), ""),
        posted_at=from_iso(found.publication_start_date),
        closes_at=from_iso(found.application_close_date),
    )


def _description(found: Descriptor) -> str:
    details = found.user_area.details
    duties = texts(details.major_duties)
    return document(
        section("", text(details.job_summary)),
        section("Duties", duties[0] if len(duties) == 1 else duties),
        section("Requirements", text(details.requirements)),
        section("Qualifications", text(found.qualification_summary)),
        section("Education", text(details.education)),
        section("Who may apply", text(details.who_may_apply.name)),
    )


def _pay(pay: Remuneration) -> Salary | None:
    """Return pay in US dollars, which the board takes for granted; fees, piece work and school years stay words."""
    code = text(pay.rate_interval_code).lower()
    if code in TWO_WEEKS:
        low, high = amount(pay.minimum_range), amount(pay.maximum_range)
        weekly = salary(low and low / 2, high and high / 2, "USD", Period.WEEK)
        return weekly and evolve(weekly, inferred=frozenset({"currency", "period"}), text=_pay_text(pay))
    if code not in INTERVALS:
        return None
    found = salary(pay.minimum_range, pay.maximum_range, "USD", INTERVALS[code])
    return found and evolve(found, inferred=frozenset({"currency"}))


def _pay_text(pay: Remuneration) -> str:
    figures = [f"${figure:,.2f}" for figure in map(amount, (pay.minimum_range, pay.maximum_range)) if figure]
    per = text(pay.description) or text(pay.rate_interval_code)
    return " ".join(filter(None, [" - ".join(dict.fromkeys(figures)), per]))


def _flag(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(text(value).lower())


def _without_port(address: str) -> str:
    """Drop the `:443` that stands in their addresses."""
    return re.sub(r"^(https://[^/:]+):443(?=/|$)", r"\1", address)
