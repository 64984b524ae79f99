"""What passes the gate is safe and regular, whatever a stranger's plug-in yields."""

import time
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlsplit

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from copilot_adapters.html_cleaners.markdown import Markdown
from copilot_core.entities.posting import Posting, Refusal
from copilot_core.entities.salary import Origin, Period, Salary
from copilot_core.rules.gate import UNSEEN, admit
from copilot_core.sentences import Sentence
from copilot_core.testing.makers import make_posting

NAUGHTY = st.text(
    alphabet=st.sampled_from("aé<>&*[]()!`_\\#-1.\u0301\u200b\u202e\u2066\ufeff\x00\x07\n\t \xa0\ud800ﬁK\u1fef:;/@"),
    max_size=40,
)
RUBBISH: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.integers(), st.floats(), st.binary(max_size=5), st.lists(NAUGHTY, max_size=3), NAUGHTY, st.booleans(),
    st.datetimes(), st.datetimes(timezones=st.just(timezone(timedelta(hours=14)))), st.tuples(NAUGHTY, st.none()),
    st.just(object()), st.builds(Salary, st.floats() | st.integers(), st.none() | st.floats()),
)  # fmt: skip
ADDRESSES = st.sampled_from(["https://jobs.example/1", "javascript:alert(1)", "http://", "https://u:p@x.example/", "x"])


def gated(**changes: Any) -> Posting | Refusal:
    return admit(evolve(make_posting(), **changes), Markdown().to_markdown)


def admitted(**changes: Any) -> Posting:
    item = gated(**changes)
    assert isinstance(item, Posting), item
    return item


@pytest.mark.parametrize("item", [None, 3, "posting", {"title": "x"}, [], object(), Posting])
def test_what_is_no_posting_is_refused(item: object) -> None:
    refused = admit(item, Markdown().to_markdown)
    assert isinstance(refused, Refusal)
    assert refused.reason.code == "posting_unreadable"


def test_a_refusal_passes_as_it_is() -> None:
    refusal = Refusal(Sentence("posting_without", {"field": "title"}), "7")
    assert admit(refusal, Markdown().to_markdown) is refusal


@pytest.mark.parametrize("field", ["external_id", "title", "url"])
@pytest.mark.parametrize("value", [None, "", "  ", 7, "\u200b\u202e", b"x"])
def test_a_posting_without_what_is_needed_is_refused_by_the_name_of_it(field: str, value: object) -> None:
    refused = gated(**{field: value})
    assert isinstance(refused, Refusal)
    assert (refused.reason.code, refused.reason.params["field"]) == ("posting_without", field)


def test_an_unknown_company_is_no_reason_to_refuse() -> None:
    assert admitted(company=None).company == ""


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "ftp://x.example/", "//x.example/", "/jobs/1", "https://", "http:///x",
     "https://user:pass@x.example/", "https://[::1", "file:///etc/passwd", "https://x.example/" + "a" * 3000],
)  # fmt: skip
def test_only_addresses_of_the_web_pass(url: str) -> None:
    assert isinstance(gated(url=url), Refusal)
    assert admitted(apply_url=url, company_url=url).apply_url == ""


def test_a_title_that_is_no_title_is_refused_with_its_size() -> None:
    refused = gated(title="x" * 301)
    assert isinstance(refused, Refusal)
    assert refused.reason.params == {"field": "title", "size": 301, "limit": 300}
    assert admitted(title="x" * 300).title == "x" * 300


def test_what_is_too_long_elsewhere_is_cut() -> None:
    posting = admitted(description="word " * 100_000, company="c" * 1000, tags=("t",) * 5 + tuple(map(str, range(500))))
    assert len(posting.description) <= 200_000
    assert len(posting.company) == 300
    assert len(posting.tags) <= 100


def test_html_becomes_markdown_and_lists_in_lists_stay() -> None:
    description = "<h2>You</h2><ul><li>care<ul><li>by day<li>by night</ul><li>a<br>b</ul><script>x</script>"
    assert admitted(description=description).description == "## You\n\n- care\n  - by day\n  - by night\n- a  \n  b"


def test_letters_are_composed_and_nothing_unseen_remains() -> None:
    posting = admitted(
        title="Cafe\u0301\u200b \u202eleiter\u00ad\u2069\ufeff", places=("  Köln\x00 ", "Köln", "", None)
    )
    assert posting.title == "Café leiter"
    assert posting.places == ("Köln",)


