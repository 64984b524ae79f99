"""What a posting asks for, held against the resume."""

import re
from collections.abc import Callable

from copilot_core.entities.evidence import Evidence
from copilot_core.entities.match import Finding, Met
from copilot_core.entities.requirement import Requirement, RequirementKind
from copilot_core.entities.seeker import Permit
from copilot_core.rules.fit.degrees import least_degree
from copilot_core.rules.fit.languages import LEVELS, level_said
from copilot_core.rules.fit.licences import STATUTORY, licence_names, states_named
from copilot_core.rules.fit.permits import permit_in
from copilot_core.rules.fit.person import Profile, Tokens

CLEARANCES = ("none", "public trust", "confidential", "secret", "top secret", "ts/sci")
"""Clearances, lowest first."""

NEARLY = 0.7
"""This share of the years asked is a part of them."""

LONGEST = 240
"""Characters of a requirement that are compared word by word."""

MANY_WORDS = 0.6
SHOWN = 3


def finding(asked: Requirement, person: Profile, tokens: Tokens, language: str) -> Finding:
    """Say whether the resume proves what is asked, with the words that do."""
    met, evidence = _ANSWERS[asked.kind](asked, person, tokens, language)
    return Finding(asked, met, tuple(evidence[:SHOWN]))


_UNSPONSORED = {Permit.NEEDS_SPONSORSHIP: Met.NO, Permit.VISA: Met.UNKNOWN}
"""A visa may need its sponsor again: whether it does cannot be told."""

_ALTERNATIVES = re.compile(r"\bor\b|\boder\b|/|e\.g\.|such as", re.IGNORECASE)
"""Words by which any one of several licences is enough."""

SEVERAL = 3
"""Of so many skills named together, less than half prove a part."""

_Answer = tuple[Met, tuple[Evidence, ...]]


def _skill(asked: Requirement, person: Profile, tokens: Tokens, language: str) -> _Answer:
    if not asked.skills:
        return _by_words(asked, person, tokens, language)
    proven = [skill for skill in asked.skills if skill in person.skills]
    proofs = tuple(proof for skill in proven for proof in person.skills[skill])
    if proofs:
        return (Met.PARTLY if len(asked.skills) >= SEVERAL and 2 * len(proven) < len(asked.skills) else Met.YES), proofs
    return (Met.NO if _telling(asked.text, person, tokens, language) else Met.UNKNOWN), ()


def _experience(asked: Requirement, person: Profile, tokens: Tokens, language: str) -> _Answer:
    """Years count in full when the trade of the requirement is the person's: its words stand in the resume."""
    years = person.years
    if asked.years is None:
        return _by_words(asked, person, tokens, language)
    if years is None:
        return Met.UNKNOWN, ()
    spans = tuple(proof for _, _, proof in person.worked if proof.text)
    if years < NEARLY * asked.years:
        return Met.NO, spans
    if not _of_the_trade(asked, person, tokens, language):
        return Met.UNKNOWN, spans
    return (Met.YES if years >= asked.years else Met.PARTLY), spans


def _of_the_trade(asked: Requirement, person: Profile, tokens: Tokens, language: str) -> bool:
    if any(skill in person.skills for skill in asked.skills):
        return True
    telling = _telling(asked.text, person, tokens, language)
    return sum(token in person.words for token in telling) >= MANY_WORDS * len(telling)


def _degree(asked: Requirement, person: Profile, _tokens: Tokens, _language: str) -> _Answer:
    least = least_degree(asked.value, asked.text)
    if least is None or person.degree is None:
        return Met.UNKNOWN, ()
    held = (person.degree.evidence,)
    if person.degree.rank >= least:
        return Met.YES, held
    return (Met.PARTLY if _experience_will_do(asked.text) else Met.NO), held


def _experience_will_do(text: str) -> bool:
    return re.search(r"equivalent|or experience|preferred|oder vergleichbar", text, re.IGNORECASE) is not None


