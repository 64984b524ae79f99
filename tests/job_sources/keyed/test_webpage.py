"""Pages that people paste: as the standard says, as people write it, and as enemies do."""

import html
import json
import time
from pathlib import Path
from typing import Any

import pytest

from copilot_adapters.job_sources.webpage import WebPage
from copilot_core.entities.posting import Bookmark, Posting, Refusal, Search
from copilot_core.entities.salary import Origin, Period
from copilot_core.errors import CopilotError, NotFound, Rejected, Unavailable
from copilot_core.testing import CannedWeb, Mode

URL = "https://iron.example/jobs/7"
JOB: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Welder",
    "hiringOrganization": {"@type": "Organization", "name": "Iron Works"},
}


def script(content: str, kind: str = "application/ld+json") -> str:
    return (
        f'<!doctype html><head><title>Job</title><script type="{kind}">{content}</script></head><body>Hi</body></html>'
    )


def page(**changes: object) -> str:
    return script(json.dumps({**JOB, **changes}))


async def found(body: str, url: str = URL) -> list[Posting | Refusal]:
    web = CannedWeb({"/jobs/7": body})
    return [item async for item in WebPage(web).postings(Search(url=url)) if not isinstance(item, Bookmark)]


async def only(body: str, url: str = URL) -> Posting:
    (posting,) = await found(body, url)
    assert isinstance(posting, Posting)
    return posting


LD = json.dumps(JOB)
FORMS = {
    "plain": script(LD),
    "a list": script(f"[{LD}]"),
    "in a graph": script(json.dumps({"@graph": [{"@type": "WebSite"}, JOB]})),
    "in a list of items": script(json.dumps({"@type": "ItemList", "itemListElement": [{"item": JOB}]})),
    "in an HTML comment": script(f"<!--\n{LD}\n-->"),
    "in CDATA": script(f"//<![CDATA[\n{LD}\n//]]>"),
    "in commented CDATA": script(f"/*<![CDATA[*/{LD}/*]]>*/"),
    "with a semicolon": script(f"{LD};"),
    "with a stray comma": script(LD[:-1] + ",}"),
    "with raw line breaks": script(LD.replace("Welder", "Welder\n\t")),
    "escaped": script(html.escape(LD)),
    "two values after each other": script(f'{{"@type": "Organization"}}\n{LD}'),
    "behind a broken script": script("{ nonsense") + script(LD),
    "with a character set": script(LD, "application/ld+json; charset=utf-8"),
    "in capitals": script(LD, "APPLICATION/LD+JSON"),
    "with a long type": script(LD.replace('"JobPosting"', '"http://schema.org/JobPosting"')),
    "with several types": script(LD.replace('"JobPosting"', '["Thing", "JobPosting"]')),
    "with a byte order mark": script("\ufeff" + LD),
    "by reference": script(
        json.dumps(
            {
                "@graph": [
                    {**JOB, "hiringOrganization": {"@id": "#org"}},
                    {"@id": "#org", "@type": "Organization", "name": "Iron Works"},
                ]
            }
        )
    ),
    "microdata": (
        '<div itemscope itemtype="https://schema.org/JobPosting"><h1 itemprop="title">Welder</h1>'
        '<div itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization">'
        '<p><span itemprop="name">Iron Works</span></p></div></div>'
    ),
}


@pytest.mark.parametrize("form", FORMS)
async def test_it_is_found_however_it_is_written(form: str) -> None:
    posting = await only(FORMS[form])
    assert (posting.title, posting.company, posting.url) == ("Welder", "Iron Works", URL)


async def test_microdata_tells_description_date_and_place() -> None:
    posting = await only(
        '<div itemscope itemtype="http://schema.org/JobPosting"><h1 itemprop="title">Welder</h1>'
        '<meta itemprop="datePosted" content="2026-03-01"><span itemprop="hiringOrganization">Iron</span>'
        '<div itemprop="jobLocation" itemscope><div itemprop="address" itemscope>'
        '<span itemprop="addressLocality">Essen</span>, <span itemprop="addressCountry">DE</span></div></div>'
        '<div itemprop="description"><p>We <b>weld</b>.</p></div></div>'
    )
    assert posting.places == ("Essen, DE",)
    assert "<b>weld</b>" in posting.description
    assert posting.posted_at is not None


async def test_a_page_without_a_posting_says_so() -> None:
    with pytest.raises(Rejected, match=r"https://iron\.example/jobs/7 holds no job posting") as caught:
        await found("<!doctype html><p>JobPosting")
    assert caught.value.code == "page_without_posting"