def test_words_joined_by_a_joiner_stay() -> None:
    assert admitted(title="می\u200cخواهم 👩\u200d💻").title == "می\u200cخواهم 👩\u200d💻"


def test_no_unseen_character_makes_an_image_of_a_link() -> None:
    for between in ("\u200b", "&#8203;", "\u2060", "&zwnj;&#x2060;", "\x00"):
        text = admitted(description=f"<p>Hi!{between}<a href='https://x.example/p.gif'>x</a></p>").description
        assert "![" not in text.replace("\\![", "")


def test_times_are_utc_and_believable() -> None:
    noon = datetime(2026, 3, 2, 12)  # noqa: DTZ001 - a naive one is the point
    assert admitted(posted_at=noon).posted_at == noon.replace(tzinfo=UTC)
    berlin = datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=1)))
    told = admitted(posted_at=berlin).posted_at
    assert told is not None
    assert (told.hour, told.tzinfo) == (11, UTC)
    far = timezone(timedelta(hours=14))
    absurd = [
        datetime(1, 1, 1, tzinfo=far),
        datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=9))),
        "2026",
        0,
    ]
    for value in [*absurd, datetime(1970, 1, 1, tzinfo=UTC)]:
        assert admitted(posted_at=value, closes_at=value).posted_at is None


@pytest.mark.parametrize("figure", [float("nan"), float("inf"), -1, 0, 10**400, "50000", True, None])
def test_pay_that_is_no_figure_is_unknown(figure: Any) -> None:
    assert admitted(pay=Salary(figure, figure, "EUR", Period.YEAR)).pay is None
    pay = admitted(pay=Salary(figure, 50_000, "EUR", Period.YEAR)).pay
    assert pay == Salary(None, 50_000.0, "EUR", Period.YEAR)


def test_pay_is_put_in_order_and_its_rubbish_dropped() -> None:
    rubbish: Any = Salary(5, 4, "dollars", "year", "said", ["x", 3], 7)  # type: ignore[arg-type]
    assert admitted(pay=rubbish).pay == Salary(4.0, 5.0, None, None, Origin.INFERRED)
    assert admitted(pay="50k").pay is None


@given(st.fixed_dictionaries(dict.fromkeys(("description", "company", "places", "remote", "hybrid", "work_from", "pay", "pay_text", "employment", "seniority", "tags", "department", "language", "apply_url", "company_url", "contact", "posted_at", "closes_at"), RUBBISH)), RUBBISH | st.just("Nurse"), ADDRESSES | RUBBISH)  # fmt: skip
def test_no_rubbish_gets_through_and_none_raises(fields: dict[str, Any], title: Any, url: Any) -> None:
    item = gated(title=title, url=url, **fields)
    if isinstance(item, Refusal):
        return
    texts = [item.external_id, item.url, item.title, item.company, item.description, item.pay_text, item.seniority,
             item.department, item.language, item.apply_url, item.company_url, item.contact, *item.places,
             *item.work_from, *item.employment, *item.tags]  # fmt: skip
    for text in texts:
        assert isinstance(text, str)
        assert not UNSEEN.search(text)
        assert unicodedata.is_normalized("NFC", text)
        text.encode()
    assert item.title.strip() == item.title != ""
    assert urlsplit(item.url).scheme in {"http", "https"}
    assert all(flag in {True, False, None} for flag in (item.remote, item.hybrid))
    assert all(moment is None or moment.tzinfo is UTC for moment in (item.posted_at, item.closes_at))
    assert item.pay is None or all(one is None or one > 0 for one in (item.pay.minimum, item.pay.maximum))


def test_a_posting_that_passed_is_the_same_at_any_later_gate() -> None:
    once = admitted(title="  Senior\tNurse ", places=["Köln", "Köln"])
    assert admit(evolve(once), lambda text: text) == once


@pytest.mark.parametrize("unit", [" ", "\n", "\xa0", " \n", "\n \n", "x  ", "\t"])
def test_blanks_do_not_make_it_slow(unit: str) -> None:
    def seconds(times: int) -> float:
        posting = make_posting(description="a" + unit * times + "b")
        started = time.process_time()
        admit(posting, lambda text: text)
        return time.process_time() - started

    small = max(min(seconds(10_000) for _ in range(3)), 0.001)
    assert min(seconds(100_000) for _ in range(3)) < 40 * small
