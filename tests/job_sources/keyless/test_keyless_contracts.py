"""Every board of this folder keeps to the contract of job sources, on answers written by hand in its shape."""

import json
from typing import ClassVar

import pytest

from copilot_adapters.job_sources.arbeitnow import Arbeitnow
from copilot_adapters.job_sources.feed import Feed
from copilot_adapters.job_sources.hackernews import HackerNews
from copilot_adapters.job_sources.himalayas import Himalayas
from copilot_adapters.job_sources.jobicy import Jobicy
from copilot_adapters.job_sources.remoteok import RemoteOK
from copilot_adapters.job_sources.remotive import Remotive
from copilot_adapters.job_sources.themuse import TheMuse
from copilot_adapters.job_sources.weworkremotely import WeWorkRemotely
from copilot_core.entities.posting import Attribution, Search
from copilot_core.errors import Rejected
from copilot_core.ports.job_source import JobSource
from copilot_core.ports.web import Web
from copilot_core.testing import CannedWeb, JobSourceContract


def remotive_row(number: int) -> dict[str, object]:
    return {
        "id": number,
        "url": f"https://remotive.com/remote-jobs/medical/nurse-{number}",
        "title": "Tele-nurse",
        "company_name": "Elbe Clinic",
        "tags": ["care"],
        "publication_date": f"2026-05-{number:02}T14:00:51",
        "description": "<p>Care by phone</p>",
    }


class TestRemotive(JobSourceContract):
    answers: ClassVar = {"/api/remote-jobs": json.dumps({"00-warning": "x", "jobs": [*map(remotive_row, (2, 1))]})}
    empty: ClassVar = {"/api/remote-jobs": '{"job-count": 0, "jobs": []}'}

    def source(self, web: Web) -> JobSource:
        return Remotive(web)


def remoteok_row(number: int) -> dict[str, object]:
    return {
        "id": str(number),
        "position": "Welder",
        "company": "Iron Works",
        "url": f"https://remoteOK.com/remote-jobs/{number}",
        "date": f"2026-05-{number:02}T08:00:12+00:00",
        "salary_min": 0,
        "salary_max": 0,
    }


class TestRemoteOK(JobSourceContract):
    answers: ClassVar = {"/api": json.dumps([{"last_updated": 1, "legal": "terms"}, *map(remoteok_row, (2, 1))])}
    empty: ClassVar = {"/api": '[{"last_updated": 1, "legal": "terms"}]'}

    def source(self, web: Web) -> JobSource:
        return RemoteOK(web)


def arbeitnow_row(number: int) -> dict[str, object]:
    return {
        "slug": f"schweisser-{number}",
        "url": f"https://www.arbeitnow.com/jobs/{number}",
        "title": "Schweißer",
        "company_name": "Eisenwerk",
        "remote": False,
        "created_at": 1_785_792_634 - number,
    }


class TestArbeitnow(JobSourceContract):
    answers: ClassVar = {
        "/api/job-board-api?page=1": json.dumps({"data": [arbeitnow_row(1)], "links": {"next": "…?page=2"}}),
        "/api/job-board-api?page=2": json.dumps({"data": [arbeitnow_row(2)], "links": {"next": "…?page=3"}}),
        "/api/job-board-api?page=3": json.dumps({"data": [], "links": {"next": None}}),
    }
    empty: ClassVar = {"/api/job-board-api?page=1": '{"data": [], "links": {"next": null}}'}

    def source(self, web: Web) -> JobSource:
        return Arbeitnow(web)


def jobicy_row(number: int) -> dict[str, object]:
    return {
        "id": number,
        "url": f"https://jobicy.com/jobs/{number}",
        "jobTitle": "Care Manager",
        "companyName": "Centene",
        "jobIndustry": ["Healthcare &amp; Medical"],
        "pubDate": f"2026-08-{number:02}T18:45:05+00:00",
    }


class TestJobicy(JobSourceContract):
    answers: ClassVar = {"/api/v2/remote-jobs": "\n" + json.dumps({"jobs": [*map(jobicy_row, (2, 1))]})}
    empty: ClassVar = {"/api/v2/remote-jobs": '\n{"apiVersion": "2.0", "jobCount": 0, "jobs": []}'}

    def source(self, web: Web) -> JobSource:
        return Jobicy(web)


