"""Years of experience that a posting asks for."""

import re

from attrs import frozen

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15,
    "ein": 1, "eine": 1, "einem": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "zehn": 10, "a": 1,
    "twenty": 20, "dos": 2, "tres": 3, "cinco": 5, "deux": 2, "trois": 3, "cinq": 5, "eighteen": 18, "several": 3, "mehrjährige": 3,
}  # fmt: skip

_YEARS = re.compile(
    r"(?<![\w$€£.,/])(?P<low>\d{1,2}(?:\.5)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|a|ein(?:em|e)?|zwei|drei|vier|fünf|sechs|"
    r"sieben|acht|zehn|dos|tres|cinco|deux|trois|cinq)\s?(?:\(\d{1,2}\)\s?)?(?:\+|plus\b)?\s?"
    r"(?:(?:-|–|—|to|bis|or|oder|/|and)\s?(?:\d{1,2}|two|three|four|five|six|seven|eight|ten)\s?(?:\(\d{1,2}\)\s?)?\+?\s?)?"
    r"(?:or more |oder mehr |full |additional |whole )?(?P<unit>years?|yrs?|jahren?|jahre|months?|monate?n?|años?|ans)\b\+?(?:['’]s?)?\)?"
)
_SEVERAL = re.compile(r"\bmehrjährige\w*\b|\bseveral years\b|\bmultiple years\b|\blangjährige\w*\b")
_ABOUT_WORK = re.compile(
    r"experience|experienced|erfahrung|background|working|worked|practice|practical|in a |in an |in the |as a |as an |\bwith\b|building|managing|leading|development|relevant"
    r"|professional|post|driving|teaching|nursing|selling|sales|of \w+|related|verifiable|tenure|expertise|experiencia|expérience|berufs|in der|im bereich|required|preferred"
)
_ASKED_BEFORE = re.compile(
    r"experience|erfahrung|minimum|at least|mindestens|least|over|more than|min\.?|requires?|have|:\s*$|^\W*$"
)
_NOT_ASKED = re.compile(
    r"\b(?:years? (?:old|of age)|years-old|jahre alt|age of|fiscal year|per year|a year|each year|warranty|over the (?:past|last|next)|in the (?:past|last|next) |within the (?:last|next|past)"
    r"|for (?:over|more than|the past) |founded|since|anniversary|in business|lebensjahr|roadmap|plan\b|contract\b|term\b|within \d+ years|history|months? (?:contract|assignment|probation|fixed)|every)\b"
)


@frozen
class Years:
    """Years asked (months as a fraction), and where they stand in the clause."""

    least: float
    start: int
    end: int


def years_asked(lower: str) -> Years | None:
    """Return the least experience a clause asks for; of several figures the first that counts experience."""
    for match in _YEARS.finditer(lower):
        after, before = lower[match.end() : match.end() + 70], lower[max(0, match.start() - 45) : match.start()]
        if _NOT_ASKED.search(lower[max(0, match.start() - 25) : match.end() + 22]):
            continue
        if not (_ABOUT_WORK.search(after) or _ASKED_BEFORE.search(before)):
            continue
        value = float(_WORDS.get(match["low"], 0) or _digits(match["low"]))
        least = value / 12 if match["unit"].startswith("mon") else value
        if 0 < least <= 30:
            return Years(round(least, 2), match.start(), match.end())
    several = _SEVERAL.search(lower)
    return Years(3, several.start(), several.end()) if several else None


def _digits(written: str) -> float:
    return float(written) if written[0].isdigit() else 0.0
