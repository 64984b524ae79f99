"""The same careers page, grown too long for one answer."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

from attrs import frozen

from copilot_core.entities.posting import Attribution, Bookmark, Posting, Search
from copilot_core.ports.web import Web


@frozen
class AcmePages:
    """What https://acme.example/jobs.json?page=1, 2, … list."""

    web: Web
    base_url: str = "https://acme.example"
    attribution: Attribution = Attribution(name="Acme", url="https://acme.example/jobs")
    min_interval: timedelta = timedelta(hours=1)

    async def postings(self, search: Search) -> AsyncIterator[Posting | Bookmark]:
        first, left = int(search.resume or 1), search.limit
        for page in range(first, first + search.requests):
            answer = await self.web.get(f"{self.base_url}/jobs.json", params={"page": page})
            for job in (found := json.loads(answer.body))["jobs"][:left]:
                left -= 1
                yield Posting(external_id=str(job["id"]), url=job["url"], title=job["title"], company="Acme")
            if left <= 0 or page >= found["pages"]:
                return
            yield Bookmark(str(page + 1))