def himalayas_row(number: int) -> dict[str, object]:
    return {
        "guid": f"https://himalayas.app/companies/c{number}/jobs/nurse",
        "applicationLink": f"https://himalayas.app/companies/c{number}/jobs/nurse",
        "title": "Nurse",
        "companyName": f"Clinic {number}",
        "pubDate": 1_778_990_421 - number,
    }


class TestHimalayas(JobSourceContract):
    answers: ClassVar = {
        "/jobs/api?offset=0": json.dumps({"totalCount": 101_667, "jobs": [*map(himalayas_row, (1, 2))]}),
        "/jobs/api?offset=2": json.dumps({"totalCount": 101_667, "jobs": []}),
    }
    empty: ClassVar = {"/jobs/api": '{"offset": 0, "limit": 20, "totalCount": 0, "jobs": []}'}

    def source(self, web: Web) -> JobSource:
        return Himalayas(web)


def comment(number: int, text: str = "Acme | Nurse | Bonn | REMOTE", parent: int = 7) -> dict[str, object]:
    return {
        "objectID": str(number),
        "comment_text": text,
        "parent_id": parent,
        "story_id": 7,
        "created_at": f"2026-05-{number:02}T12:00:00Z",
    }


STORIES = json.dumps({"hits": [{"objectID": "7", "title": "Ask HN: Who is hiring? (May 2026)"}]})
BY_DATE = "/api/v1/search_by_date"


class TestHackerNews(JobSourceContract):
    answers: ClassVar = {
        f"{BY_DATE}?tags=story,author_whoishiring": STORIES,
        f"{BY_DATE}?tags=comment,story_7": json.dumps({"hits": [comment(2), comment(1)], "nbPages": 1}),
    }
    empty: ClassVar = {BY_DATE: '{"hits": [], "nbHits": 0, "page": 0, "nbPages": 0}'}

    def source(self, web: Web) -> JobSource:
        return HackerNews(web)

    async def test_it_stops_at_the_number_of_requests(self) -> None:
        web = CannedWeb(self.answers)
        await self._all(web, Search(requests=2))
        assert len(web.requests) == 2
        with pytest.raises(Rejected, match="two requests"):
            await self._all(web, Search(requests=1))


def muse_row(number: int) -> dict[str, object]:
    return {
        "id": number,
        "name": "Nurse",
        "contents": "<p>Care</p>",
        "publication_date": f"2026-05-{number:02}T10:00:00Z",
        "locations": [{"name": "Berlin, Germany"}],
        "categories": [{"name": "Healthcare"}],
        "levels": [{"name": "Mid Level", "short_name": "mid"}],
        "tags": [],
        "refs": {"landing_page": f"https://www.themuse.com/jobs/clinic/nurse-{number}"},
        "company": {"id": 1, "short_name": "clinic", "name": "Clinic"},
    }


class TestTheMuse(JobSourceContract):
    answers: ClassVar = {
        "/api/public/jobs?page=0": json.dumps({"page": 0, "page_count": 2, "results": [muse_row(2)]}),
        "/api/public/jobs?page=1": json.dumps({"page": 1, "page_count": 2, "results": [muse_row(1)]}),
    }
    empty: ClassVar = {"/api/public/jobs?page=0": '{"page": 0, "page_count": 0, "results": []}'}

    def source(self, web: Web) -> JobSource:
        return TheMuse(web, api_key="the-secret-key")


RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Jobs</title>{}</channel></rss>"""
ITEM = """<item><title>Acme: Nurse</title><link>https://jobs.example/{0}</link><guid>g{0}</guid><author>Acme</author>
<pubDate>Fri, 0{0} May 2026 10:00:00 +0200</pubDate><description>&lt;p&gt;Care&lt;/p&gt;</description></item>"""


class TestWeWorkRemotely(JobSourceContract):
    answers: ClassVar = {"/remote-jobs.rss": RSS.format(ITEM.format(1) + ITEM.format(2))}
    empty: ClassVar = {"/remote-jobs.rss": RSS.format("")}

    def source(self, web: Web) -> JobSource:
        return WeWorkRemotely(web)


class TestFeed(JobSourceContract):
    answers: ClassVar = {"https://jobs.example/feed": RSS.format(ITEM.format(1) + ITEM.format(2))}
    empty: ClassVar = {"https://jobs.example/feed": RSS.format("")}

    def source(self, web: Web) -> JobSource:
        return Feed(web, urls=("https://jobs.example/feed",))

    def check_link(self, attribution: Attribution) -> None:
        assert attribution.url == ""
