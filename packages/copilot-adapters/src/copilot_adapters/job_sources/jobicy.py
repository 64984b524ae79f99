"""Jobicy: remote jobs."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Final

import msgspec
from attrs import frozen

from copilot_adapters.job_sources.rows import read_page, up_to
from copilot_adapters.job_sources.values import from_iso, period, plain, salary, text, texts
from copilot_core.entities.posting import Attribution, Posting, Refusal, Search
from copilot_core.entities.salary import Period, Salary
from copilot_core.ports.web import Web

NAME: Final = "Jobicy"
MOST: Final = 50


class Row(msgspec.Struct):
    """A job; older answers name a year's pay, newer ones a salary with its period."""

    id: str | int
    url: str
    jobTitle: str  # noqa: N815 - as the board writes it, and all below
    companyName: object = ""  # noqa: N815
    jobIndustry: object = ()  # noqa: N815
    jobType: object = ()  # noqa: N815
    jobGeo: object = ""  # noqa: N815
    jobLevel: object = ""  # noqa: N815
    jobExcerpt: object = ""  # noqa: N815
    jobDescription: object = ""  # noqa: N815
    pubDate: object = ""  # noqa: N815
    annualSalaryMin: object = None  # noqa: N815
    annualSalaryMax: object = None  # noqa: N815
    salaryMin: object = None  # noqa: N815
    salaryMax: object = None  # noqa: N815
    salaryCurrency: object = ""  # noqa: N815
    salaryPeriod: object = ""  # noqa: N815


@frozen
class Jobicy:
    """Its newest jobs, up to fifty, in one answer."""

    web: Web
    base_url: str = "https://jobicy.com"
    attribution: Attribution = Attribution(
        name=NAME, url="https://jobicy.com", terms="link back; at most one request an hour; not to be posted elsewhere"
    )
    min_interval: timedelta = timedelta(hours=1)
    verified: str = "recorded answers of December 2024 and August 2026"

    async def postings(self, search: Search) -> AsyncIterator[Posting | Refusal]:
        params: dict[str, str | int] = {"count": min(MOST, search.limit)}
        if search.text:
            params["tag"] = search.text
        answer = await self.web.get(f"{self.base_url}/api/v2/remote-jobs", params=params)
        for item in up_to(search.limit, read_page(answer, board=NAME, path="jobs").read(Row, _posting)):
            yield item


def _posting(row: Row) -> Posting:
    return Posting(
        external_id=text(row.id),
        url=row.url,
        title=plain(row.jobTitle),
        company=plain(row.companyName),
        description=text(row.jobDescription) or text(row.jobExcerpt),
        remote=True,
        work_from=texts(row.jobGeo),
        pay=_pay(row),
        employment=texts(row.jobType),
        seniority="" if plain(row.jobLevel) == "Any" else plain(row.jobLevel),
        tags=texts(row.jobIndustry),
        posted_at=from_iso(row.pubDate),
    )


def _pay(row: Row) -> Salary | None:
    yearly = salary(row.annualSalaryMin, row.annualSalaryMax, row.salaryCurrency, Period.YEAR)
    return yearly or salary(row.salaryMin, row.salaryMax, row.salaryCurrency, period(row.salaryPeriod))