async def test_a_posting_that_cannot_be_read_is_not_a_page_without_one() -> None:
    with pytest.raises(Unavailable, match="its JobPosting cannot be read") as caught:
        await found(script('{"@type": "JobPosting", "title": Welder}'))
    assert caught.value.code == "board_changed"


async def test_a_page_that_was_cut_in_the_middle_is_told() -> None:
    with pytest.raises(Unavailable, match="cut short"):
        await found(script(LD).partition("Iron")[0])


@pytest.mark.parametrize("missing", ["title", "hiringOrganization"])
async def test_an_incomplete_posting_says_what_it_lacks(missing: str) -> None:
    with pytest.raises(Unavailable, match=f"has no {missing.replace('hiringOrganization', 'company')}"):
        await found(page(**{missing: None}))


async def test_a_complete_one_beside_an_incomplete_one_stays() -> None:
    items = await found(script(json.dumps([JOB, {"@type": "JobPosting"}])))
    assert [type(item).__name__ for item in items] == ["Posting", "Refusal"]


@pytest.mark.parametrize(
    ("stated", "figures"),
    [
        (
            {"currency": "EUR", "value": {"minValue": 20, "maxValue": 25, "unitText": "HOUR"}},
            (20, 25, "EUR", Period.HOUR),
        ),
        ({"currency": "EUR", "value": {"value": "50000", "unitText": "YEAR"}}, (50_000, 50_000, "EUR", Period.YEAR)),
        ({"value": {"minValue": 3000, "currency": "CHF", "unitCode": "MON"}}, (3000, None, "CHF", Period.MONTH)),
        ({"currency": "USD", "minValue": 1, "maxValue": 2, "unitText": "Weekly"}, (1, 2, "USD", Period.WEEK)),
        ({"currency": "USD", "value": 90_000}, (90_000, 90_000, "USD", None)),
        ([{"currency": "GBP", "value": {"value": 300, "unitText": "DAY"}}], (300, 300, "GBP", Period.DAY)),
        (60_000, (60_000, 60_000, None, None)),
    ],
)
async def test_pay_is_read_in_all_its_forms(stated: object, figures: tuple[object, ...]) -> None:
    pay = (await only(page(baseSalary=stated))).pay
    assert pay is not None
    assert (pay.minimum, pay.maximum, pay.currency, pay.period) == figures


async def test_an_estimate_is_not_what_the_employer_states() -> None:
    estimate = {"currency": "USD", "value": {"minValue": 1, "maxValue": 2, "unitText": "HOUR"}}
    pay = (await only(page(estimatedSalary=estimate))).pay
    assert pay is not None
    assert pay.origin is Origin.PREDICTED


async def test_pay_in_words_stays_words_and_nought_is_unknown() -> None:
    posting = await only(page(baseSalary="€50k to 60k"))
    assert (posting.pay, posting.pay_text) == (None, "€50k to 60k")
    assert (await only(page(baseSalary={"value": {"minValue": 0, "maxValue": 0}}))).pay is None


@pytest.mark.parametrize(
    ("location", "places"),
    [
        (
            {"address": {"addressLocality": "Essen", "addressRegion": "NRW", "addressCountry": "DE"}},
            ("Essen, NRW, DE",),
        ),
        ({"address": {"addressLocality": "Essen", "addressCountry": {"name": ["DE", "DE"]}}}, ("Essen, DE",)),
        ([{"address": "Essen"}, {"name": "Köln"}, "Bonn"], ("Essen", "Köln", "Bonn")),
        ({"@type": "Place"}, ()),
        (None, ()),
    ],
)
async def test_a_place_is_read_in_all_its_forms(location: object, places: tuple[str, ...]) -> None:
    assert (await only(page(jobLocation=location))).places == places


async def test_addresses_filled_in_by_rote_give_way_to_names() -> None:
    address = {"addressLocality": "Sunnyvale", "addressRegion": "CA"}
    places = [{"name": name, "address": address} for name in ("Sunnyvale, CA", "Austin, TX")]
    assert (await only(page(jobLocation=places))).places == ("Sunnyvale, CA", "Austin, TX")


async def test_telecommuting_and_from_where_are_read() -> None:
    countries = [{"@type": "Country", "name": "Germany"}, {"@type": "Country", "name": "Austria"}]
    posting = await only(page(jobLocationType="TELECOMMUTE", applicantLocationRequirements=countries))
    assert (posting.remote, posting.work_from) == (True, ("Germany", "Austria"))
    assert (await only(page())).remote is None


async def test_kinds_of_employment_are_split() -> None:
    assert (await only(page(employmentType="FULL_TIME, PART_TIME"))).employment == ("FULL_TIME", "PART_TIME")
    assert (await only(page(employmentType=["CONTRACTOR"]))).employment == ("CONTRACTOR",)


