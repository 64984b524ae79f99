"""What rules a job out, apart from the score."""

import re
from collections.abc import Iterator, Sequence

from copilot_core.entities.job import JobSummary
from copilot_core.entities.match import Finding, Met
from copilot_core.entities.place import Remote
from copilot_core.entities.requirement import Requirement, RequirementKind
from copilot_core.entities.seeker import Permit, RemoteWish
from copilot_core.rules.countries import english_name
from copilot_core.rules.fit.levels import too_far
from copilot_core.rules.fit.permits import permit_in
from copilot_core.rules.fit.person import Profile
from copilot_core.rules.fit.terms import Terms
from copilot_core.rules.folding import fold
from copilot_core.sentences import Sentence

_BY_KIND = {
    RequirementKind.LICENCE: "match_blocked_licence",
    RequirementKind.LANGUAGE: "match_blocked_language",
}

_NOT_FINAL = re.compile(
    r"^\W*(?:or|oder)\b|\bor equivalent\b|\b(?:able|ability|willing(?:ness)?|eligible|eligibility) to (?:obtain|acquire|become|get)\b"
    r"|\bobtain(?:ed)? within\b|\bwithin \w+ (?:days|months|years?) of\b",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(r"\b(?:not required|preferred|a plus|wünschenswert|von vorteil)\b", re.IGNORECASE)
"""Words by which a requirement has an alternative, or may be met later: it rules nothing out."""


def blockers_of(job: JobSummary, findings: Sequence[Finding], terms: Terms, person: Profile) -> tuple[Sentence, ...]:
    """Return what rules the job out; what is unknown rules nothing out."""
    found = [*_of_place(job, terms, person), *_of_requirements(job, findings, person), *_of_language(job, person)]
    found += [*_of_level(job, person), *_of_company(job, person)]
    return tuple(dict.fromkeys(found))


def _of_place(job: JobSummary, terms: Terms, person: Profile) -> Iterator[Sentence]:
    wishes = person.wishes
    if job.remote is Remote.YES:
        if terms.place == 0:
            home = english_name(wishes.lives_in.country or "") if wishes.lives_in else ""
            yield Sentence("match_blocked_work_from", {"home": home, "allowed": job.work_from.text or _places(job)})
        return
    if wishes.remote is RemoteWish.ONLY and job.remote in (Remote.NO, Remote.HYBRID):
        yield Sentence("match_blocked_on_site", {"places": _places(job)})
    if terms.place == 0:
        yield Sentence("match_blocked_place", {"places": _places(job)})


def _of_requirements(job: JobSummary, findings: Sequence[Finding], person: Profile) -> Iterator[Sentence]:
    for one in findings:
        asked = one.requirement
        if one.met is not Met.NO:
            continue
        if asked.kind is RequirementKind.PERMIT and asked.must and not _NOT_ASKED.search(asked.text):
            country, _, how = asked.value.partition(":")
            code = "match_blocked_sponsorship" if how == "no_sponsorship" else "match_blocked_citizenship"
            yield Sentence(code, {"country": english_name(country)})
        elif asked.kind is RequirementKind.CLEARANCE and (_final(asked) or _never_cleared(job, person)):
            yield Sentence("match_blocked_clearance", {"asked": _short(asked.text)})
        elif asked.kind in _BY_KIND and _final(asked):
            yield Sentence(_BY_KIND[asked.kind], {"asked": _short(asked.text)})


def _final(asked: Requirement) -> bool:
    return asked.must and not (_NOT_FINAL.search(asked.text) or _NOT_ASKED.search(asked.text))


def _never_cleared(job: JobSummary, person: Profile) -> bool:
    """Return whether the person cannot get a clearance either: states clear their citizens."""
    permits = [permit_in(place.country or "", person.wishes) for place in job.places]
    return bool(permits) and all(permit not in (None, Permit.CITIZEN) for permit in permits)


def _of_language(job: JobSummary, person: Profile) -> Iterator[Sentence]:
    if job.language and person.languages and job.language not in person.languages:
        yield Sentence("match_blocked_advert_language", {"language": job.language})


def _of_level(job: JobSummary, person: Profile) -> Iterator[Sentence]:
    if job.seniority and person.level and too_far(person.level, job.seniority):
        yield Sentence("match_blocked_level", {"job": job.seniority.value, "person": person.level.value})


def _of_company(job: JobSummary, person: Profile) -> Iterator[Sentence]:
    company = fold(job.company)
    if company and any(
        fold(blocked) in (company, company.removesuffix(" inc")) for blocked in person.wishes.blocked_companies
    ):
        yield Sentence("match_blocked_company", {"company": job.company})


def _places(job: JobSummary) -> str:
    return "; ".join(place.text for place in job.places[:3])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else line[:119] + "…"
