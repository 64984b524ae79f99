"""Greenhouse's traps."""

import json
from pathlib import Path

import pytest

from copilot_adapters.job_sources.greenhouse import Greenhouse
from copilot_core.entities.posting import Posting, Refusal, Search
from copilot_core.errors import NotFound, Rejected, Unavailable
from copilot_core.testing import CannedWeb, Mode


def row(**changes: object) -> dict[str, object]:
    return {"id": 7, "title": "Welder", "absolute_url": "https://boards.greenhouse.io/iron/jobs/7", **changes}


def board(*rows: object) -> str:
    return json.dumps({"jobs": rows, "meta": {"total": len(rows)}})


async def found(web: CannedWeb, *companies: str, **search: int) -> list[Posting | Refusal]:
    source = Greenhouse(web, companies=companies or ("iron",))
    return [item async for item in source.postings(Search(**search))]  # type: ignore[arg-type]


async def only(**changes: object) -> Posting:
    (posting,) = await found(CannedWeb({"/v1/boards/iron/jobs": board(row(**changes))}))
    assert isinstance(posting, Posting)
    return posting


async def test_content_is_unescaped_once_and_stays_html() -> None:
    posting = await only(content="&lt;p&gt;R&amp;amp;D, 5 &amp;lt; 6&lt;/p&gt;")
    assert posting.description == "<p>R&amp;D, 5 &lt; 6</p>"


async def test_the_content_is_asked_for() -> None:
    web = CannedWeb({"/v1/boards/iron/jobs": board(row())})
    await found(web)
    assert web.requests[0].params == {"content": "true"}


async def test_several_places_in_one_line_are_several() -> None:
    line = {"name": "San Francisco, CA | New York City, NY ; Seattle, WA"}
    assert (await only(location=line)).places == ("San Francisco, CA", "New York City, NY", "Seattle, WA")


async def test_offices_are_the_places_when_none_is_named() -> None:
    offices = [{"name": "HQ", "location": "Berlin, Germany"}, {"name": "Lyon", "location": None}]
    assert (await only(location={"name": ""}, offices=offices)).places == ("Berlin, Germany", "Lyon")


@pytest.mark.parametrize(
    ("name", "value", "remote", "hybrid"),
    [
        ("Location Type", "Remote", True, False),
        ("Workplace", "Hybrid", False, True),
        ("Work Model", "On-Site", False, False),
        ("Quota Coverage Type", "Remote", None, None),
        ("Location Type", "Berlin", None, None),
        ("Location Type", ["Remote"], None, None),
    ],
)
async def test_the_employer_s_own_field_tells_where_work_is_done(
    name: str, value: object, remote: bool | None, hybrid: bool | None
) -> None:
    posting = await only(metadata=[{"id": 1, "name": name, "value": value, "value_type": "single_select"}])
    assert (posting.remote, posting.hybrid) == (remote, hybrid)


async def test_a_field_that_contradicts_the_place_says_nothing() -> None:
    metadata = [{"name": "Location Type", "value": "On-Site"}]
    posting = await only(location={"name": "London; Remote-Friendly, US"}, metadata=metadata)
    assert posting.remote is None


async def test_the_employer_s_name_is_that_of_the_board_when_it_is_not_told() -> None:
    assert (await only()).company == "Iron"
    assert (await only(company_name="Iron & Sons")).company == "Iron & Sons"


async def test_first_publication_counts_and_not_the_last_change() -> None:
    posting = await only(first_published="2026-04-17T05:58:03-04:00", updated_at="2026-07-17T08:48:22-04:00")
    assert posting.posted_at is not None
    assert posting.posted_at.isoformat() == "2026-04-17T09:58:03+00:00"


async def test_an_unknown_employer_is_refused_by_name_and_the_others_stay() -> None:
    web = CannedWeb({"/v1/boards/iron/jobs": board(row())}, Mode.GONE, only="/nobody/")
    refusal, posting = await found(web, "nobody", "iron")
    assert isinstance(refusal, Refusal)
    assert str(refusal.reason) == "Greenhouse knows no nobody"
    assert isinstance(posting, Posting)


