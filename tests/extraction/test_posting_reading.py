"""A whole posting, understood."""

import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot_adapters.gazetteers.geonames import Geonames
from copilot_adapters.language_detectors.function_words import FunctionWords
from copilot_core.entities.facts import Facts
from copilot_core.entities.kinds import Employment, Seniority
from copilot_core.entities.place import Remote
from copilot_core.entities.posting import Posting
from copilot_core.rules.employment import read_employment
from copilot_core.rules.reading import Skills, read_posting
from copilot_core.rules.requirements.lines import lines_of

NURSE = """## Über uns

Wir sind eine Klinik in Hamburg mit 400 Betten.

## Ihr Profil

- Examinierte Pflegefachkraft
- Mindestens 2 Jahre Berufserfahrung auf einer Intensivstation
- Deutsch mindestens B2

## Wir bieten

- Gehalt: 3.400 € bis 3.900 € brutto im Monat
- Umzugskosten werden übernommen

Bewerbungsfrist: 31.08.2026
"""


def read(
    gazetteer: Geonames,
    languages: FunctionWords,
    skills: Skills,
    *,
    description: str = "",
    title: str = "Nurse",
    **more: object,
) -> Facts:
    posting = Posting(external_id="1", url="", title=title, company="", description=description, **more)  # type: ignore[arg-type]
    return read_posting(posting, taxonomy=skills, gazetteer=gazetteer, languages=languages)


def test_a_german_nurse_posting_is_understood(gazetteer: Geonames, languages: FunctionWords, no_skills: Skills) -> None:
    facts = read(
        gazetteer,
        languages,
        no_skills,
        title="Pflegefachkraft (m/w/d) in Vollzeit",
        description=NURSE,
        places=("Hamburg",),
    )
    assert [(place.city, place.country) for place in facts.places] == [("Hamburg", "DE")]
    assert facts.salary is not None
    assert (facts.salary.minimum, facts.salary.currency) == (3400, "EUR")
    assert facts.employment == {Employment.FULL_TIME}
    assert facts.seniority is Seniority.MID
    assert facts.language == "de"
    assert facts.relocation is True
    assert facts.closes_at == date(2026, 8, 31)
    assert [(one.kind.value, one.value) for one in facts.requirements] == [
        ("licence", "RN"),
        ("experience", ""),
        ("language", "de:B2"),
    ]
    assert {name for name, _ in facts.evidence} == {"salary", "relocation", "closes_at"}


def test_every_piece_of_evidence_quotes_its_text(
    gazetteer: Geonames, languages: FunctionWords, no_skills: Skills
) -> None:
    facts = read(gazetteer, languages, no_skills, description="🚑 " + NURSE)
    quotes = [one for _, one in facts.evidence] + [one.evidence for one in facts.requirements]
    assert quotes
    assert all(("🚑 " + NURSE)[one.start : one.end] == one.text for one in quotes)


@pytest.mark.parametrize(
    ("more", "mode"),
    [
        ({"remote": True}, Remote.YES),
        ({"remote": False}, Remote.NO),
        ({"hybrid": True, "remote": True}, Remote.HYBRID),
        ({"places": ("Berlin (hybrid)",)}, Remote.HYBRID),
        ({"places": ("Remote - Spain",)}, Remote.YES),
        ({"title": "Engineer (Remote)"}, Remote.YES),
        ({"title": "Engineer", "places": ("Austin, TX (Onsite)",)}, Remote.NO),
        ({"description": "This is a fully remote position."}, Remote.YES),
        ({"description": "Hybrid: 3 days in the office, 2 days remote."}, Remote.HYBRID),
        ({"description": "This is an on-site position in Leeds."}, Remote.NO),
        ({"description": "We build remote controls."}, Remote.UNKNOWN),
        ({}, Remote.UNKNOWN),
    ],
)
def test_the_mode_is_told_by_the_board_or_by_words(
    more: dict[str, object], mode: Remote, gazetteer: Geonames, languages: FunctionWords, no_skills: Skills
) -> None:
    assert read(gazetteer, languages, no_skills, **more).remote is mode  # type: ignore[arg-type]


def test_office_work_has_no_from_where(gazetteer: Geonames, languages: FunctionWords, no_skills: Skills) -> None:
    facts = read(
        gazetteer, languages, no_skills, description="You must live in Germany.", places=("Berlin",), remote=False
    )
    assert not facts.work_from.known


def test_a_remote_job_of_a_country_may_be_done_from_there(
    gazetteer: Geonames, languages: FunctionWords, no_skills: Skills
) -> None:
    country = read(gazetteer, languages, no_skills, places=("United States",), remote=True)
    city = read(gazetteer, languages, no_skills, places=("Berlin, Germany",), remote=True)
    assert country.work_from.countries == {"US"}
    assert not city.work_from.known


def test_the_description_narrows_what_the_board_says(
    gazetteer: Geonames, languages: FunctionWords, no_skills: Skills
) -> None:
    facts = read(
        gazetteer,
        languages,
        no_skills,
        work_from=("USA",),
        remote=True,
        description="You must reside in Texas or Florida. Working hours overlap with CET.",
    )
    assert facts.work_from.countries == {"US"}
    assert facts.work_from.states == {"US-TX", "US-FL"}


