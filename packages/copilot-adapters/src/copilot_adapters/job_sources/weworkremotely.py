"""We Work Remotely: remote jobs as an RSS feed."""

from collections.abc import AsyncIterator
from datetime import timedelta

import msgspec
from attrs import frozen

from copilot_adapters.job_sources.feeds import read_feed
from copilot_adapters.job_sources.rows import up_to, without
from copilot_adapters.job_sources.values import from_rfc822, text, texts
from copilot_core.entities.posting import Attribution, Posting, Refusal, Search
from copilot_core.ports.web import Web

NAME = "We Work Remotely"


class Row(msgspec.Struct):
    """An item of the feed; its title is "Company: Role"."""

    title: str
    link: str
    id: str = ""
    content: str = ""
    region: str = ""
    country: str = ""
    type: str = ""
    skills: str = ""
    tags: list[str] = []
    published: str = ""
    expires_at: str = ""


@frozen
class WeWorkRemotely:
    """Remote jobs of all categories; the newest of each."""

    web: Web
    base_url: str = "https://weworkremotely.com"
    attribution: Attribution = Attribution(
        name=NAME, url="https://weworkremotely.com", terms="link back to the posting"
    )
    min_interval: timedelta = timedelta(hours=1)
    verified: str = "recorded feed of July 2026"

    async def postings(self, search: Search) -> AsyncIterator[Posting | Refusal]:
        answer = await self.web.get(f"{self.base_url}/remote-jobs.rss", accept="xml")
        for item in up_to(search.limit, read_feed(answer, board=NAME).read(Row, _posting)):
            yield item


def _posting(row: Row) -> Posting | Refusal:
    company, colon, title = row.title.partition(": ")
    if not colon:
        company, title = "", row.title
    if not row.link:
        return without("link", row.id)
    return Posting(
        external_id=row.link.rstrip("/").rpartition("/")[2] or row.id,
        url=row.link,
        title=title.strip(),
        company=company.strip(),
        description=row.content,
        remote=True,
        work_from=texts([row.region, row.country]),
        employment=texts(row.type),
        tags=texts([*row.tags, *row.skills.split(",")]),
        posted_at=from_rfc822(text(row.published)),
        closes_at=from_rfc822(text(row.expires_at)),
    )