async def test_when_no_employer_is_known_the_setting_is_wrong() -> None:
    with pytest.raises(Rejected, match="nothing at nobody, noone: check companies"):
        await found(CannedWeb({}, Mode.GONE), "nobody", "noone")


async def test_an_employer_that_cannot_be_reached_is_told_after_the_others() -> None:
    web = CannedWeb({"/v1/boards/iron/jobs": board(row())}, Mode.BROKEN, only="/slow/")
    items = aiter(Greenhouse(web, companies=("slow", "iron")).postings(Search()))
    assert isinstance(await anext(items), Refusal)
    assert isinstance(await anext(items), Posting)
    with pytest.raises(Unavailable, match="HTTP 500"):
        await anext(items)


async def test_without_employers_the_setting_is_missing() -> None:
    with pytest.raises(Rejected, match="Greenhouse: needs companies"):
        await found(CannedWeb({}), " ")


async def test_employers_beyond_the_requests_are_named() -> None:
    web = CannedWeb({f"/v1/boards/{name}/jobs": board(row(id=name)) for name in "abc"})
    items = await found(web, "a", "b", "c", requests=2)
    assert len(web.requests) == 2
    assert isinstance(items[-1], Refusal)
    assert str(items[-1].reason).startswith("c was not asked")


async def test_a_large_employer_does_not_crowd_out_a_small_one() -> None:
    web = CannedWeb(
        {
            "/v1/boards/large/jobs": board(*(row(id=number) for number in range(500))),
            "/v1/boards/small/jobs": board(row(id="small")),
        }
    )
    items = await found(web, "large", "small", limit=100)
    assert "small" in {item.external_id for item in items}


async def test_a_name_cannot_lead_to_another_address() -> None:
    web = CannedWeb({"/v1/boards/..%2F..%2Fx%3Fy/jobs": board(row())})
    assert len(await found(web, "../../x?y")) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://boards.greenhouse.io/iron/jobs/7",
        "https://job-boards.greenhouse.io/iron/jobs/7?gh_src=abc",
        "https://boards.greenhouse.io/embed/job_app?for=iron&token=7",
    ],
)
async def test_an_opening_is_found_by_its_address(url: str) -> None:
    ranges = [{"min_cents": 5_000_000, "max_cents": 6_000_000, "currency_type": "EUR"}]
    web = CannedWeb({"/v1/boards/iron/jobs/7": json.dumps(row(pay_input_ranges=ranges))})
    posting = await Greenhouse(web, companies=()).posting_at(url)
    assert posting is not None
    assert posting.pay is not None
    assert (posting.pay.minimum, posting.pay.maximum, posting.pay.currency, posting.pay.period) == (
        50_000, 60_000, "EUR", None,
    )  # fmt: skip


@pytest.mark.parametrize("url", ["https://boards.greenhouse.io/iron", "https://evil.example/iron/jobs/7", "nonsense"])
async def test_other_addresses_are_not_this_board_s(url: str) -> None:
    assert await Greenhouse(CannedWeb({}), companies=()).posting_at(url) is None


async def test_an_opening_that_is_gone_is_not_found() -> None:
    with pytest.raises(NotFound):
        await Greenhouse(CannedWeb({}, Mode.GONE), companies=()).posting_at("https://boards.greenhouse.io/iron/jobs/7")


async def test_the_recorded_boards_are_read(boards: Path) -> None:
    for file in sorted((boards / "greenhouse").glob("*.json")):
        items = await found(CannedWeb({"/v1/boards/iron/jobs": file.read_bytes()}))
        assert len(items) == len(json.loads(file.read_bytes())["jobs"])
        for item in items:
            assert isinstance(item, Posting)
            assert "&lt;" not in item.description[:200]
            assert "<p>" in item.description
            assert item.places
            assert item.department
