"""The traps of USAJOBS."""

import json
from pathlib import Path

import pytest

from copilot_adapters.job_sources.usajobs import USAJobs
from copilot_core.entities.posting import Posting, Search
from copilot_core.entities.salary import Period
from copilot_core.errors import Rejected
from copilot_core.testing import CannedWeb, Mode


def web_with(**changes: object) -> CannedWeb:
    found = {
        "PositionTitle": "Welder",
        "PositionURI": "https://www.usajobs.gov:443/GetJob/ViewDetails/437787500",
        "OrganizationName": "Iron Bureau",
        **changes,
    }
    row = {"MatchedObjectId": "437787500", "MatchedObjectDescriptor": found}
    return CannedWeb({"/api/Search": json.dumps({"SearchResult": {"SearchResultItems": [row]}})})


async def all_of(web: CannedWeb, search: Search | None = None) -> list[Posting]:
    source = USAJobs(web, email="me@example.org", api_key="k3y")
    items = [item async for item in source.postings(search or Search())]
    assert all(isinstance(item, Posting) for item in items), items
    return [item for item in items if isinstance(item, Posting)]


async def only(**changes: object) -> Posting:
    (posting,) = await all_of(web_with(**changes))
    return posting


def pay(code: str, low: str = "20", high: str = "30", **more: str) -> dict[str, object]:
    return {"PositionRemuneration": [{"MinimumRange": low, "MaximumRange": high, "RateIntervalCode": code, **more}]}


async def test_the_port_in_an_address_is_dropped() -> None:
    posting = await only(ApplyURI=["https://www.usajobs.gov:443/Apply/437787500?PostingChannelID=RESTAPI"])
    assert posting.url == "https://www.usajobs.gov/GetJob/ViewDetails/437787500"
    assert posting.apply_url == "https://www.usajobs.gov/Apply/437787500?PostingChannelID=RESTAPI"


async def test_one_announcement_covers_many_places() -> None:
    places = [{"LocationName": "Little Rock AFB, Arkansas"}, {"LocationName": " Eglin AFB, Florida"}]
    assert (await only(PositionLocation=places)).places == ("Little Rock AFB, Arkansas", "Eglin AFB, Florida")


@pytest.mark.parametrize(
    ("code", "period"),
    [
        ("PA", Period.YEAR),
        ("Per Year", Period.YEAR),
        ("PM", Period.MONTH),
        ("PD", Period.DAY),
        ("PH", Period.HOUR),
        ("Per Hour", Period.HOUR),
    ],
)
async def test_pay_is_for_what_its_code_says(code: str, period: Period) -> None:
    found = (await only(**pay(code))).pay
    assert found is not None
    assert (found.minimum, found.maximum, found.period, found.currency) == (20, 30, period, "USD")
    assert found.inferred == {"currency"}


async def test_pay_every_two_weeks_is_halved() -> None:
    found = (await only(**pay("Bi-weekly", "2000", "3000"))).pay
    assert found is not None
    assert (found.minimum, found.maximum, found.period) == (1000, 1500, Period.WEEK)
    assert "period" in found.inferred


@pytest.mark.parametrize("code", ["PW", "SY", "FB", "Without Compensation", "WC", "", "??"])
async def test_piece_work_fees_and_the_like_stay_words(code: str) -> None:
    posting = await only(**pay(code, Description="as it comes"))
    assert posting.pay is None
    assert "as it comes" in posting.pay_text


async def test_who_may_apply_is_told_in_the_description() -> None:
    details = {"JobSummary": "We weld.", "WhoMayApply": {"Name": "United States Citizens"}, "MajorDuties": ["A", "B"]}
    posting = await only(UserArea={"Details": details}, QualificationSummary="One year.\r\n\r\n<script> & more")
    assert "<h3>Who may apply</h3>\n<p>United States Citizens</p>" in posting.description
    assert "<li><p>A</p></li><li><p>B</p></li>" in posting.description


async def test_plain_text_keeps_its_lines_and_its_signs() -> None:
    posting = await only(QualificationSummary="One year.\r\n\r\nA < B & C")
    assert "<p>One year.</p><p>A &lt; B &amp; C</p>" in posting.description


async def test_remote_and_telework_flags_are_read() -> None:
    remote = await only(UserArea={"Details": {"RemoteIndicator": True, "TeleworkEligible": True}})
    telework = await only(UserArea={"Details": {"RemoteIndicator": "False", "TeleworkEligible": "True"}})
    assert (remote.remote, remote.hybrid) == (True, None)
    assert (telework.remote, telework.hybrid) == (False, True)
    assert (await only()).remote is None


async def test_address_and_key_are_sent_in_headers() -> None:
    web = web_with()
    await all_of(web, Search(text="welder", remote=True, limit=50))
    asked = web.requests[0]
    assert (asked.headers["User-Agent"], asked.headers["Authorization-Key"]) == ("me@example.org", "k3y")
    assert (asked.params["Keyword"], asked.params["ResultsPerPage"], asked.params["RemoteIndicator"]) == (
        "welder", "50", "True",
    )  # fmt: skip


async def test_a_refused_key_is_a_wrong_setting() -> None:
    with pytest.raises(Rejected, match=r"keys are free at https://developer\.usajobs\.gov"):
        await all_of(CannedWeb({}, Mode.REFUSED_KEY))


async def test_without_an_address_it_says_where_to_register() -> None:
    source = USAJobs(CannedWeb({}), email="", api_key="k3y")
    with pytest.raises(Rejected, match="needs email: free at"):
        await anext(aiter(source.postings(Search())))


async def test_the_recorded_answer_is_read_whole(boards: Path) -> None:
    body = (boards / "usajobs" / "search_full_2016.json").read_bytes()
    postings = await all_of(CannedWeb({"/api/Search": body}), Search(limit=1000))
    assert len(postings) == 242
    assert max(len(posting.places) for posting in postings) >= 29
    assert not any(":443" in posting.url + posting.apply_url for posting in postings)
    assert {posting.pay_text for posting in postings if not posting.pay} == {"Without Compensation", "Bi-weekly"}
    assert all(posting.closes_at for posting in postings)
    assert min(len(posting.description) for posting in postings) > 200
