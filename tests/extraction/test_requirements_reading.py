"""What a posting asks for."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot_core.entities.evidence import Evidence
from copilot_core.entities.requirement import Requirement, RequirementKind
from copilot_core.entities.skill import Skill, SkillMention
from copilot_core.rules.folding import lowered
from copilot_core.rules.reading import Skills
from copilot_core.rules.requirements.asking import MOST, Asked, read_requirements
from copilot_core.rules.requirements.lines import lines_of

LICENCE, DEGREE, LANGUAGE = RequirementKind.LICENCE, RequirementKind.DEGREE, RequirementKind.LANGUAGE
CLEARANCE, PERMIT, EXPERIENCE = RequirementKind.CLEARANCE, RequirementKind.PERMIT, RequirementKind.EXPERIENCE


def asked(text: str, mentions: tuple[SkillMention, ...] = (), countries: frozenset[str] = frozenset({"US"})) -> Asked:
    return read_requirements(text, lines_of(text, lowered(text)), mentions, countries)


def of_kind(text: str, kind: RequirementKind) -> list[Requirement]:
    return [one for one in asked(text).requirements if one.kind is kind]


def values(text: str, kind: RequirementKind) -> list[str]:
    return [one.value for one in of_kind(text, kind)]


def in_section(bullet: str) -> str:
    return f"## Requirements\n\n- {bullet}\n"


@pytest.mark.parametrize(
    ("bullet", "name"),
    [
        ("Current RN license in the State of New York", "RN"),
        ("Must be a Registered Nurse with a valid license", "RN"),
        ("Examinierte Pflegefachkraft (m/w/d)", "RN"),
        ("LPN or LVN licensure", "LPN"),
        ("RN or LPN license", "RN or LPN"),
        ("Class A CDL with hazmat endorsement", "CDL-A"),
        ("Valid CDL-A", "CDL-A"),
        ("Führerschein Klasse CE und Fahrerkarte", "CDL-A"),
        ("Valid driver's license and clean driving record", "driving"),
        ("Führerschein Klasse B", "driving"),
        ("Professional Engineer (PE) license", "PE"),
        ("CPA preferred", "CPA"),
        ("Active CPA license", "CPA"),
        ("Admission to the New York State bar", "bar"),
        ("Member in good standing of the California Bar", "bar"),
        ("Zweites Staatsexamen (Volljurist)", "bar"),
        ("State teaching license or certification in Mathematics", "teacher"),
        ("Journeyman Electrician license", "electrician"),
        ("Approbation als Arzt", "MD"),
        ("EMT certification", "EMT"),
        ("ServSafe certification", "food"),
        ("Staplerschein von Vorteil", "forklift"),
        ("LCSW licensure", "LCSW"),
        ("Series 7 license", "Series-7"),
        ("BLS and ACLS certification", "ACLS"),
        ("CISSP certification", "CISSP"),
    ],
)
def test_a_licence_has_its_name(bullet: str, name: str) -> None:
    assert name in values(in_section(bullet), LICENCE)


@pytest.mark.parametrize(
    "text",
    [
        "You will work with registered nurses and physicians.",
        "- Collaborate with licensed attorneys on our platform\n- Report to the board",
        "We are certified as a great place to work.",
        "- You will assist our electricians, teachers and drivers",
        "Join us at the bar for after-work drinks.",
    ],
)
def test_a_licence_that_others_hold_is_not_asked(text: str) -> None:
    assert not values(f"## Responsibilities\n\n{text}\n", LICENCE)


@pytest.mark.parametrize(
    ("bullet", "degree"),
    [
        ("Bachelor's degree in Computer Science or equivalent experience", "bachelor"),
        ("BS/MS in Engineering", "bachelor"),
        ("Master's or PhD in Statistics", "master"),
        ("Ph.D. in Chemistry", "doctorate"),
        ("High school diploma or GED", "school"),
        ("Associate's degree", "associate"),
        ("Abgeschlossenes Studium der Informatik", "bachelor"),
        ("Abgeschlossene Berufsausbildung als Koch", "vocational"),
        ("Abgeschlossene Ausbildung oder Studium", "vocational"),
        ("A university degree", "bachelor"),
        ("MBA", "master"),
        ("Abgeschlossenes Informatikstudium", "bachelor"),
    ],
)
def test_the_lowest_degree_that_will_do_is_asked(bullet: str, degree: str) -> None:
    assert values(in_section(bullet), DEGREE) == [degree]


@pytest.mark.parametrize(
    "bullet", ["A high degree of autonomy", "Scrum Master mindset", "Tuition for your degree", "Master of your craft"]
)
def test_what_only_sounds_like_a_degree_is_none(bullet: str) -> None:
    assert not values(in_section(bullet), DEGREE)


@pytest.mark.parametrize(
    ("bullet", "languages"),
    [
        ("Fluent German and good English", ["de:C1", "en:B2"]),
        ("Verhandlungssicheres Deutsch und gute Englischkenntnisse", ["de:C1", "en:B2"]),
        ("English (C1)", ["en:C1"]),
        ("Deutsch mindestens B2", ["de:B2"]),
        ("Native French speaker", ["fr:native"]),
        ("Excellent written and verbal communication in English", ["en:C1"]),
        ("Bilingual in Spanish", ["es:C1"]),
        ("Strong communication skills", []),
        ("Bachelor's degree in English", []),
    ],
)
def test_a_language_has_its_level(bullet: str, languages: list[str]) -> None:
    assert values(in_section(bullet), LANGUAGE) == languages


def test_either_of_two_languages_rules_nobody_out() -> None:
    found = of_kind(in_section("Fluent in French or Spanish"), LANGUAGE)
    assert [(one.value, one.must) for one in found] == [("fr:C1", False), ("es:C1", False)]


@pytest.mark.parametrize(
    ("bullet", "clearance", "must"),
    [
        ("Active Top Secret clearance required", "top secret", True),
        ("TS/SCI with polygraph", "ts/sci", True),
        ("Must hold a current Secret security clearance", "secret", True),
        ("Ability to obtain a Public Trust clearance", "public trust", False),
        ("SC clearance", "sc", True),
    ],
)
def test_a_clearance_is_held_or_to_be_obtained(bullet: str, clearance: str, must: bool) -> None:
    (one,) = of_kind(in_section(bullet), CLEARANCE)
    assert (one.value if clearance != "sc" else "sc", one.must) == (clearance, must)


@pytest.mark.parametrize(
    "text",
    [
        "Handle customs clearance of goods",
        "Our secret sauce is people",
        "Protect trade secrets",
        "No clearance required",
    ],
)
def test_other_clearances_and_secrets_are_not_asked(text: str) -> None:
    assert not values(in_section(text), CLEARANCE)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("U.S. citizens only.", "US"),
        ("US Citizenship required", "US"),
        ("Must be a United States citizen", "US"),
        ("Must be a US citizen or permanent resident", "US:no_sponsorship"),
        ("You must be authorized to work in the United States.", "US:no_sponsorship"),
        ("We are unable to sponsor visas at this time.", "US:no_sponsorship"),
        ("No visa sponsorship", "US:no_sponsorship"),
        ("Applicants must have the right to work in the UK.", "GB:no_sponsorship"),
        ("Sponsorship: Not at this time", "US:no_sponsorship"),
    ],
)
def test_who_may_work_is_asked(text: str, value: str) -> None:
    assert values(text, PERMIT) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "We do not discriminate on the basis of race, citizenship status or age.",
        "All applicants will receive consideration without regard to national origin or citizenship.",
        "Help citizens of the city to find services.",
        "Visa sponsorship available.",
        "You will manage Visa and Mastercard transactions.",
    ],
)
def test_words_about_citizens_are_not_always_asked(text: str) -> None:
    assert not values(text, PERMIT)


@pytest.mark.parametrize(
    ("text", "sponsorship", "relocation"),
    [
        ("We offer visa sponsorship and relocation support.", True, True),
        ("Visa sponsorship is not available for this role.", False, None),
        ("No relocation assistance is provided.", None, False),
        ("Wir helfen beim Umzug mit Umzugskosten.", None, True),
        ("A great team.", None, None),
    ],
)
def test_help_with_visa_and_moving_is_told_with_its_words(
    text: str, sponsorship: bool | None, relocation: bool | None
) -> None:
    found = asked(text)
    assert (found.sponsorship, found.relocation) == (sponsorship, relocation)
    assert {name for name, _ in found.evidence} == {
        name for name, said in (("sponsorship", sponsorship), ("relocation", relocation)) if said is not None
    }


@pytest.mark.parametrize(
    ("bullet", "years"),
    [
        ("5+ years of experience in logistics", 5),
        ("3-5 years of relevant experience", 3),
        ("Minimum of two (2) years experience", 2),
        ("Mindestens 3 Jahre Berufserfahrung", 3),
        ("At least 18 months of professional driving experience", 1.5),
        ("Mehrjährige Erfahrung im Vertrieb", 3),
        ("One year of specialized experience equivalent to GS-11", 1),
        ("Experience: 10 years", 10),
    ],
)
def test_years_of_experience_are_counted(bullet: str, years: float) -> None:
    assert [one.years for one in of_kind(in_section(bullet), EXPERIENCE)] == [years]


@pytest.mark.parametrize(
    "bullet",
    [
        "Must be 18 years of age or older",
        "A 12 month contract",
        "Our company was founded 20 years ago",
        "5 year plan",
        "2 weeks of paid leave",
    ],
)
def test_other_years_are_not_experience(bullet: str) -> None:
    assert not [one for one in of_kind(in_section(bullet), EXPERIENCE) if one.years]


def test_a_licence_unknown_to_us_is_asked_by_its_words() -> None:
    (one,) = of_kind(in_section("Valid hot-air balloon licence required"), LICENCE)
    assert (one.value, one.must, one.text) == ("", True, "Valid hot-air balloon licence required")


def test_needed_is_told_from_nice_to_have() -> None:
    text = """**Requirements:**

