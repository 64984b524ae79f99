"""How well a job fits: requirement by requirement, blockers apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_world import asks, card, judge, person, place

from copilot_core.entities.kinds import Seniority
from copilot_core.entities.match import Met
from copilot_core.entities.place import Remote, WorkFrom
from copilot_core.entities.requirement import RequirementKind
from copilot_core.entities.salary import Period, Salary
from copilot_core.entities.seeker import Permit, RemoteWish, Wishes
from copilot_core.rules.fit import Profile
from copilot_core.sentences import say

FILLER = (
    "Communication, teamwork and a positive attitude in a dynamic team; you are a team player with communication skills"
)
NURSE = f"Rosa Example\nRegistered Nurse\nSkills: wound care, triage, ventilator, communication, teamwork. {FILLER}"
SACRAMENTO, HAMBURG = place("Sacramento", "CA", "US"), place("Hamburg", "HH", "DE")


def nurse(**wishes: object) -> Profile:
    return person(NURSE, "Registered Nurse", wishes=Wishes(**wishes))  # type: ignore[arg-type]


def codes(job_match: object) -> list[str]:
    return [blocker.code for blocker in job_match.blockers]  # type: ignore[attr-defined]


PEOPLE = {
    "Registered Nurse": ("wound care, triage, ventilator", "Staff Nurse, Intensive Care"),
    "Truck Driver": ("route planning, forklift", "Long-haul Truck Driver"),
    "Cook": ("pastry", "Line Cook"),
    "Primary School Teacher": ("lesson plans", "Teacher, Grade 3"),
    "Electrician": ("wiring", "Industrial Electrician"),
    "Accountant": ("audit, payroll", "Senior Accountant"),
    "Lawyer": ("litigation", "Attorney, Employment Law"),
    "Welder": ("welding", "MIG Welder"),
    "Gardener": ("pruning", "Gardener, City Parks"),
    "Civil Engineer": ("autocad", "Civil Engineer, Water"),
    "Warehouse Worker": ("forklift", "Warehouse Associate"),
    "Recruiter": ("recruiting", "Technical Recruiter"),
}


@pytest.mark.parametrize("title", PEOPLE)
def test_filler_words_never_lift_a_software_job_above_the_own_trade(title: str) -> None:
    skills, own = PEOPLE[title]
    someone = person(f"{title}. Skills: {skills}, communication, teamwork. {FILLER}", title)
    mixed = [card(other_own, f"You know {other}. We want you.") for other, other_own in PEOPLE.values()]
    mixed += [
        card("React Developer", f"React and TypeScript. {FILLER} {FILLER}", asks("communication"), asks("teamwork")),
        card("Senior Software Engineer", f"Python. {FILLER}", asks("communication skills", RequirementKind.OTHER)),
    ]
    ranked = sorted(mixed, key=lambda job: -judge(job, someone).score)
    assert ranked[0].summary.title == own
    by_title = {job.summary.title: judge(job, someone).score for job in mixed}
    assert by_title["React Developer"] < by_title[own] / 3


def test_the_score_reaches_both_ends() -> None:
    same = card(
        "Registered Nurse", "wound care triage ventilator", asks("wound care"), asks("triage"), places=(SACRAMENTO,)
    )
    other = card("React Developer", "React TypeScript", asks("react"), asks("typescript"))
    someone = nurse(want=("registered nurse",), where=(SACRAMENTO,))
    assert judge(same, someone, 0.7).score > 90
    assert judge(other, someone, 0.1).score < 10


def test_a_proven_skill_shows_the_words_of_the_resume() -> None:
    found = judge(card("Nurse", "", asks("Experience in wound care")), nurse()).findings[0]
    assert found.met is Met.YES
    proof = found.evidence[0]
    assert NURSE[proof.start : proof.end] == proof.text == "wound care"
    assert proof.field == "text"


def test_a_skill_the_resume_lacks_is_not_met() -> None:
    assert judge(card("Nurse", "", asks("welding")), nurse()).findings[0].met is Met.NO


def test_less_than_half_of_several_skills_is_a_part() -> None:
    found = judge(card("Nurse", "", asks("Wound care, welding, React and accounting")), nurse()).findings[0]
    assert len(found.requirement.skills) >= 3
    assert found.met is Met.PARTLY


def test_a_filler_skill_that_is_not_mentioned_cannot_be_told() -> None:
    found = judge(card("Nurse", "", asks("Excellent communication skills")), nurse()).findings[0]
    assert found.met is Met.UNKNOWN


def test_what_cannot_be_told_is_no_penalty_but_lowers_confidence() -> None:
    plain = judge(card("Nurse"), nurse())
    vague = judge(card("Nurse", "", asks("A valid passport for trips", RequirementKind.OTHER)), nurse())
    assert vague.findings[0].met is Met.UNKNOWN
    assert vague.score == plain.score
    assert vague.confidence < plain.confidence


def test_years_come_from_dated_positions() -> None:
    job = card("Nurse", "", asks("5 years as a nurse", RequirementKind.EXPERIENCE, years=5.0))
    assert judge(job, person("Nurse", "Nurse", start=2018)).findings[0].met is Met.YES
    assert judge(job, person("Nurse", "Nurse", start=2022)).findings[0].met is Met.PARTLY
    assert judge(job, person("Nurse", "Nurse", start=2025)).findings[0].met is Met.NO
    assert judge(job, person("Nurse")).findings[0].met is Met.UNKNOWN


SENIORITIES = st.sampled_from(list(Seniority))


@given(
    st.lists(st.sampled_from(["wound care", "triage", "welding", "react", "payroll", "audit", "python"]), max_size=6),
    st.lists(st.booleans(), min_size=6, max_size=6),
    st.sampled_from(["wound care", "triage", "welding", "react", "payroll", "audit", "python"]),
)
def test_proving_one_more_requirement_never_lowers_the_score(asked: list[str], musts: list[bool], learnt: str) -> None:
    requirements = [asks(skill, must=must) for skill, must in zip(asked, musts, strict=False)]
    job = card("Staff Nurse", " ".join(asked), *requirements)
    before = judge(job, person("Nurse with triage.", "Nurse")).score
    after = judge(job, person(f"Nurse with triage. {learnt}", "Nurse")).score
    assert after >= before


@given(st.floats(min_value=-1, max_value=1), st.floats(min_value=0, max_value=0.5), SENIORITIES)
def test_more_meaning_never_lowers_the_score_and_all_stay_in_bounds(low: float, more: float, level: Seniority) -> None:
    job = card("Staff Nurse", "wound care", asks("wound care"), seniority=level)
    less, greater = judge(job, nurse(), low), judge(job, nurse(), min(1.0, low + more))
    assert 0 <= less.score <= greater.score <= 100
    assert 0 <= less.confidence <= 1


def test_elsewhere_blocks_who_does_not_move_and_only_them() -> None:
    job = card("Nurse", places=(HAMBURG,), remote=Remote.NO)
    assert codes(judge(job, nurse(lives_in=SACRAMENTO, relocate=False))) == ["match_blocked_place"]
    assert codes(judge(job, nurse(lives_in=SACRAMENTO, relocate=True))) == []
    assert codes(judge(job, nurse(lives_in=SACRAMENTO))) == []
    assert codes(judge(job, nurse(lives_in=HAMBURG, relocate=False))) == []


def test_a_neighbouring_state_where_people_commute_does_not_block() -> None:
    job = card("Nurse", places=(place("Jersey City", "NJ", "US"),))
    assert codes(judge(job, nurse(lives_in=place("New York", "NY", "US"), relocate=False))) == []


def test_a_region_wished_for_holds_its_countries() -> None:
    job = card("Nurse", places=(HAMBURG,))
    wish = place("Europe", None, None)
    assert judge(job, nurse(where=(wish,), relocate=False)).blockers == ()
    assert codes(judge(card("Nurse", places=(SACRAMENTO,)), nurse(where=(wish,), relocate=False))) == [
        "match_blocked_place"
    ]


def test_remote_work_that_excludes_the_persons_country_blocks() -> None:
    job = card("Nurse", remote=Remote.YES, work_from=WorkFrom(countries=frozenset({"US"}), text="US only"))
    assert codes(judge(job, nurse(lives_in=HAMBURG))) == ["match_blocked_work_from"]
    assert codes(judge(job, nurse(lives_in=SACRAMENTO))) == []
    assert codes(judge(card("Nurse", remote=Remote.YES), nurse(lives_in=HAMBURG))) == []


def test_only_remote_blocks_on_site_work_but_not_silence() -> None:
    wish = {"remote": RemoteWish.ONLY}
    assert codes(judge(card("Nurse", remote=Remote.NO), nurse(**wish))) == ["match_blocked_on_site"]
    assert codes(judge(card("Nurse", remote=Remote.HYBRID), nurse(**wish))) == ["match_blocked_on_site"]
    assert codes(judge(card("Nurse"), nurse(**wish))) == []


PERMIT = RequirementKind.PERMIT


@pytest.mark.parametrize(
    ("permits", "citizens", "unsponsored"),
    [
        ({"US": Permit.CITIZEN}, [], []),
        ({"US": Permit.PERMANENT}, ["match_blocked_citizenship"], []),
        ({"US": Permit.NEEDS_SPONSORSHIP}, ["match_blocked_citizenship"], ["match_blocked_sponsorship"]),
        ({"US": Permit.VISA}, ["match_blocked_citizenship"], []),
        ({"EU": Permit.CITIZEN}, ["match_blocked_citizenship"], ["match_blocked_sponsorship"]),
        ({}, [], []),
    ],
)
def test_permits_block_where_they_are_asked(
    permits: dict[str, Permit], citizens: list[str], unsponsored: list[str]
) -> None:
    someone = nurse(permits=permits)
    assert codes(judge(card("Nurse", "", asks("US citizens only", PERMIT, value="US")), someone)) == citizens
    job = card("Nurse", "", asks("No visa sponsorship", PERMIT, value="US:no_sponsorship"))
    assert codes(judge(job, someone)) == unsponsored


def test_a_citizen_of_one_country_of_the_union_may_work_in_another() -> None:
    job = card("Nurse", "", asks("Arbeitserlaubnis", PERMIT, value="DE:no_sponsorship"))
    assert codes(judge(job, nurse(permits={"FR": Permit.CITIZEN}))) == []


def test_a_clearance_that_is_not_held_blocks() -> None:
    job = card("Nurse", "", asks("Active Top Secret clearance", RequirementKind.CLEARANCE, value="top secret"))
    assert codes(judge(job, nurse(clearance="secret"))) == ["match_blocked_clearance"]
    assert codes(judge(job, nurse(clearance="none"))) == ["match_blocked_clearance"]
    assert codes(judge(job, nurse(clearance="TS/SCI"))) == []
    assert judge(job, nurse()).findings[0].met is Met.UNKNOWN


def test_a_clearance_to_be_obtained_blocks_those_who_are_no_citizens() -> None:
    asked = asks("Ability to obtain a secret clearance", RequirementKind.CLEARANCE, value="secret", must=False)
    job = card("Nurse", "", asked, places=(SACRAMENTO,))
    assert codes(judge(job, nurse(clearance="none", permits={"US": Permit.CITIZEN}))) == []
    assert codes(judge(job, nurse(clearance="none", permits={"US": Permit.VISA}))) == ["match_blocked_clearance"]
    assert codes(judge(job, nurse(clearance="none"))) == []


LICENCE = RequirementKind.LICENCE


def test_a_licence_that_is_not_held_blocks_unless_it_is_only_nice_to_have() -> None:
    needed = asks("Registered Nurse licence", LICENCE, value="RN")
    driver = {"licences": ("driver's license",)}
    assert codes(judge(card("Nurse", "", needed), nurse(**driver))) == ["match_blocked_licence"]
    assert codes(judge(card("Nurse", "", needed), nurse(licences=("RN (California)",)))) == []
    assert codes(judge(card("Nurse", "", asks("RN licence", LICENCE, value="RN", must=False)), nurse(**driver))) == []
    assert judge(card("Nurse", "", needed), nurse()).findings[0].met is Met.UNKNOWN


def test_one_of_several_licences_is_enough_and_another_states_is_not() -> None:
    several = asks("LCSW, LMFT, LMHC or LPC required", LICENCE, value="LCSW")
    california = asks("Active California LMHC license", LICENCE, value="LMHC")
    held = {"licences": ("LMHC New York",)}
    assert codes(judge(card("Nurse", "", several), nurse(**held))) == []
    assert codes(judge(card("Nurse", "", california), nurse(**held))) == ["match_blocked_licence"]


@pytest.mark.parametrize(
    "text",
    [
        "Or RN licence",
        "RN licence or equivalent",
        "Ability to obtain an RN licence",
        "RN licence obtained within 6 months",
    ],
)
def test_what_may_be_met_later_or_otherwise_does_not_block(text: str) -> None:
    assert codes(judge(card("Nurse", "", asks(text, LICENCE, value="RN")), nurse(licences=("CPA",)))) == []


def test_a_driving_licence_is_seldom_written_down_and_does_not_block() -> None:
    found = judge(card("Nurse", "", asks("Valid driver's license", LICENCE, value="driving")), nurse(licences=("RN",)))
    assert found.findings[0].met is Met.UNKNOWN
    assert found.blockers == ()


LANGUAGE = RequirementKind.LANGUAGE


def test_languages_block_when_not_spoken_and_level_by_level() -> None:
    job = card("Nurse", "", asks("German B2", LANGUAGE, value="de:B2"))
    assert codes(judge(job, nurse(languages={"en": "native"}))) == ["match_blocked_language"]
    assert judge(job, nurse(languages={"de": "B1"})).findings[0].met is Met.PARTLY
    assert judge(job, nurse(languages={"de": "C1"})).findings[0].met is Met.YES
    assert judge(job, nurse()).findings[0].met is Met.UNKNOWN
    assert codes(judge(card("Krankenpfleger", language="de"), nurse(languages={"en": "native"}))) == [
        "match_blocked_advert_language"
    ]


@pytest.mark.parametrize(
    ("mine", "theirs", "blocked"),
    [
        (Seniority.JUNIOR, Seniority.DIRECTOR, True),
        (Seniority.DIRECTOR, Seniority.INTERN, True),
        (Seniority.MID, Seniority.INTERN, True),
        (Seniority.MID, Seniority.SENIOR, False),
        (Seniority.SENIOR, Seniority.MANAGER, False),
        (Seniority.JUNIOR, Seniority.INTERN, False),
    ],
)
def test_levels_far_apart_block(mine: Seniority, theirs: Seniority, *, blocked: bool) -> None:
    assert bool(judge(card("Nurse", seniority=theirs), nurse(seniority=mine)).blockers) is blocked


def test_a_company_that_is_not_wanted_blocks() -> None:
    assert codes(judge(card("Nurse", company="Elbe Clinic"), nurse(blocked_companies=("elbe clinic",)))) == [
        "match_blocked_company"
    ]


def test_pay_below_the_wish_lowers_the_score_and_other_currencies_do_not() -> None:
    def paying(amount: float, currency: str = "USD") -> float:
        pay = Salary(amount, amount, currency, Period.YEAR)
        return judge(card("Nurse", salary=pay), nurse(pay_min=100_000.0, pay_currency="USD")).score

    assert paying(100_000) == paying(150_000) == paying(50_000, "EUR")
    assert paying(50_000) < paying(90_000) < paying(100_000)


def test_sentences_speak_english_and_german() -> None:
    found = judge(card("Nurse", places=(HAMBURG,)), nurse(lives_in=SACRAMENTO, relocate=False))
    assert str(found.blockers[0]) == "the work is in Hamburg, HH, DE, and you do not want to move"
    assert say(found.blockers[0], "de") == "die Arbeit ist in Hamburg, HH, DE, und du willst nicht umziehen"
    assert str(found.reasons[0]) == "your trade: Registered Nurse"


def test_the_same_input_gives_the_same_match() -> None:
    job = card("Nurse", "wound care and triage", asks("wound care"), places=(SACRAMENTO,))
    assert judge(job, nurse(), 0.4) == judge(job, nurse(), 0.4)


def test_hostile_text_is_judged_in_time() -> None:
    long = asks("licence " * 20_000 + "driver " * 20_000, LICENCE)
    other = asks("bachelor or " * 30_000, RequirementKind.DEGREE)
    assert judge(card("Nurse " * 2_000, "", long, other), nurse(licences=("RN",))).findings
