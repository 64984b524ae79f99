"""JSearch's traps."""

import json
import re
from pathlib import Path

import pytest

from copilot_adapters.job_sources.jsearch import JSearch
from copilot_core.entities.posting import Bookmark, Posting, Search
from copilot_core.entities.salary import Period
from copilot_core.errors import Rejected
from copilot_core.testing import CannedWeb, Mode


def row(**changes: object) -> dict[str, object]:
    return {
        "job_id": "MDR0STF1",
        "job_title": "Welder",
        "employer_name": "Iron Works",
        "job_apply_link": "https://jobs.example/1",
        **changes,
    }


def web_with(*rows: object, cursor: str | None = None) -> CannedWeb:
    return CannedWeb({"/search-v2": json.dumps({"data": {"jobs": rows, "cursor": cursor}})})


async def found(web: CannedWeb, search: Search | None = None, **settings: object) -> list[Posting]:
    source = JSearch(web, **{"api_key": "k3y", **settings})  # type: ignore[arg-type]
    items = [item async for item in source.postings(search or Search()) if not isinstance(item, Bookmark)]
    assert all(isinstance(item, Posting) for item in items), items
    return [item for item in items if isinstance(item, Posting)]


async def only(**changes: object) -> Posting:
    (posting,) = await found(web_with(row(**changes)))
    return posting


async def test_the_line_about_the_publisher_is_no_place() -> None:
    assert (await only(job_location="Madrid     •  a través de LinkedIn")).places == ("Madrid",)


async def test_city_state_and_country_make_one_place() -> None:
    posting = await only(job_city="Leeds", job_state="England", job_country="GB", job_location="Leeds • via X")
    assert posting.places == ("Leeds, England, GB",)


async def test_a_country_alone_is_a_place_when_nothing_else_is_said() -> None:
    assert (await only(job_country="GB")).places == ("GB",)


async def test_not_flagged_as_remote_says_nothing() -> None:
    assert (await only(job_is_remote=False, job_title="Developer (remote)")).remote is None
    assert (await only(job_is_remote=True)).remote is True


async def test_times_that_are_null_stay_unknown() -> None:
    posting = await only(job_posted_at_timestamp=None, job_posted_at_datetime_utc=None, job_posted_at="hace 5 días")
    assert posting.posted_at is None


async def test_a_time_in_seconds_is_read() -> None:
    posting = await only(job_posted_at_timestamp=1700842006)
    assert posting.posted_at is not None
    assert posting.posted_at.isoformat() == "2023-11-24T16:06:46+00:00"


async def test_pay_has_no_currency_unless_it_is_said() -> None:
    posting = await only(job_min_salary=42000, job_max_salary=55000, job_salary_period="YEAR")
    assert posting.pay is not None
    assert (posting.pay.currency, posting.pay.period) == (None, Period.YEAR)


async def test_one_id_is_taken_once() -> None:
    assert len(await found(web_with(row(), row(job_publisher="Indeed"), row(job_id="other")))) == 2


async def test_the_cursor_leads_to_the_next_page() -> None:
    web = CannedWeb(
        {
            "/search-v2": json.dumps({"data": {"jobs": [row()], "cursor": "n+1/="}}),
            "/search-v2?cursor=n%2B1/%3D": json.dumps({"data": {"jobs": [row(job_id="2")]}}),
        }
    )
    assert [posting.external_id for posting in await found(web)] == ["MDR0STF1", "2"]
    assert len(web.requests) == 2


async def test_a_page_with_the_old_shape_is_read_too() -> None:
    web = CannedWeb({"/search-v2": json.dumps({"data": [row()]})})
    assert len(await found(web)) == 1


async def test_words_place_and_key_are_sent() -> None:
    web = web_with(row())
    await found(web, Search(text="welder", where="Leeds", remote=True), country="gb")
    asked = web.requests[0]
    assert asked.params["query"] == "welder in Leeds"
    assert (asked.params["work_from_home"], asked.params["country"]) == ("true", "gb")
    assert asked.headers["X-RapidAPI-Key"] == "k3y"


async def test_without_a_key_it_says_where_to_get_one() -> None:
    with pytest.raises(Rejected, match="JSearch: needs api_key: free at https://rapidapi"):
        await found(CannedWeb({}), api_key="")


async def test_a_refused_key_is_a_wrong_setting() -> None:
    with pytest.raises(Rejected, match="its key was refused"):
        await found(CannedWeb({}, Mode.REFUSED_KEY))


async def test_the_recorded_answer_of_the_second_version_is_read(boards: Path) -> None:
    body = (boards / "jsearch" / "search_v2_es_2026-08.json").read_bytes()
    postings = await found(CannedWeb({"/search-v2": body}), Search(requests=1))
    assert {posting.company for posting in postings} == {"CHECK24 España", "JobLeads", "HAYS"}


async def test_the_recorded_answer_of_the_first_version_is_read(boards: Path) -> None:
    script = (boards / "jsearch" / "search_uk_2023-11.mock.js").read_text()
    postings = await found(CannedWeb({"/search": as_json(script)}), Search(requests=1), path="/search")
    assert [posting.title for posting in postings] == ["Javascript Developer (React Native)"]
    assert postings[0].posted_at is not None
    assert postings[0].places == ("GB",)


def as_json(script: str) -> str:
    """Make JSON of a JavaScript literal: quote its keys, drop its trailing commas."""
    literal = script[script.index("{") : script.rindex("}") + 1]
    quoted = re.sub(r"(?m)^(\s*)(\w+):", r'\1"\2":', literal)
    return re.sub(r",(\s*[}\]])", r"\1", quoted)