@pytest.mark.parametrize(
    ("title", "board", "level"),
    [
        ("Senior Software Engineer", "", Seniority.SENIOR),
        ("Staff Engineer", "", Seniority.LEAD),
        ("Staff Nurse", "", None),
        ("Product Manager", "", None),
        ("Engineering Manager", "", Seniority.MANAGER),
        ("Executive Assistant to the CEO", "", None),
        ("VP of Sales", "", Seniority.EXECUTIVE),
        ("Werkstudent Marketing (m/w/d)", "", Seniority.INTERN),
        ("Auszubildende zur Köchin", "", Seniority.INTERN),
        ("Director of Nursing", "", Seniority.DIRECTOR),
        ("Sales Associate", "", None),
        ("Head Chef", "", Seniority.LEAD),
        ("Chief Nursing Officer", "", Seniority.EXECUTIVE),
        ("Chief, Pharmacy Service", "", Seniority.DIRECTOR),
        ("Accountant II", "", Seniority.MID),
        ("Teamleiter Logistik", "", Seniority.LEAD),
        ("Supervisory Ranger", "", Seniority.LEAD),
        ("Truck Driver", "Entry-level", Seniority.JUNIOR),
        ("Senior Cook", "Entry-level", Seniority.SENIOR),
        ("Cook", "Mid-Senior Level", Seniority.SENIOR),
        ("International Sales Agent", "", None),
    ],
)
def test_the_title_tells_the_level_before_the_board(
    title: str, board: str, level: Seniority | None, gazetteer: Geonames, languages: FunctionWords, no_skills: Skills
) -> None:
    assert read(gazetteer, languages, no_skills, title=title, seniority=board).seniority is level


@pytest.mark.parametrize(
    ("words", "title", "description", "kinds"),
    [
        (("Full-time",), "Cook", "", {Employment.FULL_TIME}),
        (("full_time", "contract"), "Cook", "", {Employment.FULL_TIME, Employment.CONTRACT}),
        (("Teilzeit",), "Koch", "", {Employment.PART_TIME}),
        ((), "Koch in Voll- oder Teilzeit", "", {Employment.PART_TIME}),
        ((), "Seasonal Ranger", "", {Employment.TEMPORARY}),
        ((), "Nurse", "Employment type: Part-time\n", {Employment.PART_TIME}),
        ((), "Nurse", "**Job Type**\n\nFull-time\n", {Employment.FULL_TIME}),
        ((), "Contract Lawyer", "", set()),
        ((), "Nurse", "We keep our contracts.", set()),
    ],
)
def test_employment_is_told_by_board_title_or_label(
    words: tuple[str, ...], title: str, description: str, kinds: set[Employment]
) -> None:
    lines = lines_of(description, description.lower())
    assert read_employment(words, title, lines) == kinds


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Apply by August 15, 2026.", date(2026, 8, 15)),
        ("Closing date: 3 September 2026", date(2026, 9, 3)),
        ("Deadline 2026-10-01", date(2026, 10, 1)),
        ("Bewerbungsschluss ist der 5. März 2027", date(2027, 3, 5)),
        ("Applications close 25/12/2026", date(2026, 12, 25)),
        ("Applications close 8/9/2026", None),
        ("Apply by 31.02.2026", None),
        ("Our deadline-driven team started in May 2020", None),
    ],
)
def test_the_last_day_is_read_only_when_certain(
    text: str, day: date | None, gazetteer: Geonames, languages: FunctionWords, no_skills: Skills
) -> None:
    assert read(gazetteer, languages, no_skills, description=text).closes_at == day


def test_the_boards_own_last_day_counts(gazetteer: Geonames, languages: FunctionWords, no_skills: Skills) -> None:
    given_day = datetime(2026, 9, 1, tzinfo=UTC)
    facts = read(gazetteer, languages, no_skills, description="Apply by August 15, 2026.", closes_at=given_day)
    assert facts.closes_at == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We are looking for a cook who likes to work with people and with our team.", "en"),
        ("Wir suchen eine Köchin, die gerne mit Menschen und in einem Team arbeitet.", "de"),
        ("Buscamos una persona que trabaje con nosotros en el equipo de la cocina.", "es"),
        ("Nous recherchons une personne pour notre équipe et pour la cuisine de nos clients.", "fr"),
        ("Estamos procurando uma pessoa que não tenha medo de trabalhar com a nossa equipe para você.", "pt"),
        ("Wij zoeken een kok die het leuk vindt om met ons team te werken en voor jou is er een kans.", "nl"),
        ("팀에서 함께 일할 분을 찾고 있습니다", "ko"),
        ("Мы ищем повара, который любит работать с людьми", "ru"),
        ("Ми шукаємо кухаря, який любить працювати з людьми і вміє", "uk"),
        ("Python", ""),
        ("", ""),
    ],
)
def test_languages_are_told_apart(text: str, language: str, languages: FunctionWords) -> None:
    assert languages.language(text) == language


def test_the_largest_city_of_a_name_comes_first(gazetteer: Geonames) -> None:
    assert [city.country for city in gazetteer.cities("Birmingham")][:2] == ["GB", "US"]
    assert gazetteer.cities("münchen") == gazetteer.cities("Munich")
    assert gazetteer.cities("") == ()
    assert gazetteer.cities("Nirgendwo") == ()


@settings(max_examples=40)
@given(st.text(max_size=800), st.text(max_size=80))
def test_any_posting_is_read_without_harm(
    gazetteer: Geonames, languages: FunctionWords, no_skills: Skills, description: str, line: str
) -> None:
    facts = read(
        gazetteer, languages, no_skills, title=line or "x", description=description, places=(line,), pay_text=line
    )
    for one in facts.requirements:
        assert description[one.evidence.start : one.evidence.end] == one.evidence.text


@pytest.mark.parametrize(
    "hostile",
    ["must live in " * 8_000, "- a b\n" * 20_000, "$1 - " * 20_000, "remote in US, " * 7_000, "((((" * 25_000],
)
def test_a_hostile_description_is_read_in_time(
    hostile: str, gazetteer: Geonames, languages: FunctionWords, no_skills: Skills
) -> None:
    started = time.perf_counter()
    read(gazetteer, languages, no_skills, description=hostile, remote=True)
    assert time.perf_counter() - started < 6
