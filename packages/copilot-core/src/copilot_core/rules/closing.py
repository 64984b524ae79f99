"""Until when one may apply."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from copilot_core.entities.evidence import Evidence
from copilot_core.rules.requirements.lines import Line
from copilot_core.rules.signs import CLOSING

_ASKED = re.compile(
    r"apply (?:by|before|until)|application deadline|deadline|closing date|applications? (?:close|will close|must be received|due)|closes (?:on)?|open until"
    r"|bewerbungsfrist|bewerbungsschluss|bewirb dich bis|bewerben sie sich bis|bewerbung(?:en)? bis"
)
_MONTHS = (
    ("jan", "jän"), ("feb",), ("mar", "mär"), ("apr",), ("may", "mai"), ("jun",), ("jul",), ("aug",), ("sep",),
    ("oct", "okt"), ("nov",), ("dec", "dez"),
)  # fmt: skip
_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NAME = "|".join(f"{name}[a-zä]*" for name in _NUMBER)
_ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
_DOTTED = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(20\d\d)\b")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?({_NAME})\.?,?\s+(20\d\d)\b")
_MONTH_FIRST = re.compile(rf"\b({_NAME})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(20\d\d)\b")
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(20\d\d)\b")

NEAR = 80
"""The date stands at most this many characters behind the words."""


def read_closing(text: str, lines: Sequence[Line]) -> tuple[date, Evidence] | None:
    """Return the last day to apply with the words that say it; None when none or no certain date is named."""
    for line in lines:
        if line.signs & CLOSING and (match := _ASKED.search(line.lower)):
            near = line.lower[match.end() : match.end() + NEAR]
            day = next(_dates(near), None)
            if day:
                return day, Evidence.of(
                    text, line.start + match.start(), min(line.end, line.start + match.end() + NEAR)
                )
    return None


def _dates(words: str) -> Iterator[date]:
    for year, month, day in _ISO.findall(words):
        yield from _date(int(year), int(month), int(day))
    for day, month, year in _DOTTED.findall(words):
        yield from _date(int(year), int(month), int(day))
    for day, name, year in _DAY_FIRST.findall(words):
        yield from _date(int(year), _NUMBER[name[:3]], int(day))
    for name, day, year in _MONTH_FIRST.findall(words):
        yield from _date(int(year), _NUMBER[name[:3]], int(day))
    for first, second, year in _SLASHED.findall(words):
        yield from _slashed(int(first), int(second), int(year))


def _slashed(first: int, second: int, year: int) -> Iterator[date]:
    """Read `8/15/2026` and `15/8/2026`; `8/9/2026` is anybody's guess, and none is made."""
    if first > 12 or first == second:
        yield from _date(year, second, first)
    elif second > 12:
        yield from _date(year, first, second)


def _date(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return
