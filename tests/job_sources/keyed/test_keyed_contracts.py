"""Every board of this folder keeps to the contract of job sources, on answers written by hand in its shape."""

import json
from pathlib import Path
from typing import ClassVar

import pytest

from copilot_adapters.job_sources.adzuna import Adzuna
from copilot_adapters.job_sources.ashby import Ashby
from copilot_adapters.job_sources.greenhouse import Greenhouse
from copilot_adapters.job_sources.jsearch import JSearch
from copilot_adapters.job_sources.lever import Lever
from copilot_adapters.job_sources.manual import Manual
from copilot_adapters.job_sources.usajobs import USAJobs
from copilot_adapters.job_sources.webpage import WebPage
from copilot_core.entities.posting import Attribution, Posting, Search
from copilot_core.errors import Rejected
from copilot_core.ports.job_source import JobSource
from copilot_core.ports.web import Web
from copilot_core.testing import CannedWeb, JobSourceContract, Mode


def adzuna_row(number: int) -> dict[str, object]:
    return {
        "id": str(number),
        "title": "Welder",
        "company": {"display_name": "Iron Works"},
        "redirect_url": f"https://www.adzuna.com/details/{number}?utm_source=my-app",
        "created": f"2026-07-{number:02}T08:00:00Z",
        "location": {"area": ["US", "Ohio"], "display_name": "Ohio"},
    }


class TestAdzuna(JobSourceContract):
    answers: ClassVar = {
        "/v1/api/jobs/us/search/1": json.dumps({"count": 3, "results": [adzuna_row(3), adzuna_row(2)]}),
        "/v1/api/jobs/us/search/2": json.dumps({"count": 3, "results": [adzuna_row(1)]}),
    }
    empty: ClassVar = {"/v1/api/jobs/us/search/1": '{"count": 0, "results": []}'}

    def source(self, web: Web) -> JobSource:
        return Adzuna(web, app_id="my-app", app_key="the-secret-key")


def jsearch_row(number: int) -> dict[str, object]:
    return {
        "job_id": f"id{number}",
        "job_title": "Welder",
        "employer_name": "Iron Works",
        "job_apply_link": f"https://jobs.example/{number}",
        "job_posted_at_timestamp": 1_780_000_000 - number,
    }


class TestJSearch(JobSourceContract):
    answers: ClassVar = {
        "/search-v2": json.dumps(
            {"status": "OK", "data": {"jobs": [jsearch_row(1), jsearch_row(2)], "cursor": "next"}}
        ),
        "/search-v2?cursor=next": json.dumps({"status": "OK", "data": {"jobs": [jsearch_row(3)]}}),
    }
    empty: ClassVar = {"/search-v2": '{"status": "OK", "data": {"jobs": []}}'}

    def source(self, web: Web) -> JobSource:
        return JSearch(web, api_key="the-secret-key")


class TestJSearchOfOld(JobSourceContract):
    answers: ClassVar = {
        "/search?page=1": json.dumps({"status": "OK", "data": [jsearch_row(1), jsearch_row(2)]}),
        "/search": '{"status": "OK", "data": []}',
    }
    empty: ClassVar = {"/search": '{"status": "OK", "data": []}'}

    def source(self, web: Web) -> JobSource:
        return JSearch(web, api_key="the-secret-key", path="/search")


def usajobs_answer(*rows: dict[str, object]) -> str:
    return json.dumps({"SearchResult": {"SearchResultCount": len(rows), "SearchResultItems": rows}})


def usajobs_row(number: int) -> dict[str, object]:
    return {
        "MatchedObjectId": str(number),
        "MatchedObjectDescriptor": {
            "PositionTitle": "Welder",
            "PositionURI": f"https://www.usajobs.gov:443/job/{number}",
            "OrganizationName": "Department of Iron",
            "PublicationStartDate": "2026-07-01",
        },
    }


class TestUSAJobs(JobSourceContract):
    answers: ClassVar = {"/api/Search": usajobs_answer(usajobs_row(1), usajobs_row(2))}
    empty: ClassVar = {"/api/Search": usajobs_answer()}

    def source(self, web: Web) -> JobSource:
        return USAJobs(web, email="me@example.org", api_key="the-secret-key")


def greenhouse_row(number: int) -> dict[str, object]:
    return {"id": number, "title": "Welder", "absolute_url": f"https://boards.greenhouse.io/iron/jobs/{number}"}