* RN license required, BLS preferred
* Bachelor's degree; Master's is a plus

**Nice to have**

* Experience with children
* Spanish, fluent
"""
    must = {one.value or one.text: one.must for one in asked(text).requirements}
    assert must == {
        "RN": True,
        "BLS": False,
        "bachelor": True,
        "master": False,
        "Experience with children": False,
        "es:C1": False,
    }


@pytest.mark.parametrize(
    "heading",
    [
        "## Requirements",
        "**What you bring**",
        "### Ihr Profil",
        "Qualifications:",
        "What we're looking for:",
        "#### Das bringst du mit",
        "**About you:**",
    ],
)
def test_a_section_is_known_by_its_heading(heading: str) -> None:
    text = (
        f"We make shoes.\n\n{heading}\n\n- Calm with customers\n- Steady hands\n\n## What we offer\n\n- Fresh fruit\n"
    )
    assert [one.text for one in asked(text).requirements] == ["Calm with customers", "Steady hands"]


@pytest.mark.parametrize(
    "heading", ["## Benefits", "**Wir bieten**", "## Responsibilities", "## About us", "**Deine Aufgaben**"]
)
def test_other_sections_ask_for_nothing(heading: str) -> None:
    assert not asked(f"{heading}\n\n- Fresh fruit every day\n- Help people move house\n").requirements


def test_a_list_without_bullets_is_no_row_of_headings() -> None:
    text = "Requirements\n\nExperience with horses\n\nExcellent communication skills\n\nBenefits\n\nFresh fruit for all skills"
    assert [one.text for one in asked(text).requirements] == [
        "Experience with horses",
        "Excellent communication skills",
    ]


def test_a_list_of_skills_is_one_each_and_alternatives_are_one(few_skills: Skills) -> None:
    each, either = in_section("Python, SQL and Docker"), in_section("Python or SQL")
    listed = asked(each, few_skills.skills_in(each)).requirements
    chosen = asked(either, few_skills.skills_in(either)).requirements
    assert [one.skills for one in listed] == [("test:Python",), ("test:SQL",), ("test:Docker",)]
    assert [one.text for one in listed] == ["Python", "SQL", "Docker"]
    assert [one.skills for one in chosen] == [("test:Python", "test:SQL")]


def test_years_of_a_skill_name_the_skill(few_skills: Skills) -> None:
    text = in_section("5+ years of Python")
    (one,) = asked(text, few_skills.skills_in(text)).requirements
    assert (one.kind, one.years, one.skills) == (EXPERIENCE, 5, ("test:Python",))


def test_the_subject_of_a_degree_is_no_skill_of_its_own(few_skills: Skills) -> None:
    text = in_section("Diploma or degree in welding")
    assert [one.kind for one in asked(text, few_skills.skills_in(text)).requirements] == [DEGREE]


def test_every_quote_stands_in_the_description_even_behind_emoji() -> None:
    text = "🚑🚑 Pflege 🚑\n\n## Ihr Profil 🎓\n\n- 🩺 Examinierte Pflegefachkraft\n- **Deutsch** mindestens B2 🇩🇪\n"
    found = asked(text).requirements
    assert len(found) == 2
    assert all(text[one.evidence.start : one.evidence.end] == one.evidence.text for one in found)


@given(
    st.lists(
        st.sampled_from(
            [
                "## Requirements",
                "- 5+ years of experience",
                "RN license required",
                "- İstanbul ß ﬁ 🚑",
                "**Benefits**",
                "",
                "x; y. Z",
                "* Fluent German",
            ]
        ),
        max_size=25,
    )
)
def test_quotes_are_true_whatever_the_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    for one in asked(text).requirements:
        assert text[one.evidence.start : one.evidence.end] == one.evidence.text
        assert one.text


@given(st.text(max_size=500))
def test_any_text_is_read_without_harm(text: str) -> None:
    asked(text)


@pytest.mark.parametrize(
    "hostile",
    [
        "## Requirements\n" + "- RN or LPN license, " * 4_000,
        "- 5 years\n" * 8_000,
        "must " * 20_000,
        "Requirements: " * 6_000,
        "no visa " * 8_000,
        "(a) " * 15_000,
        "a" * 100_000,
    ],
)
def test_hostile_text_is_read_in_time(hostile: str) -> None:
    started = time.perf_counter()
    found = asked("## Requirements\n" + hostile)
    assert time.perf_counter() - started < 5
    assert len(found.requirements) <= MOST


def test_a_language_is_asked_once_not_as_a_skill_too() -> None:
    text = in_section("Must be proficient in spoken and written English")
    at = text.index("English")
    english = SkillMention(Skill("test:english", "English"), Evidence.of(text, at, at + len("English"), "description"))
    assert [one.kind for one in asked(text, (english,)).requirements] == [LANGUAGE]


def test_the_address_of_a_page_is_no_requirement() -> None:
    text = in_section("https://www.ed.gov/about/offices/list/python.html")
    at = text.index("python")
    python = SkillMention(Skill("test:python", "Python"), Evidence.of(text, at, at + len("python"), "description"))
    assert asked(text, (python,)).requirements == ()
