import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resumes_world import misquoted

from copilot_core.entities.document import Document, TextLine
from copilot_core.entities.resume import PartialDate
from copilot_core.rules.resume.dates import dates_in
from copilot_core.rules.resume.headings import kind_of
from copilot_core.rules.resume.read import read_resume

WORDS = st.sampled_from(
    [
        "Experience", "Education", "Skills", "SPRACHEN", "2019 – 2021", "06/2018", "heute", "Engineer", "Acme GmbH", "Berlin",
        "Paris, France", "B.Sc. in Physics", "University of Bonn", "a@b.de", "+49 30 1234567", "•", "- built things", "🥐",
        "Python, Go; SQL", "German (C1)", "(2 years)", "– ", "|", "https://x.io/y", "Name:", "Ada Lovelace", "", "\t", "ﬁne", "İ",
    ]
)  # fmt: skip
LINES = st.builds(
    TextLine,
    text=st.lists(WORDS | st.text(max_size=12), min_size=1, max_size=5).map(" ".join),
    x=st.sampled_from([0.0, 36.0, 200.0]),
    y=st.floats(0, 800),
    width=st.sampled_from([0.0, 100.0, 400.0]),
    size=st.sampled_from([0.0, 10.0, 14.0]),
    bold=st.booleans(),
    kind=st.sampled_from(["text", "heading", "bullet"]),
    row=st.integers(-1, 4),
    column=st.integers(0, 1),
    breaks=st.lists(st.integers(0, 20), max_size=2).map(tuple),
    links=st.just(()) | st.just(("https://example.org/me",)),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=25))
def test_every_quote_stands_where_it_says(lines: list[TextLine]) -> None:
    reading = read_resume(Document(lines=tuple(lines)))
    assert misquoted(reading) == []
    assert all(0 <= section.start <= section.end <= len(reading.text) for section in reading.sections)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1950, 2040),
    st.integers(1, 12),
    st.integers(0, 9),
    st.integers(1, 12),
    st.sampled_from(["-", " – ", " to ", " bis "]),
)
def test_a_range_of_numbers_is_read_as_written(year: int, month: int, years: int, last: int, joint: str) -> None:
    spans = dates_in(f"{month:02d}/{year}{joint}{last:02d}/{year + years}")
    assert [(span.first, span.last) for span in spans] == [(PartialDate(year, month), PartialDate(year + years, last))]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Sept 2018 – May 2023", "2018-09", "2023-05"),
        ("seit 03/2020", "2020-03", "present"),
        ("2019 – heute", "2019", "present"),
        ("Jan – Mar 2020", "2020-01", "2020-03"),
        ("2018-20", "2018", "2020"),
        ("01.04.2019 – 31.12.2020", "2019-04", "2020-12"),
        ("Aug '19 - Sep '21", "2019-08", "2021-09"),
        ("10/2013 to Current", "2013-10", "present"),
        ("März 2017 bis Dezember 2018", "2017-03", "2018-12"),
        ("2016-09 – 2018-06", "2016-09", "2018-06"),
        ("bis 2018", "None", "2018"),
        ("2019 –", "2019", "None"),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, first: str, last: str) -> None:
    assert [(str(span.first), str(span.last)) for span in dates_in(text)] == [(first, last)]


@pytest.mark.parametrize(
    "text", ["costs 3000 €", "top 52/2500", "a16z", "99.97% uptime", "call 2019-5551234567", "§ 1998a"]
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert dates_in(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("E X P E R I E N C E", "experience"),
        ("Work Experience & Internships", "experience"),
        ("Beruflicher Werdegang", "experience"),
        ("1. Education", "education"),
        ("IT-Kenntnisse", "skills"),
        ("Ausbildung und Studium", "education"),
        ("Sprachkenntnisse:", "languages"),
        ("Acme Research Ltd", None),
    ],
)
def test_headings_are_known_by_their_words(text: str, kind: str | None) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    "long",
    ["a" * 40_000, "a, " * 15_000, "1" * 40_000, "-" * 40_000, "a@" * 20_000, "(" * 40_000, "A. " * 15_000, "2019 – " * 6_000,
     "www." * 10_000, "Jan " * 10_000, "\u00a0" * 40_000, "1/" * 20_000, "a b c d " * 5_000],
)  # fmt: skip
def test_no_text_makes_reading_slow(long: str) -> None:
    lines = (
        TextLine(text="Experience", kind="heading"),
        TextLine(text=long),
        TextLine(text="Skills", kind="heading"),
        TextLine(text=long),
    )
    begun = time.process_time()
    read_resume(Document(lines=lines))
    assert time.process_time() - begun < 5
