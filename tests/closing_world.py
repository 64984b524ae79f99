"""Boards and pages that change as a test wants them to."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from attrs import define, field

from copilot_adapters.container import Container
from copilot_core.entities.closing import ClosingState
from copilot_core.entities.collection import SourceReport
from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId, SourceName
from copilot_core.entities.job import Job
from copilot_core.entities.job_query import JobQuery
from copilot_core.entities.posting import Posting, Search
from copilot_core.errors import CopilotError, NotFound
from copilot_core.ports.web import Answer
from copilot_core.testing.clock import StillClock
from copilot_core.testing.makers import make_posting
from copilot_core.use_cases.jobs.check_closings import Checked
from copilot_core.use_cases.jobs.check_posting import CheckedJob

HOURS = [timedelta(hours=number) for number in range(100)]
DAY = timedelta(days=1)
GREENHOUSE, ACME = SourceName("greenhouse"), SourceName("acme")
TRADES = (
    "Baker", "Nurse", "Welder", "Librarian", "Falconer", "Plumber", "Judge", "Pilot", "Tailor", "Surveyor", "Gardener",
    "Optician", "Violinist", "Zookeeper", "Notary", "Roofer",
)  # fmt: skip


@define
class Town:
    """Stands for the web: `boards` are the openings of employers at Greenhouse, `pages` what other addresses give."""

    boards: dict[str, list[int]] = field(factory=dict)
    pages: dict[str, Answer | CopilotError] = field(factory=dict)
    asked: list[str] = field(factory=list)
    slow: float = 0.0

    async def get(
        self,
        url: str,
        *,
        params: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        accept: str = "json",
        guarded: bool = False,
    ) -> Answer:
        self.asked.append(url)
        await asyncio.sleep(self.slow)
        parts = urlsplit(url)
        if parts.hostname == "boards-api.greenhouse.io":
            return self._of_board(url, parts.path.split("/")[3:])
        found = self.pages.get(url, NotFound("web_not_found", url=url, status=404))
        if isinstance(found, CopilotError):
            raise found
        return found

    async def post(
        self, url: str, *, json: object, headers: Mapping[str, str] | None = None, accept: str = "json"
    ) -> Answer:
        raise NotFound("web_not_found", url=url, status=404)

    def shows(self, url: str, body: str, *, at: str = "") -> None:
        self.pages[url] = Answer(at or url, 200, body.encode(), "text/html")

    def _of_board(self, url: str, path: Sequence[str]) -> Answer:
        failure = self.pages.get(path[0])
        if isinstance(failure, CopilotError):
            raise failure
        rows = [opening(path[0], number) for number in self.boards.get(path[0], [])]
        if path[0] not in self.boards:
            raise NotFound("web_not_found", url=url, status=404)
        if len(path) == 2:
            return Answer(url, 200, json.dumps({"jobs": rows, "meta": {"total": len(rows)}}).encode())
        for row in rows:
            if str(row["id"]) == path[2]:
                return Answer(url, 200, json.dumps(row).encode())
        raise NotFound("web_not_found", url=url, status=404)


def opening(company: str, number: int) -> dict[str, object]:
    trade = TRADES[number % len(TRADES)]
    where = f"Town {number}"
    return {
        "id": number,
        "title": f"{trade} {number}",
        "absolute_url": f"https://boards.greenhouse.io/{company}/jobs/{number}",
        "company_name": company.title(),
        "location": {"name": where},
        "content": f"&lt;p&gt;{company} looks for a {trade.lower()} in {where}. {number} reasons to come.&lt;/p&gt;",
        "updated_at": "2026-03-01T00:00:00Z",
    }


@define
class World:
    """The whole library in that town."""

    container: Container
    town: Town
    clock: StillClock

    async def collect(self, search: Search | None = None, source: SourceName = GREENHOUSE) -> SourceReport:
        report = await self.container.collect_jobs()(search or Search(), [source])
        return report.sources[source]

    async def store(self, *postings: Posting, source: SourceName = ACME) -> None:
        await self.container.store_postings()(source, postings)

    async def stored(self, **changes: object) -> JobId:
        """Store one posting of a page, and return its job."""
        await self.store(make_posting(external_id="1", url="https://acme.example/jobs/1", **changes))
        return await self.only()

    async def only(self) -> JobId:
        [job] = await self.all()
        return job

    async def all(self, person: PersonId = LOCAL_PERSON) -> list[JobId]:
        page = await self.container.search_jobs()(JobQuery(closed=True, limit=500), person=person)
        return [one.id for one in page.jobs]

    async def open(self, person: PersonId = LOCAL_PERSON) -> list[JobId]:
        page = await self.container.search_jobs()(JobQuery(limit=500), person=person)
        assert page.total == len(page.jobs)
        async with self.container.storage().reading() as books:
            assert await books.catalogue.count(person) == len(page.jobs)
        return [one.id for one in page.jobs]

    async def job(self, job_id: JobId, person: PersonId = LOCAL_PERSON) -> Job:
        return await self.container.show_job()(job_id, person=person)

    async def why(self, job_id: JobId) -> str | None:
        """Return the code of why a job is closed."""
        closed = (await self.job(job_id)).summary.closed
        return closed.why.code if closed else None

    async def state(self, job_id: JobId, person: PersonId = LOCAL_PERSON) -> ClosingState:
        (state,) = {inquiry.state for inquiry in (await self.job(job_id, person)).inquiries}
        return state

    async def look(self, job_id: JobId, person: PersonId = LOCAL_PERSON) -> CheckedJob:
        return await self.container.check_posting()(job_id, person=person)

    async def round(self) -> Checked:
        return await self.container.check_closings()()