def _licence(asked: Requirement, person: Profile, _tokens: Tokens, _language: str) -> _Answer:
    wanted = licence_names(asked.value)
    if not wanted or _ALTERNATIVES.search(asked.text):
        wanted |= licence_names(asked.text)
    states = states_named(asked.text)
    if not person.licences:
        return Met.UNKNOWN, ()
    for held in person.licences:
        same = wanted & held.names if wanted else asked.value.lower() in held.text.lower() and bool(asked.value)
        if same and not (states and held.states and not states & held.states):
            return Met.YES, (held.evidence,) if held.evidence else ()
    known = frozenset(state for held in person.licences for state in held.states)
    elsewhere = not wanted and states and known and not states & known
    return (Met.NO if wanted & STATUTORY or elsewhere else Met.UNKNOWN), ()


def _language(asked: Requirement, person: Profile, _tokens: Tokens, _spoken: str) -> _Answer:
    code, _, level = asked.value.partition(":")
    if not person.languages or not code:
        return Met.UNKNOWN, ()
    if code not in person.languages:
        return Met.NO, ()
    has, least = person.languages[code], LEVELS.get(level.upper()) or level_said(level) or 0
    if has is None or has >= least:
        return Met.YES, ()
    return (Met.PARTLY if least - has == 1 else Met.NO), ()


def _clearance(asked: Requirement, person: Profile, _tokens: Tokens, _language: str) -> _Answer:
    has = person.wishes.clearance
    if has is None:
        return Met.UNKNOWN, ()
    return (Met.YES if _clearance_rank(has) >= _clearance_rank(asked.value or asked.text) else Met.NO), ()


def _clearance_rank(text: str) -> int:
    lower = text.lower().replace("_", " ")
    if re.search(r"\bsci\b|polygraph|\bts/", lower):
        return len(CLEARANCES) - 1
    found = [rank for rank, name in enumerate(CLEARANCES) if name in lower]
    if "top secret" in lower or lower.strip() == "ts":
        return CLEARANCES.index("top secret")
    return max(found, default=0 if lower in ("", "no") else CLEARANCES.index("secret"))


def _permit(asked: Requirement, person: Profile, _tokens: Tokens, _language: str) -> _Answer:
    country, _, how = asked.value.partition(":")
    permit = permit_in(country, person.wishes)
    if permit is None:
        return Met.UNKNOWN, ()
    if how == "no_sponsorship":
        return _UNSPONSORED.get(permit, Met.YES), ()
    return (Met.YES if permit is Permit.CITIZEN else Met.NO), ()


def _by_words(asked: Requirement, person: Profile, tokens: Tokens, language: str) -> _Answer:
    """Tell by the telling words of the requirement: most of them in the resume prove a part, never all."""
    telling = _telling(asked.text, person, tokens, language)
    if not telling:
        return Met.UNKNOWN, ()
    proofs = tuple(person.words[token] for token in telling if token in person.words)
    return (Met.PARTLY, proofs) if len(proofs) >= MANY_WORDS * len(telling) else (Met.UNKNOWN, ())


def _telling(text: str, person: Profile, tokens: Tokens, language: str) -> list[str]:
    said = dict.fromkeys(tokens(text[:LONGEST], language))
    return [token for token in said if len(token) > 2 and token not in person.fillers and not token.isdigit()]


_ANSWERS: dict[RequirementKind, Callable[[Requirement, Profile, Tokens, str], _Answer]] = {
    RequirementKind.SKILL: _skill,
    RequirementKind.EXPERIENCE: _experience,
    RequirementKind.DEGREE: _degree,
    RequirementKind.LICENCE: _licence,
    RequirementKind.LANGUAGE: _language,
    RequirementKind.CLEARANCE: _clearance,
    RequirementKind.PERMIT: _permit,
    RequirementKind.OTHER: _by_words,
}
