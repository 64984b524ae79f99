"""What each board without a key does that a reader could fall for."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from copilot_adapters.job_sources.arbeitnow import Arbeitnow
from copilot_adapters.job_sources.feed import Feed
from copilot_adapters.job_sources.hackernews import HackerNews
from copilot_adapters.job_sources.hackernews_lines import Headline, read_headline
from copilot_adapters.job_sources.himalayas import Himalayas
from copilot_adapters.job_sources.jobicy import Jobicy
from copilot_adapters.job_sources.mojibake import mended
from copilot_adapters.job_sources.remoteok import RemoteOK
from copilot_adapters.job_sources.remotive import Remotive
from copilot_adapters.job_sources.themuse import TheMuse
from copilot_adapters.job_sources.weworkremotely import WeWorkRemotely
from copilot_core.entities.posting import Bookmark, Posting, Refusal, Search
from copilot_core.entities.salary import Period, Salary
from copilot_core.errors import CopilotError
from copilot_core.ports.job_source import JobSource
from copilot_core.testing import CannedWeb


async def every(source: JobSource, search: Search | None = None) -> list[Posting | Refusal]:
    return [item async for item in source.postings(search or Search()) if not isinstance(item, Bookmark)]


async def until_failure(source: JobSource) -> tuple[list[Posting | Refusal], CopilotError | None]:
    items: list[Posting | Refusal] = []
    try:
        async for item in source.postings(Search()):
            if not isinstance(item, Bookmark):
                items.append(item)  # noqa: PERF401 - what came before a failure counts
    except CopilotError as failure:
        return items, failure
    return items, None


async def first(source: JobSource) -> Posting:
    item = (await every(source))[0]
    assert isinstance(item, Posting), item
    return item


def remotive(**changes: object) -> Remotive:
    row = {"id": 1, "url": "https://remotive.com/1", "title": "Nurse", "company_name": "Clinic", **changes}
    return Remotive(CannedWeb({"/api/remote-jobs": json.dumps({"0-legal-notice": "x", "jobs": [row]})}))


async def test_remotive_times_without_a_zone_are_utc() -> None:
    posting = await first(remotive(publication_date="2026-05-15T14:00:51"))
    assert posting.posted_at == datetime(2026, 5, 15, 14, 0, 51, tzinfo=UTC)


async def test_remotive_pay_stays_in_words_and_no_currency_is_made_up() -> None:
    posting = await first(remotive(salary="$75k - $95k", candidate_required_location="USA, Canada"))
    assert (posting.pay, posting.pay_text, posting.work_from) == (None, "$75k - $95k", ("USA, Canada",))


async def test_a_bad_row_is_refused_and_the_others_stay() -> None:
    rows = [{"id": 1, "url": "https://r.example/1", "title": "Nurse"}, {"id": 2}, "rubbish", None,
            {"id": 3, "url": "https://r.example/3", "title": None}]  # fmt: skip
    items = await every(Remotive(CannedWeb({"/api/remote-jobs": json.dumps({"jobs": rows})})))
    refusals = [item for item in items if isinstance(item, Refusal)]
    assert [item.external_id for item in items if isinstance(item, Posting)] == ["1"]
    assert [refusal.external_id for refusal in refusals] == ["2", "", "", "3"]
    assert refusals[3].reason.params == {"field": "title"}


def remoteok(*rows: dict[str, object]) -> RemoteOK:
    whole = [{"id": str(n), "url": "https://remoteok.com/1", "position": "Nurse", **row} for n, row in enumerate(rows)]
    return RemoteOK(CannedWeb({"/api": json.dumps([{"last_updated": 1, "legal": "API Terms"}, *whole])}))


async def test_remoteok_begins_with_a_legal_notice_that_is_no_posting() -> None:
    assert len(await every(remoteok({}))) == 1


async def test_remoteok_pay_of_zero_is_unknown_and_its_currency_is_never_told() -> None:
    assert (await first(remoteok({"salary_min": 0, "salary_max": 0}))).pay is None
    pay = (await first(remoteok({"salary_min": 60000, "salary_max": 90000}))).pay
    assert pay is not None
    assert (pay.minimum, pay.maximum, pay.currency) == (60000, 90000, None)
    assert "period" in pay.inferred


async def test_remoteok_misread_letters_are_mended_only_where_that_is_proven() -> None:
    assert (await first(remoteok({"description": "Weâ\x80\x99re"}))).description == "We’re"
    for right in ("Ãœber", "São Paulo Â© 2026", "â", "café", "naïve Â"):
        assert mended(right) == right


def test_real_misread_letters_are_mended(shared: Path) -> None:
    rows = json.loads((shared / "data/boards/remoteok/full_2026-05.json").read_bytes())[1:]
    texts = [row["description"] for row in rows]
    assert sum("â\x80" in text for text in texts) > 5
    assert not any("â\x80\x99" in mended(text) for text in texts)


async def test_arbeitnow_times_are_seconds() -> None:
    row = {"slug": "a", "url": "https://a.example/", "title": "T", "created_at": 1_785_792_634}
    web = CannedWeb({"/api/job-board-api": json.dumps({"data": [row]})})
    assert (await first(Arbeitnow(web))).posted_at == datetime(2026, 8, 3, 21, 30, 34, tzinfo=UTC)


async def test_milliseconds_are_not_taken_for_seconds() -> None:
    row = {"slug": "a", "url": "https://a.example/", "title": "T", "created_at": 1_785_792_634_000}
    web = CannedWeb({"/api/job-board-api": json.dumps({"data": [row]})})
    assert (await first(Arbeitnow(web))).posted_at is None


async def test_arbeitnow_is_asked_page_by_page_until_nothing_comes() -> None:
    def page(number: int) -> str:
        rows = [{"slug": f"{number}-{n}", "url": "https://a.example/", "title": "T"} for n in range(2)]
        return json.dumps({"data": rows if number < 4 else [], "links": {"next": "more"}})

    web = CannedWeb({f"/api/job-board-api?page={number}": page(number) for number in range(1, 5)})
    assert len(await every(Arbeitnow(web))) == 6
    assert [request.params["page"] for request in web.requests] == ["1", "2", "3", "4"]
    web.requests.clear()
    assert len(await every(Arbeitnow(web), Search(limit=3))) == 3
    assert len(web.requests) == 2


def jobicy(**changes: object) -> Jobicy:
    row = {"id": 1, "url": "https://jobicy.com/1", "jobTitle": "Nurse &amp; Carer", "companyName": "C", **changes}
    return Jobicy(CannedWeb({"/api/v2/remote-jobs": "\n" + json.dumps({"jobs": [row]})}))


async def test_jobicy_body_begins_with_a_newline_and_holds_entities() -> None:
    posting = await first(jobicy(jobIndustry=["Healthcare &amp; Medical"], jobGeo="USA", jobLevel="Any"))
    assert (posting.title, posting.tags, posting.seniority) == ("Nurse & Carer", ("Healthcare & Medical",), "")


@pytest.mark.parametrize(
    ("fields", "pay"),
    [
        ({"salaryMin": 1, "salaryMax": 2, "salaryCurrency": "USD", "salaryPeriod": "hourly"},
         Salary(1, 2, "USD", Period.HOUR)),
        ({"annualSalaryMin": "50000", "annualSalaryMax": "60000", "salaryCurrency": "EUR"},
         Salary(50000, 60000, "EUR", Period.YEAR)),
        ({"salaryMin": 0, "salaryMax": "", "salaryCurrency": "USD", "salaryPeriod": "yearly"}, None),
        ({"salaryMin": 9, "salaryMax": 8}, Salary(8, 9, None, None)),
    ],
)  # fmt: skip
async def test_jobicy_pay_of_either_age_is_read(fields: dict[str, object], pay: Salary | None) -> None:
    assert (await first(jobicy(**fields))).pay == pay


def himalayas_row(company: str) -> dict[str, object]:
    return {
        "guid": f"https://himalayas.app/companies/{company}/jobs/account-manager",
        "title": "Account Manager",
        "companyName": company,
        "currency": "USD",
        "minSalary": None,
        "pubDate": 1_778_990_421,
    }


async def test_himalayas_currency_without_a_figure_is_no_pay() -> None:
    web = CannedWeb({"/jobs/api": json.dumps({"totalCount": 1, "jobs": [himalayas_row("sixt")]})})
    posting = await first(Himalayas(web))
    assert posting.pay is None
    assert posting.posted_at == datetime(2026, 5, 17, 4, 0, 21, tzinfo=UTC)


async def test_himalayas_same_title_at_two_companies_is_two_postings() -> None:
    web = CannedWeb({"/jobs/api": json.dumps({"totalCount": 2, "jobs": [himalayas_row("a"), himalayas_row("b")]})})
    items = await every(Himalayas(web))
    assert [item.external_id for item in items] == ["a/jobs/account-manager", "b/jobs/account-manager"]


async def test_himalayas_serves_less_than_its_total_and_that_is_its_end() -> None:
    answers = {
        "/jobs/api?offset=0": json.dumps({"totalCount": 101_667, "jobs": [himalayas_row("a")]}),
        "/jobs/api?offset=1": json.dumps({"totalCount": 101_667, "jobs": []}),
    }
    web = CannedWeb(answers)
    assert len(await every(Himalayas(web))) == 1
    assert len(web.requests) == 2


STORY = {"hits": [{"objectID": "9", "title": "Ask HN: Who wants to be hired? (May 2026)"},
                  {"objectID": "7", "title": "Ask HN: Who is hiring? (May 2026)"}]}  # fmt: skip


def hacker_news(*comments: dict[str, object]) -> HackerNews:
    return HackerNews(
        CannedWeb(
            {
                "/api/v1/search_by_date?tags=story,author_whoishiring": json.dumps(STORY),
                "/api/v1/search_by_date?tags=comment,story_7": json.dumps({"hits": comments, "nbPages": 1}),
            }
        )
    )


async def test_only_comments_right_below_the_hiring_thread_are_postings() -> None:
    posting = {"objectID": "1", "parent_id": 7, "story_id": 7, "comment_text": "Acme | Nurse | Bonn<p>Care"}
    reply = {"objectID": "2", "parent_id": 1, "story_id": 7, "comment_text": "Beta | Nurse | Bonn"}
    items = await every(hacker_news(posting, reply))
    assert [item.external_id for item in items] == ["1"]


async def test_a_question_in_the_thread_is_refused_with_the_reason() -> None:
    question = {"objectID": "1", "parent_id": 7, "story_id": 7, "comment_text": "Is anybody here hiring juniors?"}
    (item,) = await every(hacker_news(question))
    assert isinstance(item, Refusal)
    assert item.reason.code == "posting_not_one"


@pytest.mark.parametrize(
    ("comment", "headline"),
    [
        (
            "Acme (YC W22) | Senior Nurse | Berlin, Germany | REMOTE (EU) | Full-time | €60k–80k | https://acme.example",
            ("Acme (YC W22)", "Senior Nurse"),
        ),
        ("<i>Acme</i> | <b>Product Manager</b> | Onsite London", ("Acme", "Product Manager")),
        ("Acme | Remote | Software Engineer<p>Company: we make things", ("Acme", "Software Engineer")),
        ("Acme | REMOTE (US) | Full-time", ("Acme", "Several roles")),
        ("Company: Acme<p>Role: Data Analyst<p>Location: Oslo", ("Acme", "Data Analyst")),
        ("Acme is hiring a Software Engineering Manager for our team.", ("Acme", "Software Engineering Manager")),
        ("Backend Developer | Acme | Bonn", ("Acme", "Backend Developer")),
        ("Senior Backend Engineer | Vienna / Remote | Full-time", ("", "Senior Backend Engineer")),
        ("Lead Bank | Remote | Full-time", ("Lead Bank", "Several roles")),
        ("Acme - Mechanical Engineer - Onsite Bonn", ("Acme", "Mechanical Engineer")),
        ("Thanks, this thread is great", None),
        ("What is the pay | asking for a friend", None),
        ("", None),
        ("| | |", None),
    ],
)
def test_a_first_line_says_who_and_what(comment: str, headline: tuple[str, str] | None) -> None:
    found = read_headline(comment)
    assert (found and (found.company, found.title)) == headline


@pytest.mark.parametrize("unit", ["<", "a | ", "Company: ", "is hiring ", "(", "http://", "<p>", "a.", "– "])
def test_no_comment_is_slow(unit: str) -> None:
    assert read_headline(unit * 200_000) is None or isinstance(read_headline(unit * 200_000), Headline)


def test_real_comments_give_company_and_role(shared: Path) -> None:
    hits = json.loads((shared / "data/boards/hn/algolia_comments_2026-05.json").read_bytes())["hits"]
    tops = [hit for hit in hits if hit["parent_id"] == hit["story_id"]]
    read = [found for found in (read_headline(hit["comment_text"]) for hit in tops) if found]
    assert len(read) >= 0.88 * len(tops), "about one in ten is a question, a spam or a story"
    assert sum(found.title != "Several roles" for found in read) >= 0.75 * len(read)


MUSE = {
    "id": 7,
    "name": "Nurse",
    "publication_date": "2026-05-01T10:00:00Z",
    "locations": [{"name": "Flexible / Remote"}, {"name": "Berlin, Germany"}],
    "levels": [{"name": "Senior Level", "short_name": "senior"}],
    "refs": {"landing_page": "https://www.themuse.com/jobs/1"},
    "company": {"name": "Clinic"},
}


async def test_the_muse_says_remote_in_place_of_a_place_and_is_marked_unverified() -> None:
    web = CannedWeb({"/api/public/jobs": json.dumps({"page_count": 1, "results": [MUSE]})})
    board = TheMuse(web)
    posting = await first(board)
    assert (posting.places, posting.remote, posting.seniority) == (("Berlin, Germany",), True, "Senior Level")
    assert board.verified == "unverified"
    assert "api_key" not in web.requests[0].params


FEED = "https://jobs.example/rss"
ITEM = (
    "<item><title>Acme: Nurse: Nights</title><link>/jobs/1</link><pubDate>Fri, 01 May 2026 10:00:00 +0200</pubDate>"
    "<description>&lt;p&gt;Care&lt;/p&gt;</description></item>"
)


def rss(items: str, behind: str = "") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>J</title>{items}</channel></rss>{behind}'


async def test_we_work_remotely_titles_name_the_company_first() -> None:
    posting = await first(WeWorkRemotely(CannedWeb({"/remote-jobs.rss": rss(ITEM)})))
    assert (posting.company, posting.title) == ("Acme", "Nurse: Nights")
    assert posting.posted_at == datetime(2026, 5, 1, 8, tzinfo=UTC)


async def test_a_feed_may_end_with_what_a_cache_wrote() -> None:
    posting = await first(Feed(CannedWeb({FEED: rss(ITEM, "\n<!-- cached -->\n")}), urls=(FEED,)))
    assert posting.url == "https://jobs.example/jobs/1"


async def test_half_an_entry_at_the_end_of_a_cut_feed_is_no_posting() -> None:
    whole = rss(ITEM + ITEM.replace("jobs/1", "jobs/2").replace("Care", "Care " * 50))
    items, failure = await until_failure(Feed(CannedWeb({FEED: whole[:-90]}), urls=(FEED,)))
    assert "cut short" in str(failure)
    assert [item.external_id for item in items] == ["https://jobs.example/jobs/1"]


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Jobs</title><updated>2026-05-01T00:00:00Z</updated>
<entry><id>urn:1</id><title type="html">R&amp;amp;D Nurse</title><link href="https://jobs.example/1"/>
<updated>2026-05-01T10:00:00+02:00</updated><author><name>Clinic</name></author><summary>short</summary>
<content type="html">&lt;p&gt;The whole text&lt;/p&gt;</content><category term="care"/></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>J</title></channel><item rdf:about="u"><title>Nurse</title><link>https://jobs.example/1</link></item>
</rdf:RDF>"""


