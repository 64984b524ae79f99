"""Greenhouse's traps."""

import json

import pytest

from copilot_adapters.job_sources.greenhouse import Greenhouse
from copilot_core.entities.posting import Bookmark, Posting, Refusal, Search
from copilot_core.errors import Rejected, Unavailable
from copilot_core.testing import CannedWeb, Mode


def row(**changes: object) -> dict[str, object]:
    return {"id": 7, "title": "Welder", "absolute_url": "https://boards.greenhouse.io/iron/jobs/7", **changes}


def board(*rows: object) -> str:
    return json.dumps({"jobs": rows, "meta": {"total": len(rows)}})


async def found(web: CannedWeb, *companies: str, **search: int) -> list[Posting | Refusal]:
    source = Greenhouse(web, companies=companies or ("iron",))
    items = source.postings(Search(**search))  # type: ignore[arg-type]
    return [item async for item in items if not isinstance(item, Bookmark)]


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


async def test_every_employer_is_asked_even_when_there_are_more_than_requests() -> None:
    web = CannedWeb({f"/v1/boards/{name}/jobs": board(row(id=name)) for name in "abc"})
    items = await found(web, "a", "b", "c", requests=2)
    assert len(web.requests) == 3
    assert [item.external_id for item in items if isinstance(item, Posting)] == ["a", "b", "c"]
