"""Adzuna's traps."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from copilot_adapters.job_sources.adzuna import Adzuna
from copilot_core.entities.posting import Bookmark, Posting, Refusal, Search
from copilot_core.entities.salary import Origin, Period
from copilot_core.errors import Rejected, Unavailable
from copilot_core.testing import CannedWeb, Mode

US = "/v1/api/jobs/us/search/1"


def answer(*rows: Mapping[str, object]) -> dict[str, str]:
    return {US: json.dumps({"count": len(rows), "results": rows})}


def row(**changes: object) -> dict[str, object]:
    return {
        "id": "5801147013",
        "title": "Welder",
        "company": {"display_name": "Iron Works"},
        "redirect_url": "https://www.adzuna.com/details/5801147013",
        **changes,
    }


async def found(web: CannedWeb, search: Search | None = None, **settings: object) -> list[Posting | Refusal]:
    source = Adzuna(web, **{"app_id": "my-app", "app_key": "k3y", **settings})  # type: ignore[arg-type]
    return [item async for item in source.postings(search or Search()) if not isinstance(item, Bookmark)]


async def only(**changes: object) -> Posting:
    (posting,) = await found(CannedWeb(answer(row(**changes))))
    assert isinstance(posting, Posting)
    return posting


@pytest.mark.parametrize("flag", ["1", 1, True])
async def test_a_predicted_salary_is_never_stated(flag: object) -> None:
    posting = await only(salary_min=83804.48, salary_max=83804.48, salary_is_predicted=flag)
    assert posting.pay is not None
    assert posting.pay.origin is Origin.PREDICTED


@pytest.mark.parametrize("flag", ["0", 0, False, None])
async def test_a_stated_salary_is_a_year_s_pay_in_the_country_s_currency(flag: object) -> None:
    posting = await only(salary_min=85389, salary_max=116975, salary_is_predicted=flag)
    assert posting.pay is not None
    assert (posting.pay.minimum, posting.pay.maximum) == (85389, 116975)
    assert (posting.pay.currency, posting.pay.period, posting.pay.origin) == ("USD", Period.YEAR, Origin.STATED)
    assert posting.pay.inferred == {"currency", "period"}


async def test_a_salary_of_nought_is_unknown() -> None:
    assert (await only(salary_min=0, salary_max=0)).pay is None


async def test_a_link_does_not_tell_who_asked() -> None:
    link = "https://www.adzuna.com/land/ad/58?se=VDs&utm_medium=api&utm_source=my-app&v=F22&partner=my-app"
    assert (await only(redirect_url=link)).url == "https://www.adzuna.com/land/ad/58?se=VDs&v=F22"


async def test_a_place_runs_from_the_narrowest_to_the_country() -> None:
    location = {"area": ["US", "Ohio", "Franklin County", "Columbus"], "display_name": "Columbus, Franklin County"}
    assert (await only(location=location)).places == ("Columbus, Franklin County, Ohio, US",)


async def test_a_place_without_area_is_what_is_shown() -> None:
    assert (await only(location={"display_name": "Columbus"})).places == ("Columbus",)


async def test_a_row_without_a_company_is_refused_and_the_others_stay() -> None:
    items = await found(CannedWeb(answer(row(), row(id="2", title=None))))
    assert [type(item).__name__ for item in items] == ["Refusal", "Posting"]


async def test_every_country_gets_its_share_of_the_limit() -> None:
    rows = [row(id=str(number)) for number in range(50)]
    body = json.dumps({"count": 500, "results": rows})
    web = CannedWeb({US: body, "/v1/api/jobs/de/search/1": body.replace('"id": "', '"id": "de')})
    items = await found(web, Search(limit=20), countries=("us", "de"))
    assert sum(item.external_id.startswith("de") for item in items) == 10
    assert len(items) == 20


async def test_a_search_is_asked_for_newest_first() -> None:
    web = CannedWeb(answer(row()))
    await found(web, Search(text="welder", where="Ohio"))
    asked = web.requests[0].params
    assert (asked["what"], asked["where"], asked["sort_by"]) == ("welder", "Ohio", "date")


async def test_pages_end_with_the_last_result() -> None:
    web = CannedWeb(answer(row()))
    await found(web)
    assert len(web.requests) == 1


@pytest.mark.parametrize(("settings", "missing"), [({"app_id": ""}, "app_id"), ({"app_key": " "}, "app_key")])
async def test_a_missing_key_says_where_it_is_free(settings: dict[str, Any], missing: str) -> None:
    with pytest.raises(Rejected, match=rf"Adzuna: needs {missing}: free at https://developer\.adzuna\.com"):
        await found(CannedWeb({}), **settings)


async def test_a_refused_key_is_a_wrong_setting_and_not_a_block() -> None:
    with pytest.raises(Rejected) as caught:
        await found(CannedWeb(answer(), Mode.REFUSED_KEY))
    assert caught.value.code == "board_misconfigured"


async def test_a_country_that_fails_loses_no_other() -> None:
    web = CannedWeb({**answer(row()), "/v1/api/jobs/xx/search/1": ""}, Mode.GONE, only="/xx/")
    refusal, posting = await found(web, countries=("xx", "us"))
    assert isinstance(refusal, Refusal)
    assert str(refusal.reason) == "Adzuna knows no xx"
    assert isinstance(posting, Posting)


async def test_after_a_limit_no_further_country_is_asked() -> None:
    web = CannedWeb(answer(row()), Mode.LIMITED)
    with pytest.raises(Unavailable):
        await found(web, countries=("us", "de", "gb"))
    assert len(web.requests) == 1


async def test_the_recorded_answers_hold_four_american_jobs_of_which_pay_is_mostly_guessed(boards: Path) -> None:
    items = await found(
        CannedWeb({US: (boards / "adzuna" / "us_search_2026-07.json").read_bytes()}), Search(requests=1)
    )
    pays = {item.external_id: item.pay for item in items if isinstance(item, Posting)}
    origins = [pay.origin for pay in pays.values() if pay]
    assert len(pays) == 4
    assert origins.count(Origin.STATED) == 1
    assert not any("REDACTED" in item.url for item in items if isinstance(item, Posting))
