"""Remote OK: the newest remote jobs."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Final

import msgspec
from attrs import evolve, frozen

from copilot_adapters.job_sources.mojibake import mended
from copilot_adapters.job_sources.rows import Page, read_page, up_to
from copilot_adapters.job_sources.values import from_iso, from_seconds, plain, salary, text, texts
from copilot_core.entities.posting import Attribution, Posting, Refusal, Search
from copilot_core.entities.salary import Period
from copilot_core.ports.web import Web

NAME: Final = "Remote OK"


class Row(msgspec.Struct):
    """A job; a salary of 0 is unknown, and no currency is told."""

    id: str | int
    position: str
    url: str
    company: object = ""
    tags: object = ()
    description: object = ""
    location: object = ""
    salary_min: object = 0
    salary_max: object = 0
    date: object = ""
    epoch: object = 0


@frozen
class RemoteOK:
    """About its last hundred jobs, in one answer, of which the first element is a legal notice."""

    web: Web
    base_url: str = "https://remoteok.com"
    attribution: Attribution = Attribution(
        name=NAME, url="https://remoteok.com", terms="link back without nofollow, and name Remote OK as the source"
    )
    min_interval: timedelta = timedelta(hours=1)
    verified: str = "recorded answers of May and August 2026"

    async def postings(self, search: Search) -> AsyncIterator[Posting | Refusal]:
        answer = await self.web.get(f"{self.base_url}/api")
        page = _without_notice(read_page(answer, board=NAME))
        for item in up_to(search.limit, page.read(Row, _posting)):
            yield item


def _without_notice(page: Page) -> Page:
    jobs = tuple(row for row in page.rows if not (isinstance(row, dict) and "legal" in row))
    return evolve(page, rows=jobs)


def _posting(row: Row) -> Posting:
    pay = salary(row.salary_min, row.salary_max, None, Period.YEAR)
    return Posting(
        external_id=text(row.id),
        url=row.url,
        title=mended(plain(row.position)),
        company=mended(plain(row.company)),
        description=mended(text(row.description)),
        places=texts(mended(plain(row.location))),
        remote=True,
        pay=pay and evolve(pay, inferred=frozenset({"period"})),
        tags=texts(row.tags),
        posted_at=from_iso(row.date) or from_seconds(row.epoch),
    )
