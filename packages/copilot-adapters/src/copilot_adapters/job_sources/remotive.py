"""Remotive: remote jobs, checked by hand."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Final

import msgspec
from attrs import frozen

from copilot_adapters.job_sources.rows import read_page, up_to
from copilot_adapters.job_sources.values import from_iso, plain, text, texts
from copilot_core.entities.posting import Attribution, Posting, Refusal, Search
from copilot_core.ports.web import Web

NAME: Final = "Remotive"
NO_PAY: Final = frozenset({"-", "n/a", "competitive"})


class Row(msgspec.Struct):
    """A job; its salary is a line in words, its time has no zone."""

    id: str | int
    url: str
    title: str
    company_name: object = ""
    category: object = ""
    tags: object = ()
    job_type: object = ""
    publication_date: object = ""
    candidate_required_location: object = ""
    salary: object = ""
    description: object = ""


@frozen
class Remotive:
    """All of its open jobs, in one answer."""

    web: Web
    base_url: str = "https://remotive.com"
    attribution: Attribution = Attribution(
        name=NAME,
        url="https://remotive.com",
        terms="link back, name Remotive; at most four requests a day; not to be posted on other boards",
    )
    min_interval: timedelta = timedelta(hours=6)
    verified: str = "recorded answers of May and July 2026"

    async def postings(self, search: Search) -> AsyncIterator[Posting | Refusal]:
        params = {"search": search.text} if search.text else {}
        answer = await self.web.get(f"{self.base_url}/api/remote-jobs", params=params)
        for item in up_to(search.limit, read_page(answer, board=NAME, path="jobs").read(Row, _posting)):
            yield item


def _posting(row: Row) -> Posting:
    pay = plain(row.salary)
    return Posting(
        external_id=text(row.id),
        url=row.url,
        title=plain(row.title),
        company=plain(row.company_name),
        description=text(row.description),
        remote=True,
        work_from=texts(row.candidate_required_location),
        pay_text="" if pay.lower() in NO_PAY else pay,
        employment=texts(text(row.job_type).replace("_", " ")),
        tags=texts([plain(row.category), *texts(row.tags)]),
        posted_at=from_iso(row.publication_date),
    )
