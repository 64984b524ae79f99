"""Whatever stands in a row: it becomes a posting of the right types or a refusal, or the answer is told as changed."""

import asyncio
import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot_adapters.job_sources.adzuna import Adzuna
from copilot_adapters.job_sources.ashby import Ashby
from copilot_adapters.job_sources.greenhouse import Greenhouse
from copilot_adapters.job_sources.jsearch import JSearch
from copilot_adapters.job_sources.lever import Lever
from copilot_adapters.job_sources.usajobs import USAJobs
from copilot_adapters.job_sources.webpage import WebPage
from copilot_core.entities.posting import Posting, Refusal, Search
from copilot_core.errors import CopilotError
from copilot_core.ports.job_source import JobSource
from copilot_core.ports.web import Web
from copilot_core.testing import CannedWeb

ROWS: dict[str, dict[str, Any]] = {
    "adzuna": {
        "id": "1", "title": "Welder", "company": {"display_name": "Iron"}, "redirect_url": "https://a.example/1?x=y",
        "location": {"area": ["US", "Ohio"], "display_name": "Ohio"}, "category": {"label": "Trade"},
        "created": "2026-07-15T08:33:45Z", "salary_min": 1, "salary_max": 2, "salary_is_predicted": "0",
        "contract_time": "full_time", "contract_type": "permanent", "description": "x",
    },
    "jsearch": {
        "job_id": "1", "job_title": "Welder", "employer_name": "Iron", "job_apply_link": "https://a.example/1",
        "job_location": "Leeds • via X", "job_city": "Leeds", "job_is_remote": True, "job_employment_types": ["X"],
        "job_posted_at_timestamp": 1700842006, "job_posted_at_datetime_utc": "2026-01-01T00:00:00Z",
        "job_min_salary": 1, "job_max_salary": 2, "job_salary_period": "YEAR", "employer_website": "https://b.example",
    },
    "usajobs": {
        "MatchedObjectId": "1",
        "MatchedObjectDescriptor": {
            "PositionTitle": "Welder", "PositionURI": "https://u.example:443/1", "ApplyURI": ["https://u.example:443/"],
            "OrganizationName": "Iron", "PositionLocation": [{"LocationName": "Ohio"}],
            "PositionRemuneration": [{"MinimumRange": "1", "MaximumRange": "2", "RateIntervalCode": "BW"}],
            "JobCategory": [{"Name": "x"}], "PositionSchedule": [{"Name": "x"}], "PublicationStartDate": "2026-01-01",
            "UserArea": {"Details": {"JobSummary": "x", "MajorDuties": ["x"], "WhoMayApply": {"Name": "x"}}},
        },
    },
    "greenhouse": {
        "id": 1, "title": "Welder", "absolute_url": "https://g.example/1", "location": {"name": "Ohio"},
        "content": "&lt;p&gt;", "metadata": [{"name": "Location Type", "value": "Remote"}],
        "offices": [{"name": "x", "location": "y"}], "departments": [{"name": "x"}], "first_published": "2026-01-01",
        "pay_input_ranges": [{"min_cents": 1, "max_cents": 2, "currency_type": "USD"}], "application_deadline": None,
    },
    "lever": {
        "id": "1", "text": "Welder", "hostedUrl": "https://l.example/1", "createdAt": 1779223091267, "country": "US",
        "categories": {"location": "Ohio", "allLocations": ["Ohio", "Rome"], "commitment": "x", "department": "x"},
        "lists": [{"text": "x", "content": "<li>y"}], "description": "x", "additional": "x", "workplaceType": "remote",
        "salaryRange": {"min": 1, "max": 2, "currency": "USD", "interval": "bi-week-salary"}, "salaryDescription": "x",
    },
    "ashby": {
        "id": "1", "title": "Welder", "jobUrl": "https://a.example/1", "location": "Ohio", "isRemote": True,
        "address": {"postalAddress": {"addressLocality": "x", "addressCountry": "y"}}, "workplaceType": "Remote",
        "secondaryLocations": [{"location": "x", "address": {"postalAddress": {"addressCountry": "y"}}}],
        "compensation": {
            "compensationTierSummary": "x",
            "summaryComponents": [{"compensationType": "Salary", "minValue": 1, "maxValue": 2, "interval": "2 WEEK"}],
            "compensationTiers": [{"components": [{"compensationType": "Salary", "minValue": 1}]}],
        },
    },
    "webpage": {
        "@type": "JobPosting", "title": "Welder", "hiringOrganization": {"name": "Iron"}, "identifier": {"value": 1},
        "jobLocation": [{"name": "x", "address": {"addressLocality": "Ohio", "addressCountry": {"name": ["US"]}}}],
        "baseSalary": {"currency": "USD", "value": {"minValue": 1, "maxValue": 2, "unitText": "HOUR"}},
        "applicantLocationRequirements": [{"name": "US"}], "employmentType": ["X"], "datePosted": "2026-01-01",
        "description": "x", "experienceRequirements": {"monthsOfExperience": 1}, "url": "https://p.example/2",
    },
}  # fmt: skip

