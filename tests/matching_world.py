"""A small world for tests of matching: people, job cards and a taxonomy of a few words."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from attrs import AttrsInstance, evolve

from copilot_core.entities.evidence import Evidence
from copilot_core.entities.identities import JobId
from copilot_core.entities.match import JobCard, Match
from copilot_core.entities.place import Place
from copilot_core.entities.requirement import Requirement, RequirementKind
from copilot_core.entities.resume import PartialDate, Position, Quote, Reading
from copilot_core.entities.seeker import Wishes
from copilot_core.entities.skill import Occupation, OccupationGuess, Skill, SkillMention
from copilot_core.rules.fit import Profile, fit, profile_of
from copilot_core.rules.tokens import Analyser
from copilot_core.testing import make_summary

_Made = TypeVar("_Made", bound=AttrsInstance)

TODAY = date(2026, 3, 2)

SKILLS = {
    "wound care": "care for wounds", "triage": "triage", "ventilator": "mechanical ventilation", "react": "React",
    "typescript": "TypeScript", "communication": "communication", "teamwork": "teamwork", "welding": "welding",
    "payroll": "payroll", "forklift": "operate forklift", "lesson plans": "lesson planning", "python": "Python",
    "pastry": "prepare pastry", "litigation": "litigation", "wiring": "electrical wiring", "autocad": "AutoCAD",
    "route planning": "route planning", "pruning": "prune plants", "audit": "auditing", "recruiting": "recruiting",
}  # fmt: skip
OCCUPATIONS = {
    "nurse": ("2221", "nurse"), "react developer": ("2513", "web developer"), "frontend": ("2513", "web developer"),
    "software": ("2512", "software developer"), "truck driver": ("8332", "truck driver"), "cook": ("5120", "cook"),
    "chef": ("3434", "chef"), "teacher": ("2341", "primary school teacher"), "electrician": ("7411", "electrician"),
    "accountant": ("2411", "accountant"), "lawyer": ("2611", "lawyer"), "attorney": ("2611", "lawyer"),
    "welder": ("7212", "welder"), "gardener": ("6113", "gardener"), "civil engineer": ("2142", "civil engineer"),
    "warehouse": ("9333", "warehouse worker"), "recruiter": ("2423", "recruiter"),
}  # fmt: skip


def unstemmed(word: str, _language: str) -> str:
    return word.removesuffix("s")


TOKENS = Analyser(unstemmed).tokens


def guess(title: str) -> OccupationGuess | None:
    lower = title.lower()
    named = next((name for name in sorted(OCCUPATIONS, key=len, reverse=True) if name in lower), None)
    if named is None:
        return None
    group, label = OCCUPATIONS[named]
    return OccupationGuess(Occupation(f"esco:{label}", label, group), 0.9)


def skills_in(text: str, field: str = "description") -> tuple[SkillMention, ...]:
    return tuple(
        SkillMention(Skill(f"esco:{label}", label), Evidence.of(text, found.start(), found.end(), field))
        for name, label in SKILLS.items()
        for found in re.finditer(rf"\b{name}\b", text, re.IGNORECASE)
    )


class SmallTaxonomy:
    """The taxonomy of this world."""

    def skills_in(self, text: str, field: str = "description") -> tuple[SkillMention, ...]:
        return skills_in(text, field)

    def occupation(self, title: str) -> OccupationGuess | None:
        return guess(title)

    def skill(self, id_or_label: str) -> Skill | None:
        return next(
            (Skill(f"esco:{label}", label) for label in SKILLS.values() if id_or_label in (label, f"esco:{label}")),
            None,
        )


def reading(text: str, *titles: str, start: int = 2018) -> Reading:
    """Read a resume of which the test knows the titles; each was held for one span up to today."""

    def quote(value: str) -> Quote:
        at = text.find(value)
        return Quote(value, at, at + len(value)) if at >= 0 else Quote(value)

    positions = tuple(
        Position(title=quote(title), start=PartialDate(start), end=PartialDate(present=True), dates=Quote(str(start)))
        for title in titles
    )
    return Reading(text=text, positions=positions, language="en")


def person(text: str, *titles: str, start: int = 2018, wishes: Wishes | None = None) -> Profile:
    """Prepare a person."""
    read = reading(text, *titles, start=start)
    mentions = skills_in(text, "text")
    return profile_of(read, wishes or Wishes(), mentions=mentions, guess=guess, tokens=TOKENS, today=TODAY)


def card(title: str, text: str = "", *asked: Requirement, **summary: object) -> JobCard:
    """Make a job's card as storage would."""
    guessed = guess(title)
    shown = make_summary(
        id=JobId(f"job-{title}"), title=title, language="en", occupation=guessed.occupation if guessed else None
    )
    shown = changed(shown, summary)
    words = dict.fromkeys([*TOKENS(title, "en"), *TOKENS(text, "en")])
    skills = frozenset(mention.skill.id for mention in skills_in(text))
    return JobCard(summary=shown, skills=skills, requirements=asked, words=" ".join(words))


def asks(text: str, kind: RequirementKind = RequirementKind.SKILL, **more: object) -> Requirement:
    """Make a requirement in these words; the skills of the words are its skills."""
    skills = tuple(mention.skill.id for mention in skills_in(text)) if kind is RequirementKind.SKILL else ()
    made = Requirement(text=text, kind=kind, evidence=Evidence(text, 0, len(text)), skills=skills)
    return changed(made, more)


def judge(job: JobCard, someone: Profile, meaning: float | None = None) -> Match:
    """Hold a job against a person."""
    return fit(job, someone, TOKENS, meaning)


def changed(made: _Made, changes: Mapping[str, object]) -> _Made:
    """Return a copy with other fields."""
    return evolve(made, **changes)  # type: ignore[misc]  # the plug-in wants one class, this is any


def place(city: str | None, region: str | None, country: str | None) -> Place:
    """Make a place."""
    return Place(", ".join(part for part in (city, region, country) if part), city, region, country)
