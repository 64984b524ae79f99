"""Place lines of boards, understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot_adapters.gazetteers.geonames import Geonames
from copilot_core.rules.place import read_places

Understood = tuple[str | None, str | None, str | None]


def understood(line: str, gazetteer: Geonames) -> list[Understood]:
    return [(place.city, place.region, place.country) for place in read_places((line,), gazetteer)]


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("San Francisco, CA", [("San Francisco", "CA", "US")]),
        ("Berlin, Deutschland", [("Berlin", "BE", "DE")]),
        ("Berlin, DE", [("Berlin", "BE", "DE")]),
        ("Toronto, CA", [("Toronto", "ON", "CA")]),
        ("London Area, UK", [("London", "ENG", "GB")]),
        ("Remote - Germany", [(None, None, "DE")]),
        ("Germany - Berlin", [("Berlin", "BE", "DE")]),
        ("New York, NY; Austin, TX", [("New York City", "NY", "US"), ("Austin", "TX", "US")]),
        ("São Paulo", [("São Paulo", None, "BR")]),
        ("Washington DC, District of Columbia", [("Washington", "DC", "US")]),
        ("Fort Belvoir, Virginia", [("Fort Belvoir", "VA", "US")]),
        ("USA VA Chantilly", [("Chantilly", "VA", "US")]),
        ("US-CA-Menlo Park", [("Menlo Park", "CA", "US")]),
        ("Atlanta, Georgia", [("Atlanta", "GA", "US")]),
        ("Tbilisi, Georgia", [("Tbilisi", None, "GE")]),
        ("Georgia", [(None, None, None)]),
        ("Indiana", [(None, "IN", "US")]),
        ("London, Zurich, Munich", [("London", "ENG", "GB"), ("Zürich", "ZH", "CH"), ("Munich", "BY", "DE")]),
        ("Austin, TX, Denver, CO", [("Austin", "TX", "US"), ("Denver", "CO", "US")]),
        ("India, USA, Mexico", [(None, None, "IN"), (None, None, "US"), (None, None, "MX")]),
        ("Dublin, Ireland (Hybrid, 2 days/wk)", [("Dublin", None, "IE")]),
        ("Onsite/Hybrid (NYC)", [("New York City", "NY", "US")]),
        ("10178 Berlin", [("Berlin", "BE", "DE")]),
        ("Wien", [("Vienna", None, "AT")]),
        ("Raum Stuttgart", [("Stuttgart", "BW", "DE")]),
        ("España", [(None, None, "ES")]),
        ("Singapore", [("Singapore", None, "SG")]),
        ("Cambridge", [("Cambridge", None, None)]),
        ("Bogotá Colombia", [("Bogotá", None, "CO")]),
        ("Trinidad and Tobago", [(None, None, "TT")]),
        ("Europe", [(None, "Europe", None)]),
        ("Hybrid in NYC", [("New York City", "NY", "US")]),
        ("Chicago or Bay Area preferred", [("Chicago", "IL", "US"), ("San Francisco", "CA", "US")]),
        ("Remote within Canada + USA", [(None, None, "CA"), (None, None, "US")]),
        ("Hamburg, Berlin", [("Hamburg", "HH", "DE"), ("Berlin", "BE", "DE")]),
    ],
)
def test_a_place_line_is_understood(line: str, places: list[Understood], gazetteer: Geonames) -> None:
    assert understood(line, gazetteer) == places


@pytest.mark.parametrize(
    "line",
    [
        "Remote",
        "Multiple locations",
        "Anywhere",
        "Worldwide",
        "",
        " , ",
        "Hybrid",
        "N/A - Remote",
        "Full-time, all levels",
    ],
)
def test_what_names_no_place_is_no_place(line: str, gazetteer: Geonames) -> None:
    assert not any(place.country for place in read_places((line,), gazetteer))


def test_a_place_unknown_to_everybody_keeps_its_text(gazetteer: Geonames) -> None:
    (place,) = read_places(("Hinterpfuiteufel",), gazetteer)
    assert (place.text, place.country) == ("Hinterpfuiteufel", None)


def test_the_same_place_twice_is_one(gazetteer: Geonames) -> None:
    assert len(read_places(("Berlin", "Berlin, Germany", "Berlin, DE"), gazetteer)) == 1


@given(st.text(max_size=400))
def test_any_line_is_read_without_harm(gazetteer: Geonames, line: str) -> None:
    read_places((line,), gazetteer)


@given(
    st.sampled_from(["Berlin, Germany", "Austin, TX", "Paris, France", "Toronto, ON"]),
    st.sampled_from(["Remote - {}", "{} (Hybrid)", "  {} ", "{}, "]),
)
def test_words_about_the_mode_change_no_place(gazetteer: Geonames, line: str, around: str) -> None:
    assert understood(around.format(line), gazetteer) == understood(line, gazetteer)
