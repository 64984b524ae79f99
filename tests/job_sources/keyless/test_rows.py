"""Answers taken row by row, however they were cut or filled."""

import json
import time
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copilot_adapters.html_cleaners.markdown import Markdown
from copilot_adapters.job_sources.arbeitnow import Arbeitnow
from copilot_adapters.job_sources.cut_json import without_the_cut_end
from copilot_adapters.job_sources.hackernews import HackerNews
from copilot_adapters.job_sources.himalayas import Himalayas
from copilot_adapters.job_sources.jobicy import Jobicy
from copilot_adapters.job_sources.remoteok import RemoteOK
from copilot_adapters.job_sources.remotive import Remotive
from copilot_adapters.job_sources.rows import read_page, up_to
from copilot_adapters.job_sources.themuse import TheMuse
from copilot_core.entities.posting import Bookmark, Posting, Refusal, Search
from copilot_core.errors import CopilotError
from copilot_core.ports.job_source import JobSource
from copilot_core.ports.web import Answer, Web
from copilot_core.rules.gate import admit
from copilot_core.testing import CannedWeb

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(alphabet='ab"\\{}[]:,é', max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet='a"{]', max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)
ROWS = st.lists(st.dictionaries(st.sampled_from(["id", "title", "x"]), VALUES, max_size=3), min_size=1, max_size=6)


@given(ROWS, st.floats(0, 1), st.booleans())
def test_what_came_before_a_cut_is_what_was_sent(rows: list[dict[str, Any]], share: float, nested: bool) -> None:
    document: object = {"count": 3, "data": {"jobs": rows, "after": [{"id": 9}]}} if nested else rows
    whole = json.dumps(document)
    cut = whole[: int(len(whole) * share)]
    closed = without_the_cut_end(cut)
    if not closed:
        return
    found = json.loads(closed)
    kept = found["data"]["jobs"] if nested else found
    if isinstance(kept, list) and all(row in rows for row in kept):
        assert kept == rows[: len(kept)]
    else:  # cut within the first row: what it holds was taken for rows, which no board's list is
        assert len(cut) < len(whole)


@pytest.mark.parametrize("unit", ['"', '\\"', "[", "{", '{"a":[', "]", '[{"a":1},', '"a\\'])
def test_no_cut_answer_is_slow(unit: str) -> None:
    def seconds(times: int) -> float:
        text = '[{"a": "' + unit * times
        started = time.process_time()
        without_the_cut_end(text)
        return time.process_time() - started

    small = max(min(seconds(10_000) for _ in range(2)), 0.001)
    assert min(seconds(100_000) for _ in range(2)) < 40 * small


class Titled(msgspec.Struct):
    title: str


def posting(row: Titled) -> Posting:
    return Posting(external_id=row.title, url="https://x.example/", title=row.title, company="")


@given(st.lists(st.booleans(), max_size=20), st.integers(0, 10))
def test_refusals_do_not_count_towards_the_limit(good: list[bool], limit: int) -> None:
    body = json.dumps([{"title": "x"} if one else {} for one in good] + [{"title": "last"}]).encode()
    items = list(up_to(limit, read_page(Answer("https://x.example/", 200, body), board="X").read(Titled, posting)))
    assert sum(isinstance(item, Posting) for item in items) == min(limit, sum(good) + 1)
    assert sum(isinstance(item, Refusal) for item in items) == good.count(False)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "board_unreachable"),
        (b"[", "board_unreachable"),
        (b'[{"title": "a"}, {"ti', "board_unreachable"),
        (b"{}", "board_changed"),
        (b"null", "board_changed"),
        (b"rubbish", "board_changed"),
        (b'[{"headline": "a"}]', "board_changed"),
        (b"\xff\xfe[]", "board_changed"),
        (b"[" * 100_000, "board_"),
    ],
)
def test_a_body_that_is_no_list_of_rows_is_told(body: bytes, code: str) -> None:
    with pytest.raises(CopilotError) as caught:
        list(read_page(Answer("https://x.example/", 200, body), board="X").read(Titled, posting))
    assert caught.value.code.startswith(code)


RUBBISH = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=10), st.lists(st.none() | st.text(max_size=4) | st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=3), st.none() | st.integers(), max_size=2),
    st.sampled_from(["0", "-1", "1e400", "NaN", "2026-13-45", "0000-00-00T00:00:00", "9999-12-31T23:59:59-14:00"]),
)  # fmt: skip

BOARDS: dict[str, tuple[Callable[[Web], JobSource], str, str, list[str], Any]] = {
    "remotive": (Remotive, "/api/remote-jobs", "jobs", [
        "id", "url", "title", "company_name", "tags", "publication_date", "salary", "job_type", "category",
        "candidate_required_location", "description"], None),
    "remoteok": (RemoteOK, "/api", "", [
        "id", "url", "position", "company", "tags", "date", "epoch", "salary_min", "salary_max", "location",
        "description"], None),
    "arbeitnow": (Arbeitnow, "/api/job-board-api", "data", [
        "slug", "url", "title", "company_name", "remote", "tags", "job_types", "location", "created_at"], None),
    "jobicy": (Jobicy, "/api/v2/remote-jobs", "jobs", [
        "id", "url", "jobTitle", "companyName", "jobIndustry", "jobType", "jobGeo", "jobLevel", "pubDate", "salaryMin",
        "salaryMax", "salaryCurrency", "salaryPeriod", "annualSalaryMin", "annualSalaryMax"], None),
    "himalayas": (Himalayas, "/jobs/api", "jobs", [
        "guid", "title", "companyName", "minSalary", "maxSalary", "currency", "salaryPeriod", "seniority",
        "locationRestrictions", "timezoneRestrictions", "categories", "pubDate", "expiryDate", "applicationLink"], None),
    "themuse": (TheMuse, "/api/public/jobs", "results", [
        "id", "name", "contents", "publication_date", "locations", "categories", "levels", "tags", "refs", "company"],
        None),
    "hackernews": (HackerNews, "/api/v1/search_by_date?tags=comment,story_7", "hits", [
        "objectID", "comment_text", "parent_id", "story_id", "created_at", "created_at_i"],
        {"/api/v1/search_by_date?tags=story,author_whoishiring":
         '{"hits": [{"objectID": "7", "title": "Who is hiring?"}]}'}),
}  # fmt: skip


@pytest.mark.parametrize("board", BOARDS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
async def test_whatever_a_row_holds_it_is_a_posting_a_refusal_or_a_named_failure(board: str, data: Any) -> None:
    make, path, at, fields, more = BOARDS[board]
    rows = data.draw(st.lists(st.dictionaries(st.sampled_from(fields), RUBBISH), max_size=3) | RUBBISH)
    document = {at: rows} if at else rows
    web = CannedWeb({**(more or {}), path: json.dumps(document)})
    try:
        items = [item async for item in make(web).postings(Search(requests=2)) if not isinstance(item, Bookmark)]
    except CopilotError:
        return
    for item in items:
        assert isinstance(item, Posting | Refusal)
        assert isinstance(admit(item, Markdown().to_markdown), Posting | Refusal)