class TestGreenhouse(JobSourceContract):
    answers: ClassVar = {"/v1/boards/iron/jobs": json.dumps({"jobs": [greenhouse_row(1), greenhouse_row(2)]})}
    empty: ClassVar = {"/v1/boards/iron/jobs": '{"jobs": [], "meta": {"total": 0}}'}

    def source(self, web: Web) -> JobSource:
        return Greenhouse(web, companies=("iron",))


class TestTwoBoardsOnGreenhouse(TestGreenhouse):
    accounts = 2
    answers: ClassVar = {
        "/v1/boards/iron/jobs": json.dumps({"jobs": [greenhouse_row(1), greenhouse_row(2)]}),
        "/v1/boards/steel/jobs": json.dumps({"jobs": [greenhouse_row(3)]}),
    }
    empty: ClassVar = {"/v1/boards/iron/jobs": '{"jobs": []}', "/v1/boards/steel/jobs": '{"jobs": []}'}

    def source(self, web: Web) -> JobSource:
        return Greenhouse(web, companies=("iron", "steel"))


def lever_row(number: int) -> dict[str, object]:
    return {
        "id": f"{number:08}-0000-4000-8000-000000000000",
        "text": "Welder",
        "hostedUrl": f"https://jobs.lever.co/iron/{number}",
        "createdAt": 1_780_000_000_000,
    }


class TestLever(JobSourceContract):
    answers: ClassVar = {"/v0/postings/iron": json.dumps([lever_row(1), lever_row(2)])}
    empty: ClassVar = {"/v0/postings/iron": "[]"}

    def source(self, web: Web) -> JobSource:
        return Lever(web, companies=("iron",))


def ashby_row(number: int) -> dict[str, object]:
    return {
        "id": f"{number:08}-0000-4000-8000-000000000000",
        "title": "Welder",
        "jobUrl": f"https://jobs.ashbyhq.com/iron/{number}",
        "isListed": True,
        "publishedAt": "2026-07-07T20:47:09.753+00:00",
    }


class TestAshby(JobSourceContract):
    answers: ClassVar = {"/posting-api/job-board/iron": json.dumps({"jobs": [ashby_row(1), ashby_row(2)]})}
    empty: ClassVar = {"/posting-api/job-board/iron": '{"jobs": [], "apiVersion": "1"}'}

    def source(self, web: Web) -> JobSource:
        return Ashby(web, companies=("iron",))


def page(*titles: str) -> str:
    jobs = [
        {"@type": "JobPosting", "title": title, "hiringOrganization": {"name": "Iron Works"}, "identifier": title}
        for title in titles
    ]
    return f'<!doctype html><title>Jobs</title><script type="application/ld+json">{json.dumps(jobs)}</script>'


class TestWebPage(JobSourceContract):
    answers: ClassVar = {"/jobs": page("Welder", "Smith")}
    empty: ClassVar = {"/jobs": "<!doctype html><title>Jobs</title><p>No open positions."}
    search: ClassVar = Search(url="https://iron.example/jobs")

    def source(self, web: Web) -> JobSource:
        return WebPage(web)

    async def test_an_empty_board_is_no_failure(self) -> None:
        """An address was given because there is a job at it: none is an answer to tell."""
        with pytest.raises(Rejected, match=r"https://iron\.example/jobs holds no job posting"):
            await self._all(CannedWeb(self.empty))

    @pytest.mark.parametrize("mode", [Mode.CHANGED, Mode.HTML])
    async def test_another_shape_is_told(self, mode: Mode) -> None:
        assert (await self._failure(mode)).code == "page_without_posting"


class TestManual(JobSourceContract):
    lines = '{"title": "Welder", "company": "Iron Works"}\n{"title": "Smith", "company": "Iron Works"}\n'

    @pytest.fixture(autouse=True)
    def _in_a_folder(self, tmp_path: Path) -> None:
        self.file = tmp_path / "jobs.jsonl"
        self.file.write_text(self.lines)

    def source(self, web: Web) -> JobSource:
        return Manual(web, file=self.file)

    def check_link(self, attribution: Attribution) -> None:
        """Nobody but the person is to be named."""
        assert attribution.url == ""

    def check_address(self, posting: Posting) -> None:
        """What is written by hand may have no address."""
        assert posting.url == ""

    async def test_an_empty_board_is_no_failure(self) -> None:
        self.file.write_text("\n\n")
        assert await self._all() == []
