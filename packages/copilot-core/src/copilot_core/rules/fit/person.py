"""The person, prepared once for being held against many jobs."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from attrs import frozen

from copilot_core.entities.evidence import Evidence
from copilot_core.entities.kinds import Seniority
from copilot_core.entities.resume import Position, Quote, Reading
from copilot_core.entities.seeker import Wishes
from copilot_core.entities.skill import Occupation, OccupationGuess, SkillMention
from copilot_core.rules.fit.degrees import Degree, highest_degree
from copilot_core.rules.fit.languages import spoken_languages
from copilot_core.rules.fit.levels import level_of
from copilot_core.rules.fit.licences import Licence, licences_of
from copilot_core.rules.fit.vocabulary import ABBREVIATIONS, FILLER_SKILLS, FILLERS, LEVEL_WORDS, ROLE_WORDS

Tokens = Callable[[str, str], Sequence[str]]
"""Cuts a text in a language (ISO 639-1) into search tokens."""

WORD = re.compile(r"\w[\w+#.'’-]*\w[+#]*|\w[+#]*")
ALTERNATIVES = re.compile(r"\s+or\s+|\s+oder\s+|\s*;\s*|\s+/\s+", re.IGNORECASE)
"""What stands between two titles that a person wants."""

WANTED, LATEST, FADING = 1.0, 0.8, 0.75
"""Weight of a wanted title, of the latest one held, and of each earlier one against the one after it."""

OLDEST_COUNTED = 4
UNPROVEN_GUESS = 0.35
"""A title's occupation guessed with less confidence is not used."""


Forms = frozenset[str]
"""The search tokens of one word, in every language it may be indexed in."""


@frozen
class Title:
    """A title the person wants or had: its words (those of roles apart), its occupation, and how much it counts."""

    text: str
    words: tuple[Forms, ...]
    roles: tuple[Forms, ...]
    occupation: Occupation | None
    weight: float


@frozen(kw_only=True)
class Profile:
    """What the resume proves and the wishes say.

    `words` are the telling search tokens of the resume with their first place in it (`fillers` tell nothing), `level` is the wanted or present
    one, `worked` are the dated spans of work with the words of their positions.
    """

    wishes: Wishes
    titles: tuple[Title, ...] = ()
    skills: Mapping[str, tuple[Evidence, ...]]
    words: Mapping[str, Evidence]
    fillers: frozenset[str] = frozenset()
    level: Seniority | None = None
    worked: tuple[tuple[date, date, Evidence], ...] = ()
    degree: Degree | None = None
    licences: tuple[Licence, ...] = ()
    languages: Mapping[str, int | None]
    today: date

    @property
    def years(self) -> float | None:
        """Years of work, overlapping spans counted once; None when no position has dates."""
        if not self.worked:
            return None
        days, covered = 0, date.min
        for start, end, _ in sorted(self.worked, key=lambda span: span[:2]):
            days += max(0, (end - max(start, covered)).days)
            covered = max(covered, end)
        return days / 365.25


def profile_of(
    reading: Reading,
    wishes: Wishes,
    *,
    mentions: Sequence[SkillMention],
    guess: Callable[[str], OccupationGuess | None],
    tokens: Tokens,
    today: date,
) -> Profile:
    """Prepare a person; `mentions` are the skills of the resume's text, `guess` names the occupation of a title."""
    forms = in_languages(tokens, reading.language)
    fillers = _filler_tokens(tokens, reading.language)
    held = sorted(reading.positions, key=lambda position: _ended(position, today), reverse=True)
    worked = tuple(span for position in held if (span := _span(position, today)))
    return Profile(
        wishes=wishes,
        titles=_titles(wishes.want, held, reading, guess, forms),
        skills=_by_skill(mentions),
        words=_telling_words(reading, forms, fillers),
        fillers=fillers,
        level=wishes.seniority or level_of(held, reading.headline, worked, today),
        worked=worked,
        degree=highest_degree(reading.education, reading.text),
        licences=licences_of(wishes.licences, reading),
        languages=spoken_languages(wishes.languages, reading),
        today=today,
    )


