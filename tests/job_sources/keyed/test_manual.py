"""Postings written by hand."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot_adapters.job_sources.manual import Manual, manual_posting
from copilot_core.entities.posting import Posting, Refusal, Search
from copilot_core.errors import Rejected
from copilot_core.testing import CannedWeb


async def found(file: Path) -> list[Posting | Refusal]:
    return [item async for item in Manual(CannedWeb({}), file=file).postings(Search())]


def written(folder: Path, *lines: str | bytes) -> Path:
    file = folder / "jobs.jsonl"
    file.write_bytes(b"\n".join(line.encode() if isinstance(line, str) else line for line in lines))
    return file


async def test_a_line_is_a_posting(tmp_path: Path) -> None:
    line = (
        '{"title": " Welder ", "company": "Iron", "url": "https://iron.example/7", "place": "Ohio, US", "remote": false,'
        ' "salary": "$30 an hour", "tags": ["steel"], "posted_at": "2026-03-01", "closes_at": "2026-04-01T12:00:00+02:00"}'
    )
    (posting,) = await found(written(tmp_path, line))
    assert isinstance(posting, Posting)
    assert (posting.title, posting.places, posting.remote) == ("Welder", ("Ohio, US",), False)
    assert (posting.pay_text, posting.tags) == ("$30 an hour", ("steel",))
    assert posting.posted_at == datetime(2026, 3, 1, tzinfo=UTC)
    assert posting.closes_at == datetime(2026, 4, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("not json", "malformed"),
        ('{"title": "Welder"}', "`company`"),
        ('{"title": " ", "company": "Iron"}', "no title"),
        ('{"title": "Welder", "company": "Iron", "titel": "x"}', "`titel`"),
        (
            '{"title": "Welder", "company": "Iron", "posted_at": "yesterday"}',
            "posted_at is no ISO 8601 time: 'yesterday'",
        ),
        ("[1, 2]", "object"),
        (b'{"title": "\xff\xfe", "company": "Iron"}', "utf-8"),
        ("[" * 100_000, "line 2 of jobs.jsonl"),
    ],
)
async def test_a_bad_line_is_refused_with_its_number_and_the_others_stay(
    tmp_path: Path, line: str | bytes, problem: str
) -> None:
    good = '{"title": "Welder", "company": "Iron"}'
    posting, refusal, other = await found(written(tmp_path, good, line, good.replace("Iron", "Steel")))
    assert isinstance(posting, Posting)
    assert isinstance(other, Posting)
    assert isinstance(refusal, Refusal)
    assert str(refusal.reason).startswith("line 2 of jobs.jsonl: ")
    assert problem.casefold() in str(refusal.reason).casefold()


async def test_when_no_line_is_good_the_file_is_the_wrong_one(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match=r"jobs\.jsonl: none of its 2 lines is a posting"):
        await found(written(tmp_path, "a", "b"))


async def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match=r"none\.jsonl: No such file"):
        await found(tmp_path / "none.jsonl")


async def test_blank_lines_and_a_byte_order_mark_are_passed_over(tmp_path: Path) -> None:
    line = b'\xef\xbb\xbf{"title": "Welder", "company": "Iron"}\r'
    assert len(await found(written(tmp_path, line, b"", b"  \t"))) == 1


async def test_a_posting_written_twice_counts_once_and_the_later_line_holds(tmp_path: Path) -> None:
    early = '{"title": "Welder", "company": "Iron", "description": "old"}'
    (posting,) = await found(written(tmp_path, early, early.replace("old", "new")))
    assert isinstance(posting, Posting)
    assert posting.description == "new"


def test_the_same_entry_keeps_its_id_when_its_text_is_edited() -> None:
    first = manual_posting(title="Welder", company="Iron", place="Ohio", description="a")
    again = manual_posting(title=" welder", company="IRON ", place="Ohio", description="b")
    other = manual_posting(title="Welder", company="Iron", place="Texas")
    assert first.external_id == again.external_id != other.external_id


@pytest.mark.parametrize("missing", ["title", "company"])
def test_a_title_and_a_company_are_needed(missing: str) -> None:
    given_ = {"title": "Welder", "company": "Iron", missing: " "}
    with pytest.raises(Rejected, match=f"the posting has no {missing}"):
        manual_posting(title=given_["title"], company=given_["company"])


@given(st.text(min_size=1).filter(str.strip), st.text(min_size=1).filter(str.strip), st.text())
def test_any_words_make_a_posting_with_a_stable_id(title: str, company: str, place: str) -> None:
    first, again = (manual_posting(title=title, company=company, place=place) for _ in range(2))
    assert first == again
    assert first.external_id