async def test_an_atom_feed_is_read_too() -> None:
    posting = await first(Feed(CannedWeb({FEED: ATOM}), urls=(FEED,)))
    assert (posting.title, posting.company, posting.external_id) == ("R&D Nurse", "Clinic", "urn:1")
    assert (posting.description, posting.tags) == ("<p>The whole text</p>", ("care",))
    assert posting.posted_at == datetime(2026, 5, 1, 8, tzinfo=UTC)


async def test_an_rdf_feed_is_read_too() -> None:
    assert (await first(Feed(CannedWeb({FEED: RDF}), urls=(FEED,)))).title == "Nurse"


async def test_a_feed_in_another_encoding_keeps_its_letters() -> None:
    body = rss(ITEM.replace("Nurse: Nights", "Schweißer")).replace("1.0", "1.0' encoding='iso-8859-1", 1)
    web = CannedWeb({FEED: body.replace("\"1.0'", "'1.0'").replace("'iso-8859-1\"", "'iso-8859-1'").encode("latin-1")})
    assert "Schweißer" in (await first(Feed(web, urls=(FEED,)))).title


@pytest.mark.parametrize("body", ["/etc/passwd", "[]", "<!doctype html><p>x", "<a/>", "file:///etc/hostname"])
async def test_what_is_no_feed_is_told(body: str) -> None:
    with pytest.raises(CopilotError) as caught:
        await every(Feed(CannedWeb({FEED: body}), urls=(FEED,)))
    assert caught.value.code == "board_changed"


async def test_a_bomb_of_entities_is_harmless() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "x" * 10}">' for n in range(12))
    body = f"<!DOCTYPE rss [{bomb}]>" + rss(ITEM.replace("Care", "&a11;"))
    items, _ = await until_failure(Feed(CannedWeb({FEED: body}), urls=(FEED,)))
    assert all(len(item.description) < 10_000 for item in items if isinstance(item, Posting))


def test_a_town_after_the_role_is_no_employer() -> None:
    said = read_headline("Software Engineer -- Infrastructure | Oslo, Norway | Onsite")
    assert said is not None
    assert (said.company, said.title, said.places) == ("", "Software Engineer -- Infrastructure", ("Oslo, Norway",))
