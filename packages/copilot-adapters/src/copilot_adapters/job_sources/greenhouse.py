"""Greenhouse: the job boards of employers who hire with it."""

import html
import re
from collections.abc import AsyncGenerator, AsyncIterator
from datetime import timedelta
from typing import Final
from urllib.parse import parse_qs, quote, unquote, urlsplit

import msgspec
from attrs import field, frozen

from copilot_adapters.job_sources.accounts import Accounts, account_name, the_posting
from copilot_adapters.job_sources.rows import Page, decode, read_page, up_to
from copilot_adapters.job_sources.values import amount, from_iso, plain, salary, text, texts
from copilot_core.entities.posting import Attribution, Item, Posting, Refusal, Search
from copilot_core.entities.salary import Salary
from copilot_core.ports.web import Web

NAME: Final = "Greenhouse"
HOSTS: Final = frozenset({"boards.greenhouse.io", "job-boards.greenhouse.io"})
PATH: Final = re.compile(r"/(?P<company>[^/]+)/jobs/(?P<id>\d+)/?")
WHERE_WORK_IS_DONE: Final = re.compile(
    r"location type|work ?place|work ?(?:type|model|mode|arrangement)|remote", re.IGNORECASE
)
"""Names that employers give to their own field for it."""


ON_SITE: Final = frozenset({"on site", "onsite", "in office"})


class Named(msgspec.Struct, frozen=True):
    """A place, a department, an office or an employer's own field."""

    name: object = ""
    location: object = ""
    value: object = ""


class PayRange(msgspec.Struct, frozen=True):
    """Pay, in hundredths; for what time is not said."""

    min_cents: object = None
    max_cents: object = None
    currency_type: object = ""


class Row(msgspec.Struct):
    """An opening; `content` is HTML, escaped once more."""

    id: str | int
    title: str
    absolute_url: str
    content: object = ""
    company_name: object = ""
    location: Named = Named()
    departments: tuple[Named, ...] = ()
    offices: tuple[Named, ...] = ()
    metadata: tuple[Named, ...] = ()
    pay_input_ranges: tuple[PayRange, ...] = ()
    language: object = ""
    first_published: object = ""
    updated_at: object = ""
    application_deadline: object = ""


@frozen
class Greenhouse:
    """Whole boards of employers; `companies` are the names in their addresses (boards.greenhouse.io/NAME)."""

    web: Web
    companies: tuple[str, ...] = field(metadata={"how": "the names in the addresses of employers' job pages there"})
    base_url: str = "https://boards-api.greenhouse.io"
    attribution: Attribution = Attribution(name=NAME, url="https://www.greenhouse.com")
    min_interval: timedelta = timedelta(hours=1)
    lists_everything: bool = True
    verified: str = "recorded answers of July and August 2026"

    async def postings(self, search: Search) -> AsyncIterator[Item]:
        accounts = Accounts(board=NAME, setting="companies", names=self.companies, ask=self._of)
        async for item in accounts.postings(search):
            yield item

    async def posting_at(self, url: str) -> Posting | None:
        """Return the opening that an address of this board shows, None for any other address."""
        named = _named_by(url)
        if named is None:
            return None
        company, number = named
        answer = await self.web.get(f"{self._address(company)}/{number}", params={"pay_transparency": "true"})
        document, _ = decode(answer, board=NAME)
        return the_posting(
            Page(board=NAME, document=document, rows=(document,)), Row, lambda row: _posting(row, company)
        )

    async def _of(self, company: str, search: Search) -> AsyncGenerator[Posting | Refusal]:
        answer = await self.web.get(self._address(company), params={"content": "true"})
        page = read_page(answer, board=NAME, path="jobs")
        for item in up_to(search.limit, page.read(Row, lambda row: _posting(row, company))):
            yield item

    def _address(self, company: str) -> str:
        return f"{self.base_url}/v1/boards/{quote(company, safe='')}/jobs"


def _named_by(url: str) -> tuple[str, str] | None:
    parts = urlsplit(url)
    if parts.hostname not in HOSTS:
        return None
    query = parse_qs(parts.query)
    if parts.path.startswith("/embed/job_app") and "for" in query and "token" in query:
        return query["for"][0], quote(query["token"][0], safe="")
    found = PATH.fullmatch(parts.path)
    return (unquote(found["company"]), found["id"]) if found else None


def _posting(row: Row, company: str) -> Posting:
    done = _where_work_is_done(row)
    return Posting(
        external_id=text(row.id),
        url=row.absolute_url,
        title=plain(row.title),
        company=plain(row.company_name) or account_name(company),
        description=html.unescape(text(row.content)),
        places=_places(row),
        remote=None if done is None else done == "remote",
        hybrid=None if done is None else done == "hybrid",
        pay=_pay(row),
        department=next(iter(texts([department.name for department in row.departments])), ""),
        language=text(row.language),
        posted_at=from_iso(row.first_published) or from_iso(row.updated_at),
        closes_at=from_iso(row.application_deadline),
    )


def _places(row: Row) -> tuple[str, ...]:
    """Return the location's places ("A | B" are two); the offices when the opening itself names none."""
    named = texts(re.split(r"\s*[|;]\s*", plain(row.location.name)))
    return named or texts([plain(office.location) or plain(office.name) for office in row.offices])


def _where_work_is_done(row: Row) -> str | None:
    """Return `remote`, `hybrid` or `on site` when a field that the employer made for it says just that."""
    for entry in row.metadata:
        value = re.sub(r"[\s_-]+", " ", text(entry.value).lower())
        if WHERE_WORK_IS_DONE.search(text(entry.name)) and value in {"remote", "hybrid", *ON_SITE}:
            contradicted = value in ON_SITE and "remote" in text(row.location.name).lower()
            return None if contradicted else value
    return None


def _pay(row: Row) -> Salary | None:
    """Return the only range; with several, which one holds is for the words of the advert to say."""
    if len(row.pay_input_ranges) != 1:
        return None
    low, high = amount(row.pay_input_ranges[0].min_cents), amount(row.pay_input_ranges[0].max_cents)
    return salary(low and low / 100, high and high / 100, row.pay_input_ranges[0].currency_type, None)