Serve = Callable[[dict[str, Any]], tuple[str, str]]
Make = Callable[[Web], JobSource]
BOARDS: dict[str, tuple[Serve, Make]] = {
    "adzuna": (
        lambda row: ("/v1/api/jobs/us/search/1", json.dumps({"count": 1, "results": [row]})),
        lambda web: Adzuna(web, app_id="a", app_key="b"),
    ),
    "jsearch": (
        lambda row: ("/search-v2", json.dumps({"data": {"jobs": [row]}})),
        lambda web: JSearch(web, api_key="k"),
    ),
    "usajobs": (
        lambda row: ("/api/Search", json.dumps({"SearchResult": {"SearchResultItems": [row]}})),
        lambda web: USAJobs(web, email="e", api_key="k"),
    ),
    "greenhouse": (
        lambda row: ("/v1/boards/iron/jobs", json.dumps({"jobs": [row]})),
        lambda web: Greenhouse(web, companies=("iron",)),
    ),
    "lever": (lambda row: ("/v0/postings/iron", json.dumps([row])), lambda web: Lever(web, companies=("iron",))),
    "ashby": (
        lambda row: ("/posting-api/job-board/iron", json.dumps({"jobs": [row]})),
        lambda web: Ashby(web, companies=("iron",)),
    ),
    "webpage": (
        lambda row: ("/1", f'<script type="application/ld+json">{json.dumps(row)}</script>'),
        lambda web: WebPage(web, urls=("https://p.example/1",)),
    ),
}

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=20),
    st.sampled_from(
        ["", "http://[::1", "9" * 400, "1e400", "-1", "\ud800", "\u202e", "0 WEEK", "99 YEAR", "per-", "•"]
    ),
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


def paths(value: object, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    entries: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*above, key)
        yield from paths(inner, (*above, key))


def replaced(row: dict[str, Any], path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    changed: Any = copy.deepcopy(row)
    target = changed
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    return changed  # type: ignore[no-any-return]


async def collected(source: JobSource) -> list[object]:
    items: list[object] = []
    try:
        async for item in source.postings(Search(requests=1)):
            items.append(item)  # noqa: PERF401 - what came before a failure counts
    except CopilotError as error:
        items.append(str(error))
    return items


@pytest.mark.parametrize("board", BOARDS)
def test_each_row_as_it_is_becomes_a_posting(board: str) -> None:
    serve, make = BOARDS[board]
    (posting,) = asyncio.run(collected(make(CannedWeb(dict([serve(ROWS[board])])))))
    assert isinstance(posting, Posting)
    assert (posting.title, posting.company) == ("Welder", "Iron")


@pytest.mark.slow
@pytest.mark.parametrize("board", BOARDS)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_whatever_stands_in_a_field(board: str, data: st.DataObject) -> None:
    serve, make = BOARDS[board]
    row = ROWS[board]
    for _ in range(data.draw(st.integers(1, 3))):
        row = replaced(row, data.draw(st.sampled_from(sorted(paths(row), key=str))), data.draw(ANYTHING))
    for item in asyncio.run(collected(make(CannedWeb(dict([serve(row)]))))):
        assert isinstance(item, Posting | Refusal | str)
        if isinstance(item, Posting):
            assert_types(item)


def assert_types(posting: Posting) -> None:
    for name in ("external_id", "url", "title", "company", "description", "pay_text", "department", "apply_url"):
        assert isinstance(getattr(posting, name), str), name
    for name in ("places", "work_from", "employment", "tags"):
        assert all(isinstance(part, str) for part in getattr(posting, name)), name
    assert posting.remote in {True, False, None}
    for moment in (posting.posted_at, posting.closes_at):
        assert moment is None or moment.tzinfo is not None
    if posting.pay is not None:
        figures = [figure for figure in (posting.pay.minimum, posting.pay.maximum) if figure is not None]
        assert figures
        assert all(0 < figure < float("inf") for figure in figures)
        assert figures == sorted(figures)
