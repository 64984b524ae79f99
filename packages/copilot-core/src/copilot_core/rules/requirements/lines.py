"""The lines of an advert: headings, bullets, sentences."""

import re
from collections.abc import Iterator
from enum import Enum

from attrs import frozen

from copilot_core.rules.signs import signs_of

LONGEST_LINE = 320
"""A longer line is a paragraph and is taken apart into sentences."""

LONGEST_LABEL = 70

_MARKS = re.compile(
    r"[\s>#*_\\]*(?:(?:\\?[-*+•·●▪◦‣■○–—✓✔➢►»]|o(?=\s)|\d{1,2}\\?[.)]|\([a-z0-9]\)|[a-z]\))\s+)?[\s*_\\•·●▪◦‣■-]*"
)
_BULLET = re.compile(r"\s*(?:>\s*)?(?:(?:\\?[-*+]|[•·●▪◦‣■○✓✔➢►»–]|\d{1,2}\\?[.)]|\([a-z0-9]\))\s+\S|[•·●▪◦‣■])")
_BOLD = re.compile(r"\s*(?:\*\*|__)[^*_\n]{2,90}(?:\*\*|__)\s*:?\s*$")
_TRAILING = " \t\r*_:\\-–—"
_STOPS = re.compile(r"[.!?;](?<=[a-z0-9%)\]\"+][.!?;])(?=\s+\S)|\s+[•·●▪◦‣■]\s|\s\*\s|\s-\s(?=[A-Z])")

_MAY_STOP = (". ", "; ", "! ", "? ", "•", " - ", " * ", "·", "●", "▪")
"""Without one of these a line is one clause."""


class Kind(Enum):
    """What a line is."""

    HEADING = 1
    BULLET = 2
    TEXT = 3


@frozen
class Line:
    """A line without its marks: `text[start:end]` of the advert, in small letters too, and its signs."""

    kind: Kind
    start: int
    end: int
    text: str
    lower: str
    signs: int


def lines_of(text: str, lower: str) -> list[Line]:
    """Return the lines that say something, in order; `lower` is the text in small letters."""
    lines: list[Line] = []
    at = 0
    for raw in text.split("\n"):
        if len(raw) > 1 and not raw.isspace():
            line = _line(raw, lower[at : at + len(raw)], at)
            if line:
                lines.append(line)
        at += len(raw) + 1
    return lines


def _line(raw: str, lower: str, at: int) -> Line | None:
    skipped = 0
    if not raw[0].isalpha() or raw[1] in " )":
        marks = _MARKS.match(raw)
        skipped = marks.end() if marks else 0
    said = raw[skipped:].rstrip(_TRAILING)
    if len(said) < 2:
        return None
    small = lower[skipped : skipped + len(said)]
    start = at + skipped
    return Line(_kind(raw, said, skipped), start, start + len(said), said, small, signs_of(small))


def _kind(raw: str, said: str, skipped: int) -> Kind:
    if skipped and (raw.lstrip().startswith("#") or _BOLD.match(raw)):
        return Kind.HEADING
    bullet = skipped > 0 and _BULLET.match(raw) is not None
    if len(said) < LONGEST_LABEL and not bullet and raw.rstrip(" *_\r").endswith(":"):
        return Kind.HEADING
    return Kind.BULLET if bullet else Kind.TEXT


def clauses_of(line: Line) -> Iterator[Line]:
    """Return a short bullet as it is, and a paragraph sentence by sentence."""
    if (line.kind is Kind.BULLET and len(line.text) <= LONGEST_LINE) or not any(
        mark in line.text for mark in _MAY_STOP
    ):
        yield line
        return
    at = 0
    for stop in _STOPS.finditer(line.text):
        yield from part_of(line, at, stop.start())
        at = stop.end()
    yield from part_of(line, at, len(line.text))


def part_of(line: Line, start: int, end: int) -> Iterator[Line]:
    """Yield the part of a line that says something; nothing when it does not."""
    if start == 0 and end == len(line.text):
        yield line
        return
    raw = line.text[start:end]
    said = raw.strip(" \t*_•·-–")
    if len(said) >= 3:
        at = start + raw.index(said)
        small = line.lower[at : at + len(said)]
        yield Line(line.kind, line.start + at, line.start + at + len(said), said, small, signs_of(small))
