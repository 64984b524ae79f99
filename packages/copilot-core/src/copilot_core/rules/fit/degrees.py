"""Degrees in order."""

import re
from collections.abc import Sequence

from attrs import frozen

from copilot_core.entities.evidence import Evidence
from copilot_core.entities.resume import Education

RANKS = {"none": 0, "school": 1, "vocational": 2, "associate": 3, "bachelor": 4, "master": 5, "doctorate": 6}

_NAMES: tuple[tuple[str, str], ...] = (
    ("doctorate", r"ph\.?\s?d\.?|doctora\w+|doctor of|dr\.|d\.phil|promotion|promoviert|m\.d\.|j\.d\.|dnp|pharmd|psyd"),
    ("master", (r"master\w*|m\.?\s?sc\.?|m\.?\s?a\.|m\.s\.|mba|m\.?\s?eng\.?|diplom(?!a)\w*|magister|staatsexamen|msn|med\.?\b"
               r"|abogac[ií]a|law degree|graduate degree|advanced degree")),
    ("bachelor", (r"bachelor\w*|baccalaureate|b\.?\s?sc\.?|b\.?\s?a\.|ba\b|bs\b|b\.s\.|b\.?\s?eng\.?|b\.e\.|b\.?tech|bsn|bfa|licence\b"
                 r"|undergraduate degree|four[- ]year (?:college )?degree|university degree|college degree|licenciatura|grado")),
    ("associate", r"associate\W?s?\b(?: of| in| degree|\W+degree)|a\.?a\.?s\.|associate degree|two[- ]year degree"),
    ("vocational", r"apprenticeship|ausbildung|vocational|trade school|gesellen\w*|meister\w*|certificate program|ihk|journeyman"),
    ("school", r"high school|ged\b|secondary|abitur|realschul\w*|hauptschul\w*|a-levels|gcse"),
)  # fmt: skip
_PATTERNS = tuple((name, re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE)) for name, words in _NAMES)


@frozen
class Degree:
    """A degree held, and the words that say so."""

    rank: int
    evidence: Evidence


def degree_rank(text: str) -> int | None:
    """Return the rank of the highest degree that the text names, None when it names none."""
    return next((RANKS[name] for name, pattern in _PATTERNS if pattern.search(text)), None)


def least_degree(value: str, text: str) -> int | None:
    """Return the rank of the lowest degree that would do; `value` is the normal form where one was read."""
    if value in RANKS:
        return RANKS[value]
    named = [RANKS[name] for name, pattern in _PATTERNS if pattern.search(value or text)]
    return min(named, default=None)


def highest_degree(education: Sequence[Education], text: str) -> Degree | None:
    """Return the highest degree of the education listed, with the words that name it."""
    found: list[Degree] = []
    for one in education:
        quotes = [quote for quote in (one.degree, one.area) if quote is not None]
        if not quotes:
            continue
        rank = degree_rank(" ".join(quote.value for quote in quotes))
        quote = quotes[0]
        if rank is not None:
            shown = (
                Evidence.of(text, quote.start, quote.end, "text") if quote.start >= 0 else Evidence(quote.value, 0, 0)
            )
            found.append(Degree(rank, shown))
    return max(found, key=lambda degree: degree.rank, default=None)
