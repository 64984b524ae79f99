"""Ashby's traps."""

import json
from pathlib import Path

import pytest

from copilot_adapters.job_sources.ashby import Ashby
from copilot_core.entities.posting import Bookmark, Posting, Refusal, Search
from copilot_core.entities.salary import Period
from copilot_core.errors import NotFound
from copilot_core.testing import CannedWeb

ID = "03e2d4e1-73ad-4f09-a058-2eb9ce34c2bc"
BOARD = "/posting-api/job-board/iron"


def row(**changes: object) -> dict[str, object]:
    return {"id": ID, "title": "Welder", "jobUrl": f"https://jobs.ashbyhq.com/iron/{ID}", "isListed": True, **changes}


def board(*rows: object) -> CannedWeb:
    return CannedWeb({BOARD: json.dumps({"jobs": rows, "apiVersion": "1"})})


async def found(web: CannedWeb) -> list[Posting | Refusal]:
    items = [item async for item in Ashby(web, companies=("iron",)).postings(Search())]
    return [item for item in items if not isinstance(item, Bookmark)]


async def only(**changes: object) -> Posting:
    (posting,) = await found(board(row(**changes)))
    assert isinstance(posting, Posting)
    return posting


def salary(low: float | None, high: float | None, interval: str = "1 YEAR", currency: str = "USD") -> dict[str, object]:
    return {
        "compensationType": "Salary",
        "minValue": low,
        "maxValue": high,
        "interval": interval,
        "currencyCode": currency,
    }


EQUITY = {"compensationType": "EquityCashValue", "minValue": 5, "maxValue": 9, "interval": "1 YEAR"}


async def test_what_is_not_listed_is_dropped_and_no_refusal() -> None:
    assert [item.external_id for item in await found(board(row(), row(id="2", isListed=False)))] == [ID]
    assert await found(board(row(isListed=False))) == []


async def test_compensation_is_asked_for() -> None:
    web = board(row())
    await found(web)
    assert web.requests[0].params == {"includeCompensation": "true"}


async def test_the_summary_s_salary_is_the_pay_and_equity_is_not() -> None:
    line = "$151K – $231K • Offers Equity"
    posting = await only(
        compensation={"compensationTierSummary": line, "summaryComponents": [EQUITY, salary(151_000, 231_000)]}
    )
    assert posting.pay is not None
    assert (posting.pay.minimum, posting.pay.maximum) == (151_000, 231_000)
    assert (posting.pay.currency, posting.pay.period) == ("USD", Period.YEAR)
    assert posting.pay.text == posting.pay_text == line


async def test_without_a_summary_the_tiers_are_put_together() -> None:
    tiers = [{"components": [salary(168, 231), EQUITY]}, {"components": [salary(151, 207), salary(1, 2, "1 HOUR")]}]
    pay = (await only(compensation={"compensationTiers": tiers})).pay
    assert pay is not None
    assert (pay.minimum, pay.maximum) == (151, 231)


@pytest.mark.parametrize(
    ("interval", "low", "period"),
    [
        ("1 HOUR", 1000, Period.HOUR),
        ("1 MONTH", 1000, Period.MONTH),
        ("2 WEEK", 500, Period.WEEK),
        ("NONE", 1000, None),
    ],
)
async def test_an_interval_may_be_several_periods(interval: str, low: float, period: Period | None) -> None:
    pay = (await only(compensation={"summaryComponents": [salary(1000, None, interval)]})).pay
    assert pay is not None
    assert (pay.minimum, pay.maximum, pay.period) == (low, None, period)


async def test_no_figures_are_no_pay_but_the_words_stay() -> None:
    posting = await only(
        compensation={"compensationTierSummary": "Competitive", "summaryComponents": [salary(None, None)]}
    )
    assert (posting.pay, posting.pay_text) == (None, "Competitive")


async def test_further_places_are_places_too_and_a_bare_city_gets_its_country() -> None:
    posting = await only(
        location="London",
        address={"postalAddress": {"addressLocality": "London", "addressCountry": "United Kingdom"}},
        secondaryLocations=[
            {"location": "New York, NY (HQ)", "address": {"postalAddress": {"addressCountry": "USA"}}},
            {"location": "Remote (US)", "address": None},
        ],
    )
    assert posting.places == ("London, United Kingdom", "New York, NY (HQ)", "Remote (US)")


async def test_a_region_is_not_narrowed_to_the_country_of_its_address() -> None:
    address = {"postalAddress": {"addressCountry": "United States"}}
    assert (await only(location="North America", address=address, isRemote=True)).places == ("North America",)


@pytest.mark.parametrize(
    ("kind", "flag", "remote", "hybrid"),
    [
        ("Remote", True, True, False),
        ("Hybrid", True, False, True),
        ("OnSite", False, False, False),
        (None, True, True, None),
        (None, None, None, None),
    ],
)
async def test_where_work_is_done(
    kind: str | None, flag: bool | None, remote: bool | None, hybrid: bool | None
) -> None:
    posting = await only(workplaceType=kind, isRemote=flag)
    assert (posting.remote, posting.hybrid) == (remote, hybrid)


async def test_an_opening_is_found_by_its_address() -> None:
    posting = await Ashby(board(row(id="x"), row()), companies=()).posting_at(
        f"https://jobs.ashbyhq.com/iron/{ID.upper()}/application"
    )
    assert posting is not None
    assert posting.external_id == ID


async def test_an_opening_that_left_the_board_is_not_found() -> None:
    with pytest.raises(NotFound):
        await Ashby(board(), companies=()).posting_at(f"https://jobs.ashbyhq.com/iron/{ID}")


async def test_the_recorded_boards_are_read(boards: Path) -> None:
    for file in sorted((boards / "ashby").glob("*.json")):
        items = await found(CannedWeb({BOARD: file.read_bytes()}))
        listed = [job for job in json.loads(file.read_bytes())["jobs"] if job["isListed"]]
        assert len(items) == len(listed)
        paid = sum(bool(job["compensation"]["summaryComponents"]) for job in listed)
        assert sum(item.pay is not None for item in items if isinstance(item, Posting)) == paid
