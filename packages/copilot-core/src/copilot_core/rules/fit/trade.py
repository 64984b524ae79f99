"""Whether a job is of the person's trade: titles, occupations, skills, words and meaning."""

import math
from collections.abc import Mapping

from attrs import frozen

from copilot_core.entities.evidence import Evidence
from copilot_core.entities.match import JobCard
from copilot_core.entities.skill import Occupation
from copilot_core.rules.fit.person import Profile, Title, Tokens
from copilot_core.rules.fit.vocabulary import ABBREVIATIONS

SHARED_DIGITS = (0.0, 0.08, 0.25, 0.5, 0.8)
"""How alike occupations are that share so many digits of their ISCO-08 group."""

OF_SAID, SAME_NAMED = 0.7, 0.6
"""How much the words of titles count beside their occupations, and how alike the same occupation in other words is."""

ROLE_WEIGHT = 0.35
"""What a role word (`engineer`, `manager`) counts against a telling word (`civil`) of a title."""

MEANING_FROM, MEANING_TO = 0.3, 0.8
"""Cosines at which meaning says nothing, and everything it can."""

OF_TITLE, OF_MEANING = 0.45, 0.6
"""What the likeness of titles counts in the whole, and what meaning counts in the rest."""

USUAL_SKILLS = 3.0
USUAL_WORDS = 9.0


@frozen
class Trade:
    """How near the job's trade is, 0..1, and which title and skills say so."""

    nearness: float
    title: Title | None
    alike: float
    skills: tuple[str, ...]
    known: bool


def trade_of(card: JobCard, person: Profile, tokens: Tokens, meaning: float | None) -> Trade:
    """Hold a job's trade against the person's; `meaning` is the cosine of their texts where both were read."""
    words = frozenset(card.words.split())
    title, alike = _nearest_title(card, person, tokens, words)
    skills = tuple(sorted(card.skills & person.skills.keys()))
    proven = len(skills) / (len(card.skills) + USUAL_SKILLS) if card.skills else 0.0
    shared = _shared_words(words, person.words)
    about = _meant(meaning)
    content = 0.5 * shared + 0.5 * min(1.0, 1.6 * proven)
    support = content if about is None else OF_MEANING * about + (1 - OF_MEANING) * content
    nearness = OF_TITLE * alike + (1 - OF_TITLE) * support if person.titles else support
    return Trade(nearness, title, alike, skills, known=card.summary.occupation is not None or about is not None)


def _nearest_title(card: JobCard, person: Profile, tokens: Tokens, words: frozenset[str]) -> tuple[Title | None, float]:
    heading = heading_of(card.summary.title, tokens, card.summary.language)
    best: Title | None = None
    alike = 0.0
    for title in person.titles:
        said = _alike_titles(title, heading, words)
        named = _alike_occupations(title.occupation, card.summary.occupation)
        both = title.weight * (
            said if named is None else max(SAME_NAMED * named, OF_SAID * said + (1 - OF_SAID) * named)
        )
        if both > alike:
            best, alike = title, both
    return best, alike


def heading_of(title: str, tokens: Tokens, language: str) -> frozenset[str]:
    """Return the search tokens of a job's title, with what its abbreviations stand for."""
    said = tokens(title, language)
    meant = (ABBREVIATIONS[token] for token in said if token in ABBREVIATIONS)
    return frozenset([*said, *(token for words in meant for token in tokens(words, "en"))])


def _alike_titles(title: Title, heading: frozenset[str], words: frozenset[str]) -> float:
    """Return how much of the person's title the job's title holds; what only its text holds counts a little."""
    whole = max(1.0, len(title.words) + ROLE_WEIGHT * len(title.roles))
    missing = [word for word in title.words if word.isdisjoint(heading)]
    in_text = sum(not word.isdisjoint(words) for word in missing)
    roles = sum(not role.isdisjoint(heading) for role in title.roles)
    return (len(title.words) - len(missing) + ROLE_WEIGHT * roles + 0.3 * in_text) / whole


def _alike_occupations(one: Occupation | None, other: Occupation | None) -> float | None:
    if one is None or other is None:
        return None
    if one.id == other.id:
        return 1.0
    if not one.group or not other.group:
        return 0.0
    shared = 0
    for left, right in zip(one.group, other.group, strict=False):
        if left != right:
            break
        shared += 1
    return SHARED_DIGITS[min(shared, 4)]


def _shared_words(words: frozenset[str], known: Mapping[str, Evidence]) -> float:
    """Return how much of the job's wording the resume speaks; long adverts have more words to hit by chance."""
    if not words:
        return 0.0
    shared = len(known.keys() & words)
    usual = USUAL_WORDS * math.sqrt(max(len(words), 60) / 250)
    return 1 - math.exp(-shared / (2 * usual))


def _meant(cosine: float | None) -> float | None:
    if cosine is None:
        return None
    return min(1.0, max(0.0, (cosine - MEANING_FROM) / (MEANING_TO - MEANING_FROM)))