def title_words(text: str, tokens: Callable[[str], Iterable[str]]) -> tuple[tuple[Forms, ...], tuple[Forms, ...]]:
    """Return the telling words of a title and its role words, each with its search tokens."""
    words = [word for word in dict.fromkeys(WORD.findall(text.lower())) if word not in LEVEL_WORDS]
    telling = (_with_meaning(word, tokens) for word in words if word not in ROLE_WORDS)
    roles = (frozenset(tokens(word)) for word in words if word in ROLE_WORDS)
    return tuple(telling), tuple(roles)


def _with_meaning(word: str, tokens: Callable[[str], Iterable[str]]) -> Forms:
    """Return a word's tokens, and for an abbreviation those of the telling words it stands for."""
    meant = (other for other in ABBREVIATIONS.get(word, "").split() if other not in ROLE_WORDS)
    return frozenset(token for each in (word, *meant) for token in tokens(each))


def in_languages(tokens: Tokens, language: str) -> Callable[[str], Forms]:
    """Return what cuts a word into its tokens in the resume's language, in English, and unstemmed."""
    languages = tuple(dict.fromkeys((language, "en", "")))

    def forms(word: str) -> Forms:
        return frozenset(token for one in languages for token in tokens(word, one))

    return forms


def _titles(
    wanted: Iterable[str],
    held: Sequence[Position],
    reading: Reading,
    guess: Callable[[str], OccupationGuess | None],
    forms: Callable[[str], Forms],
) -> tuple[Title, ...]:
    weighted = [(title, WANTED) for wish in wanted for title in ALTERNATIVES.split(wish)]
    had = [position.title.value for position in held if position.title][:OLDEST_COUNTED]
    if not had and reading.headline:
        had = [reading.headline.value]
    first = LATEST if weighted else WANTED
    weighted += [(title, first * FADING**age) for age, title in enumerate(had)]
    return tuple(_title(text, weight, guess, forms) for text, weight in weighted if text.strip())


def _title(
    text: str, weight: float, guess: Callable[[str], OccupationGuess | None], forms: Callable[[str], Forms]
) -> Title:
    words, roles = title_words(text, forms)
    guessed = guess(text)
    sure = guessed is not None and guessed.confidence >= UNPROVEN_GUESS
    return Title(text, words, roles, guessed.occupation if guessed and sure else None, weight)


def _by_skill(mentions: Iterable[SkillMention]) -> dict[str, tuple[Evidence, ...]]:
    found: dict[str, tuple[Evidence, ...]] = {}
    for mention in mentions:
        label = mention.skill.label.lower().split()
        if any(word not in FILLER_SKILLS for word in label):
            found[mention.skill.id] = (*found.get(mention.skill.id, ()), mention.evidence)
    return found


@lru_cache(maxsize=32)
def _filler_tokens(tokens: Tokens, language: str) -> frozenset[str]:
    return in_languages(tokens, language)(" ".join(sorted(FILLERS)))


def _telling_words(reading: Reading, forms: Callable[[str], Forms], fillers: frozenset[str]) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {}
    private = _private_spans(reading)
    for word in WORD.finditer(reading.text):
        start, end = word.span()
        if word.group().isdigit() or any(low <= start < high for low, high in private):
            continue
        for token in forms(word.group()) if word.group().lower() not in FILLERS else ():
            if len(token) > 1 and token not in fillers and token not in found:
                found[token] = Evidence(word.group(), start, end, "text")
    return found


def _private_spans(reading: Reading) -> list[tuple[int, int]]:
    """Return where name, address and employers stand: words of these prove nothing about a trade."""
    quotes: list[Quote | None] = [reading.name, reading.email, reading.phone, reading.place, *reading.links]
    for position in reading.positions:
        quotes += [position.company, position.place, position.dates]
    for education in reading.education:
        quotes += [education.institution, education.place, education.dates]
    return [(quote.start, quote.end) for quote in quotes if quote is not None and quote.start >= 0]


def _span(position: Position, today: date) -> tuple[date, date, Evidence] | None:
    if position.start is None or not (position.start.year or position.start.present):
        return None
    start = position.start.as_date(today)
    end = position.end.as_date(today) if position.end and (position.end.year or position.end.present) else start
    shown = position.dates or position.title
    proof = Evidence(shown.value, shown.start, shown.end, "text") if shown else Evidence("", 0, 0, "text")
    return start, min(max(start, end), today), proof


def _ended(position: Position, today: date) -> date:
    span = _span(position, today)
    return span[1] if span else date.min
