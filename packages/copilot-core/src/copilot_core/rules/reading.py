"""A posting understood."""

from typing import Protocol

from copilot_core.entities.facts import Facts
from copilot_core.entities.place import Place, WorkFrom
from copilot_core.entities.posting import Posting
from copilot_core.entities.skill import OccupationGuess, SkillMention
from copilot_core.rules.closing import read_closing
from copilot_core.rules.employment import read_employment
from copilot_core.rules.folding import lowered
from copilot_core.rules.place import Cities, read_places
from copilot_core.rules.remote import read_remote
from copilot_core.rules.requirements.asking import Asked, read_requirements
from copilot_core.rules.requirements.lines import lines_of
from copilot_core.rules.salary import read_salary
from copilot_core.rules.seniority import read_seniority

READING = 1
"""Version of all that facts and signatures are made by: rules, vocabularies, data. Whoever changes one raises it, so that
what is stored is read again."""

SURE_ENOUGH = 0.5
"""An occupation guessed with less confidence is not stated."""


class Skills(Protocol):
    """What reading needs of a taxonomy."""

    def skills_in(self, text: str, field: str = "description") -> tuple[SkillMention, ...]:
        """Return the skills named in `text`."""
        ...

    def occupation(self, title: str) -> OccupationGuess | None:
        """Return the occupation a job title names."""
        ...


class Languages(Protocol):
    """What reading needs of a language detector."""

    def language(self, text: str) -> str:
        """Return ISO 639-1, empty when unclear."""
        ...


def read_posting(posting: Posting, *, taxonomy: Skills, gazetteer: Cities, languages: Languages) -> Facts:
    """Understand a posting that has passed the gate (its description is Markdown)."""
    guess = taxonomy.occupation(posting.title)
    lower = lowered(posting.description)
    lines = lines_of(posting.description, lower)
    places = read_places(posting.places, gazetteer)
    remote, work_from, where = read_remote(posting, lines, gazetteer)
    countries = _countries(places, work_from)
    salary, paid = read_salary(posting, countries)
    skills = taxonomy.skills_in(posting.description)
    asked = read_requirements(posting.description, lines, skills, countries)
    closing = read_closing(posting.description, lines)
    return Facts(
        places=places,
        remote=remote,
        work_from=work_from,
        salary=salary,
        employment=read_employment(posting.employment, posting.title, lines),
        seniority=read_seniority(posting.title, posting.seniority, _least_years(asked)),
        occupation=guess.occupation if guess and guess.confidence >= SURE_ENOUGH else None,
        skills=skills,
        requirements=asked.requirements,
        language=posting.language[:2].lower() or languages.language(posting.description),
        sponsorship=asked.sponsorship,
        relocation=asked.relocation,
        closes_at=posting.closes_at.date() if posting.closes_at else closing[0] if closing else None,
        evidence=(
            *((("closes_at", closing[1]),) if closing else ()),
            *asked.evidence,
            *(("work_from", one) for one in where),
            *((("salary", paid),) if paid else ()),
        ),
    )


def _least_years(asked: Asked) -> float | None:
    """Return the most that any needed experience counts in years: that is how long one must have worked."""
    return max((one.years for one in asked.requirements if one.years is not None and one.must), default=None)


def _countries(places: tuple[Place, ...], work_from: WorkFrom) -> frozenset[str]:
    """Return where the job is, else from where it may be done."""
    return frozenset(place.country for place in places if place.country) or work_from.countries
