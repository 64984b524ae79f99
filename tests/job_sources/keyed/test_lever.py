"""Lever's traps."""

import json
from pathlib import Path

import pytest

from copilot_adapters.job_sources.lever import Lever
from copilot_core.entities.posting import Bookmark, Posting, Refusal, Search
from copilot_core.entities.salary import Period
from copilot_core.testing import CannedWeb

ID = "b4ad9572-e20f-4185-a284-99d9740d04f0"


def row(**changes: object) -> dict[str, object]:
    return {"id": ID, "text": "Welder", "hostedUrl": f"https://jobs.lever.co/iron/{ID}", **changes}


async def found(web: CannedWeb, *companies: str, search: Search | None = None) -> list[Posting | Refusal]:
    items = Lever(web, companies=companies or ("iron",)).postings(search or Search())
    return [item async for item in items if not isinstance(item, Bookmark)]


async def only(**changes: object) -> Posting:
    (posting,) = await found(CannedWeb({"/v0/postings/iron": json.dumps([row(**changes)])}))
    assert isinstance(posting, Posting)
    return posting


async def test_creation_is_in_milliseconds() -> None:
    posting = await only(createdAt=1779223091267)
    assert posting.posted_at is not None
    assert posting.posted_at.isoformat() == "2026-05-19T20:38:11.267000+00:00"


async def test_the_text_is_opening_lists_and_end() -> None:
    posting = await only(
        opening="<p>We weld.</p>",
        description="<p>We weld.</p><p>The job.</p>",
        lists=[{"text": "You & we", "content": "<li>Steel</li>"}, {"text": "None", "content": ""}],
        additional="<p>Apply.</p>",
    )
    assert posting.description == (
        "<p>We weld.</p><p>The job.</p>\n<h3>You &amp; we</h3>\n<ul><li>Steel</li></ul>\n<p>Apply.</p>"
    )


@pytest.mark.parametrize(
    ("interval", "figures", "period"),
    [
        ("per-year-salary", (120, 240), Period.YEAR),
        ("per-month-salary", (120, 240), Period.MONTH),
        ("per-week-salary", (120, 240), Period.WEEK),
        ("per-day-wage", (120, 240), Period.DAY),
        ("per-hour-wage", (120, 240), Period.HOUR),
        ("bi-week-salary", (60, 120), Period.WEEK),
        ("semi-month-salary", (240, 480), Period.MONTH),
        ("unheard-of", (120, 240), None),
    ],
)
async def test_pay_is_for_what_its_interval_says(
    interval: str, figures: tuple[float, float], period: Period | None
) -> None:
    pay = (await only(salaryRange={"min": 120, "max": 240, "currency": "USD", "interval": interval})).pay
    assert pay is not None
    assert (pay.minimum, pay.maximum) == figures
    assert (pay.currency, pay.period) == ("USD", period)


async def test_a_single_payment_is_no_pay() -> None:
    assert (await only(salaryRange={"min": 1, "max": 2, "currency": "USD", "interval": "one-time"})).pay is None


@pytest.mark.parametrize(
    ("said", "remote", "hybrid"),
    [("remote", True, False), ("hybrid", False, True), ("onsite", False, False), ("unspecified", None, None)],
)
async def test_where_work_is_done(said: str, remote: bool | None, hybrid: bool | None) -> None:
    posting = await only(workplaceType=said)
    assert (posting.remote, posting.hybrid) == (remote, hybrid)


async def test_the_country_is_added_to_a_bare_city_only() -> None:
    assert (await only(country="GB", categories={"location": "London", "allLocations": ["London", "Oslo"]})).places == (
        "London, GB",
        "Oslo",
    )
    assert (await only(country="US", categories={"location": "New York, NY"})).places == ("New York, NY",)
    assert (await only(country="US", categories={"location": "Remote - US"})).places == ("Remote - US",)


async def test_a_large_board_is_asked_for_in_pages() -> None:
    rows = [row(id=f"{number:036}") for number in range(150)]
    web = CannedWeb(
        {
            "/v0/postings/iron?skip=0": json.dumps(rows[:100]),
            "/v0/postings/iron?skip=100": json.dumps(rows[100:]),
        }
    )
    assert len(await found(web)) == 150


async def test_a_european_board_is_asked_for_in_europe() -> None:
    web = CannedWeb({"https://api.eu.lever.co/v0/postings/iron": json.dumps([row()])})
    (posting,) = await found(web, "eu:iron")
    assert isinstance(posting, Posting)
    assert posting.company == "Iron"


@pytest.mark.parametrize("host", ["jobs.lever.co", "jobs.eu.lever.co"])
async def test_an_opening_is_found_by_its_address(host: str) -> None:
    api = host.replace("jobs", "api")
    web = CannedWeb({f"https://{api}/v0/postings/iron/{ID}": json.dumps(row())})
    posting = await Lever(web, companies=()).posting_at(f"https://{host}/iron/{ID}/apply?lever-source=x")
    assert posting is not None
    assert posting.title == "Welder"


async def test_the_recorded_boards_are_read(boards: Path) -> None:
    for file in sorted((boards / "lever").glob("*.json")):
        items = await found(CannedWeb({"/v0/postings/iron": file.read_bytes()}))
        assert len(items) == len(json.loads(file.read_bytes()))
        for item in items:
            assert isinstance(item, Posting)
            assert "<h3>" in item.description
            assert item.posted_at
            assert item.posted_at.year in {2025, 2026}