async def test_an_escaped_description_becomes_html() -> None:
    assert (await only(page(description="&lt;p&gt;R&amp;amp;D&lt;/p&gt;"))).description == "<p>R&amp;D</p>"


async def test_what_the_description_leaves_out_is_added_once() -> None:
    posting = await only(
        page(
            description="<p>We weld.</p><ul><li>Own a torch</li></ul>",
            qualifications="Own a torch",
            responsibilities="Weld&nbsp;steel",
            experienceRequirements={"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 24},
        )
    )
    assert posting.description.count("Own a torch") == 1
    assert "<h3>Responsibilities</h3>\n<p>Weld\xa0steel</p>" in posting.description
    assert "24 months of experience" in posting.description


async def test_trackers_do_not_make_another_posting() -> None:
    plain = await only(page())
    tracked = await only(page(), f"{URL}?utm_source=x&gclid=1#apply")
    assert (tracked.external_id, tracked.url) == (plain.external_id, plain.url) == (plain.external_id, URL)


async def test_the_same_number_on_two_hosts_is_two_postings() -> None:
    identifier = {"@type": "PropertyValue", "name": "Iron Works", "value": "4711"}
    here, there = await only(page(identifier=identifier)), await only(page(identifier=4711), "https://a.example/jobs/7")
    assert (here.external_id, there.external_id) == ("iron.example:4711", "a.example:4711")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://evil.example/x", "//evil.example", "data:text/html,x"])
async def test_a_page_cannot_send_people_elsewhere(url: str) -> None:
    assert (await only(page(url=url))).url == URL


async def test_a_page_is_fetched_with_the_guard() -> None:
    web = CannedWeb({"/jobs/7": page()})
    assert [item async for item in WebPage(web).postings(Search(url="iron.example/jobs/7"))]
    assert [(request.url, request.guarded) for request in web.requests] == [(URL, True)]


async def test_an_address_is_needed() -> None:
    with pytest.raises(Rejected, match="Web page: needs the address"):
        await anext(aiter(WebPage(CannedWeb({})).postings(Search())))


@pytest.mark.parametrize("url", ["http://[::1", "https://", "   "])
async def test_what_is_no_address_is_rejected(url: str) -> None:
    with pytest.raises(Rejected):
        await found(page(), url)


@pytest.mark.parametrize("head", ['<meta charset="iso-8859-1">', '<meta content="text/html; CHARSET=Windows-1252">'])
async def test_the_character_set_of_the_page_is_heeded(head: str) -> None:
    body = (head + script(LD.replace("Welder", "Schwei\u00dfer"))).encode("latin-1")
    web = CannedWeb({"/jobs/7": body.replace(b"\\u00df", b"\xdf")})
    (posting,) = [item async for item in WebPage(web).postings(Search(url=URL))]
    assert isinstance(posting, Posting)
    assert posting.title == "Schweißer"


@pytest.mark.parametrize("name", ["x-nonsense", "gbnone", "punycode", "idna", "iso-8859-99"])
async def test_an_unknown_character_set_is_read_as_utf_8(name: str) -> None:
    assert (await only(f'<meta charset="{name}">{script(LD)}')).title == "Welder"


async def test_a_script_in_a_comment_is_not_read() -> None:
    assert (await only(f"<!-- {page(title='Old')} -->{page()}")).title == "Welder"


async def test_a_page_that_is_gone_is_not_found() -> None:
    web = CannedWeb({}, Mode.GONE)
    with pytest.raises(NotFound):
        await anext(aiter(WebPage(web).postings(Search(url=URL))))


async def test_one_of_several_pages_that_fails_loses_no_other() -> None:
    web = CannedWeb({"/jobs/7": page(), "/about": "<p>About us</p>"}, Mode.BLOCKED, only="blocked.example")
    urls = ("https://iron.example/about", "https://blocked.example/", URL)
    items: list[Posting | Refusal] = []
    source = WebPage(web, urls=urls)
    with pytest.raises(Unavailable, match="refuses us"):
        items.extend([item async for item in _noting(source, items)])
    assert [type(item).__name__ for item in items] == ["Refusal", "Refusal", "Posting"]


async def _noting(source: WebPage, items: list[Posting | Refusal]) -> Any:
    async for item in source.postings(Search()):
        if isinstance(item, Bookmark):
            continue
        items.append(item)
        yield item


ID = "b4ad9572-e20f-4185-a284-99d9740d04f0"


@pytest.mark.parametrize(
    ("url", "api", "row", "name"),
    [
        (
            "https://boards.greenhouse.io/iron/jobs/7",
            "https://boards-api.greenhouse.io/v1/boards/iron/jobs/7",
            {"id": 7, "title": "Welder", "absolute_url": "https://boards.greenhouse.io/iron/jobs/7"},
            "greenhouse:7",
        ),
        (
            f"https://jobs.lever.co/iron/{ID}",
            f"https://api.lever.co/v0/postings/iron/{ID}",
            {"id": ID, "text": "Welder", "hostedUrl": f"https://jobs.lever.co/iron/{ID}"},
            f"lever:{ID}",
        ),
        (
            f"https://jobs.ashbyhq.com/iron/{ID}",
            "https://api.ashbyhq.com/posting-api/job-board/iron",
            {"jobs": [{"id": ID, "title": "Welder", "jobUrl": f"https://jobs.ashbyhq.com/iron/{ID}"}]},
            f"ashby:{ID}",
        ),
    ],
)
async def test_an_address_of_an_employer_s_board_is_asked_for_there(
    url: str, api: str, row: dict[str, object], name: str
) -> None:
    web = CannedWeb({api: json.dumps(row)})
    (posting,) = [item async for item in WebPage(web).postings(Search(url=url))]
    assert isinstance(posting, Posting)
    assert (posting.external_id, posting.title) == (name, "Welder")
    assert [request.url for request in web.requests] == [api]


async def test_the_recorded_page_is_read(boards: Path) -> None:
    posting = await only((boards / "jsonld" / "meta.html").read_text())
    assert (posting.title, posting.company) == ("Software Engineer, Infrastructure", "Meta")
    assert "Bellevue, WA" in posting.places
    assert posting.places.count("Sunnyvale, CA") == 1
    assert "<h3>Responsibilities</h3>" in posting.description
    assert posting.posted_at is not None
    assert posting.closes_at is not None


HOSTILE = {
    "deep JSON": script('{"@type":"JobPosting","a":' + "[" * 200_000),
    "deep and closed JSON": script('{"@type":"JobPosting","a":' + "[" * 50_000 + "]" * 50_000 + "}"),
    "deep HTML": "<div itemscope itemtype='https://schema.org/JobPosting'>" + "<div>" * 100_000,
    "tags that never end": "<div itemscope itemtype='https://schema.org/JobPosting'>" + "<a b='" * 200_000,
    "closing tags": "<div itemscope itemtype='https://schema.org/JobPosting'>" + "</b></div>" * 100_000,
    "scripts that never end": '<script type="application/ld+json">' * 50_000,
    "scripts that never begin": "<script " * 200_000,
    "comments that never end": "<!-- " * 300_000,
    "many properties": "<div itemscope itemtype='https://schema.org/JobPosting'>"
    + "<i itemprop='title'>x</i>" * 50_000,
    "nested microdata": "<div itemscope itemprop='a' itemtype='https://schema.org/JobPosting'>" * 3_000,
    "many commas": script("JobPosting" + "," * 500_000),
    "many blanks before a bracket": script('{"@type":"JobPosting","a":[1,' + " " * 300_000 + "x]}"),
    "many wrappers": script("<!--" * 100_000 + "JobPosting"),
    "many slashes": script("JobPosting" + "/" * 400_000),
    "a huge figure": page(baseSalary={"value": 10**400}),
    "a figure of many digits": script(LD[:-1] + ', "baseSalary": ' + "9" * 10_000 + "}"),
    "no numbers": script(LD[:-1] + ', "baseSalary": {"value": NaN}}'),
    "a reference to itself": script(json.dumps([{**JOB, "@id": "#a", "jobLocation": {"@id": "#a"}}])),
    "references that multiply": script(
        json.dumps(
            [{**JOB, "jobLocation": [{"@id": "#0"}] * 50}]
            + [{"@id": f"#{number}", "x": [{"@id": f"#{number + 1}"}] * 1000} for number in range(10)]
        )
    ),
    "lone surrogates": script(LD.replace("Welder", "\\ud800 \\udfff")),
    "nul characters": script(LD.replace("Welder", "We\\u0000lder")),
    "a list as a title": page(title=[["a"], {"b": {}}, None]),
    "an address in brackets": page(url="http://[::1", identifier={"value": {"value": {}}}),
    "nothing": "",
    "not HTML": "\x00\xff" * 1000,
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_page_is_read_or_refused_in_a_moment(name: str) -> None:
    started = time.process_time()
    try:
        items = await found(HOSTILE[name])
    except CopilotError:
        items = []
    assert all(isinstance(item, Posting | Refusal) for item in items)
    assert time.process_time() - started < 5
