"""The careers page of Acme, as a job board."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

from attrs import frozen

from copilot_core.entities.posting import Attribution, Posting, Search
from copilot_core.ports.web import Web


@frozen
class Acme:
    """What https://acme.example/jobs.json lists."""

    web: Web
    base_url: str = "https://acme.example"
    attribution: Attribution = Attribution(name="Acme", url="https://acme.example/jobs")
    min_interval: timedelta = timedelta(hours=1)

    async def postings(self, search: Search) -> AsyncIterator[Posting]:
        answer = await self.web.get(f"{self.base_url}/jobs.json")
        for job in json.loads(answer.body)["jobs"][: search.limit]:
            yield Posting(external_id=str(job["id"]), url=job["url"], title=job["title"], company="Acme")
