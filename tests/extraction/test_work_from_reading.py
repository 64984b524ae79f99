"""From where a remote job may be done."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot_adapters.evaluations import work_from as evaluation
from copilot_adapters.gazetteers.geonames import Geonames
from copilot_core.entities.place import WorkFrom
from copilot_core.rules.folding import lowered
from copilot_core.rules.reach import read_reach
from copilot_core.rules.regions import region_countries
from copilot_core.rules.requirements.lines import lines_of
from copilot_core.rules.work_from import read_work_from


def told(text: str, gazetteer: Geonames) -> WorkFrom:
    return read_reach(text, lines_of(text, lowered(text)), gazetteer).work_from


@pytest.mark.parametrize(
    ("line", "countries"),
    [
        ("USA Only", "US"),
        ("Remote (Poland)", "PL"),
        ("Remote, US or Canada", "US CA"),
        ("UK/PT/ES", "GB PT ES"),
        ("United States, Canada", "US CA"),
        ("Deutschland, Österreich", "DE AT"),
        ("Remote - Berlin, Germany", "DE"),
        ("US Remote", "US"),
        ("Must be based in the Netherlands", "NL"),
        ("Remote (Georgia, Armenia)", "GE AM"),
        ("bundesweit", "DE"),
        ("100% Homeoffice in Deutschland", "DE"),
        ("Teletrabajo en España", "ES"),
        ("Remote - Bengaluru, India", "IN"),
        ("Remote from Argentina, Chile or Uruguay", "AR CL UY"),
    ],
)
def test_countries_are_named_in_many_ways(line: str, countries: str, gazetteer: Geonames) -> None:
    assert read_work_from([line], gazetteer).countries == frozenset(countries.split())


@pytest.mark.parametrize(
    ("line", "regions"),
    [
        ("EMEA", "EMEA"),
        ("Europe", "Europe"),
        ("North America Only", "North America"),
        ("LATAM", "LATAM"),
        ("DACH region", "DACH"),
    ],
)
def test_a_region_is_kept_and_spelled_out(line: str, regions: str, gazetteer: Geonames) -> None:
    said = read_work_from([line], gazetteer)
    assert said.regions == {regions}
    assert said.countries == region_countries(regions)
    assert said.countries


@pytest.mark.parametrize(
    "line", ["Worldwide", "Anywhere in the World", "Remote (Global)", "100% remote, worldwide", "weltweit"]
)
def test_only_worldwide_means_anywhere(line: str, gazetteer: Geonames) -> None:
    assert read_work_from([line], gazetteer) == WorkFrom(anywhere=True, text=line)


@pytest.mark.parametrize(
    "line",
    [
        "Remote",
        "",
        "Remote or onsite (Denver)",
        "Remote / Austin",
        "Remote (Europe preferred)",
        "Flexible",
        "Remote (Paris HQ)",
    ],
)
def test_what_says_nothing_is_unknown_not_anywhere(line: str, gazetteer: Geonames) -> None:
    said = read_work_from([line], gazetteer)
    assert not said.known
    assert said.allows("US") is None


def test_states_narrow_and_exceptions_exclude(gazetteer: Geonames) -> None:
    some = read_work_from(["US (CA, NY, WA)"], gazetteer)
    but = read_work_from(["US (excluding CA, NY)"], gazetteer)
    world = read_work_from(["Worldwide, except Russia and Belarus"], gazetteer)
    bracketed = read_work_from(["Remote Worldwide (excluding US)"], gazetteer)
    both = read_work_from(["Europe, UK"], gazetteer)
    assert bracketed.anywhere
    assert bracketed.excluded == {"US"}
    assert both.countries == region_countries("Europe")
    assert some.states == {"US-CA", "US-NY", "US-WA"}
    assert but.excluded == {"US-CA", "US-NY"}
    assert (but.allows("US", "TX"), but.allows("US", "CA")) == (True, False)
    assert world.anywhere
    assert world.excluded == {"RU", "BY"}


@pytest.mark.parametrize(
    ("line", "zones"),
    [
        ("UTC-5 to UTC+2", (-5, 2)),
        ("Remote (UTC-1 to UTC+2)", (-1, 2)),
        ("US time zones", (-8, -5)),
        ("Remote, CET +/- 3 hours", (-2, 4)),
        ("Remote (EST overlap)", (-5, -5)),
        ("European timezones", (0, 2)),
        ("Remote (GMT ±2)", (-2, 2)),
        ("Remote (UTC -5 to -8)", (-8, -5)),
        ("Remote GMT+2 (+/- 3 hours)", (-1, 5)),
        ("US Eastern time zone", (-5, -5)),
        ("Remote, Pacific Time", (-8, -8)),
    ],
)
def test_time_zones_are_hours_and_no_countries(line: str, zones: tuple[float, float], gazetteer: Geonames) -> None:
    said = read_work_from([line], gazetteer)
    assert said.timezones == zones
    assert not said.countries


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("You must reside in the United States.", "US"),
        ("This role is open to candidates based in Spain or Portugal.", "ES PT"),
        ("We are a team of 40. You can work remotely from anywhere in Canada.", "CA"),
        ("Fully remote within Germany, with offices in Berlin.", "DE"),
        ("Du musst nicht umziehen.\n\nLocation: Remote (UK)", "GB"),
        ("Candidates must be legally authorized to work in the United States.", "US"),
    ],
)
def test_a_description_says_who_may_apply(text: str, countries: str, gazetteer: Geonames) -> None:
    assert told(text, gazetteer).countries == frozenset(countries.split())


def test_a_list_of_states_below_a_colon_is_read(gazetteer: Geonames) -> None:
    text = (
        "To apply you must reside in one of the following states:\n\n- Texas\n- Florida\n- New York\n\nWe offer a lot."
    )
    assert told(text, gazetteer).states == {"US-TX", "US-FL", "US-NY"}


@pytest.mark.parametrize(
    "text",
    [
        "We serve millions of customers worldwide.",
        "Enjoy the option to work from anywhere for four weeks each year.",
        "You will work remotely with our teams in Germany and the United States.",
        "Our offices are in London and Paris. We have employees in 40 countries.",
        "Candidates in Colorado: the pay range is above.",
        "We do not accept applicants from Germany or France as employees there would need an entity.",
    ],
)
def test_a_company_that_is_everywhere_does_not_hire_everywhere(text: str, gazetteer: Geonames) -> None:
    assert not told(text, gazetteer).known


def test_the_words_that_say_it_are_quoted(gazetteer: Geonames) -> None:
    text = "🚀 Über uns: toll.\n\n- You must be based in Brazil to apply.\n- Python"
    reach = read_reach(text, lines_of(text, lowered(text)), gazetteer)
    (words,) = reach.evidence
    assert words.text == "You must be based in Brazil to apply."
    assert text[words.start : words.end] == words.text


def test_countries_where_nobody_is_hired_are_ruled_out(gazetteer: Geonames) -> None:
    listed = "We don't have a legal basis to accept applicants from the following countries:\n\n- Brazil\n- India\n"
    assert told(listed, gazetteer).excluded == {"BR", "IN"}
    assert not told(listed, gazetteer).countries
    assert told("Unfortunately we are unable to hire in Colorado or New York.", gazetteer).excluded == {
        "US-CO",
        "US-NY",
    }
    assert not told(
        "Applicants must not now or in the future require sponsorship for employment in the US.", gazetteer
    ).excluded


@given(st.text(max_size=300))
def test_any_line_is_read_without_harm(gazetteer: Geonames, line: str) -> None:
    said = read_work_from([line], gazetteer)
    assert not (said.anywhere and said.countries)
    told(line, gazetteer)


@given(st.permutations(["Germany", "Brazil", "USA", "Europe"]))
def test_the_order_of_lines_changes_nothing(gazetteer: Geonames, lines: list[str]) -> None:
    said = read_work_from(lines, gazetteer)
    assert said.countries == region_countries("Europe") | {"DE", "BR", "US"}
    assert said.regions == {"Europe"}


@pytest.mark.parametrize(
    "hostile", ["Remote (" * 8_000, "remote, " * 10_000, "must be based in " * 5_000, "UTC+" * 10_000, "A" * 60_000]
)
def test_hostile_text_is_read_in_time(hostile: str, gazetteer: Geonames) -> None:
    started = time.perf_counter()
    read_work_from([hostile], gazetteer)
    told(hostile, gazetteer)
    assert time.perf_counter() - started < 4


def test_every_label_names_what_can_be_compared() -> None:
    rows = [json.loads(line) for line in evaluation.LABELS.read_text("utf-8").splitlines()]
    assert len(rows) >= 100
    assert {key for row in rows for key in row["label"]} <= {
        "anywhere",
        "countries",
        "regions",
        "states",
        "excluded",
        "timezones",
    }


def test_labelled_lines_are_read_exactly_nine_times_in_ten(shared: Path) -> None:
    result = evaluation.evaluate(shared / "data")
    exact = result["exact"]
    assert isinstance(exact, dict)
    assert exact["held_out"] >= 0.9
    assert exact["all"] >= 0.9
    assert "held_out" in evaluation.render(result)
