"""The lines of an advert: headings, bullets, sentences."""

import re
from collections.abc import Iterator
from enum import Enum

from attrs import frozen

LONGEST_LINE = 320
"""A longer line is a paragraph and is taken apart into sentences."""

_LINE = re.compile(r"[^\n]+")
_MARKS = re.compile(r"[\s>#*_\\-]*(?:(?:[-*+•·●▪◦‣■○–—✓✔➢►»o]|\d{1,2}[.)]|\([a-z0-9]\)|[a-z]\))\s+)?[\s*_\\]*")
_BULLET = re.compile(r"\s*(?:>\s*)?(?:[-*+•·●▪◦‣■○✓✔➢►»]|\d{1,2}[.)]|\([a-z0-9]\))\s+\S|\s*[•·●▪◦‣■]")
_BOLD = re.compile(r"\s*(?:\*\*|__)[^*_\n]{2,90}(?:\*\*|__)\s*:?\s*$")
_TRAILING = " \t*_:\\-–—"
_STOPS = re.compile(r"(?<=[a-z0-9%)\]\"+])(?:[.!?;](?=\s+\S)|\s+[•·●▪◦‣■]\s)|\s\*\s|\s-\s(?=[A-Z])")


class Kind(Enum):
    """What a line is."""

    HEADING = 1
    BULLET = 2
    TEXT = 3


@frozen
class Line:
    """A line without its marks: `text[start:end]` of the advert."""

    kind: Kind
    start: int
    end: int
    text: str


def lines_of(text: str) -> list[Line]:
    """Return the lines that say something, in order."""
    return [line for match in _LINE.finditer(text) if (line := _line(text, match.start(), match.end()))]


def _line(text: str, begin: int, end: int) -> Line | None:
    raw = text[begin:end]
    marks = _MARKS.match(raw)
    start = begin + (marks.end() if marks else 0)
    said = text[start:end].rstrip(_TRAILING)
    if len(said) < 2:
        return None
    heading = raw.lstrip().startswith("#") or bool(_BOLD.match(raw))
    short_label = len(said) < 70 and raw.rstrip(" *_").endswith(":") and not _BULLET.match(raw)
    if heading or short_label:
        return Line(Kind.HEADING, start, start + len(said), said)
    return Line(Kind.BULLET if _BULLET.match(raw) else Kind.TEXT, start, start + len(said), said)


def clauses_of(line: Line) -> Iterator[Line]:
    """Return a bullet as it is, and a paragraph sentence by sentence."""
    at = 0
    if len(line.text) > LONGEST_LINE or line.kind is Kind.TEXT:
        for stop in _STOPS.finditer(line.text):
            yield from _piece(line, at, stop.start())
            at = stop.end()
    yield from _piece(line, at, len(line.text))


def _piece(line: Line, start: int, end: int) -> Iterator[Line]:
    raw = line.text[start:end]
    said = raw.strip(" \t*_•·-–")
    if len(said) >= 3:
        begin = line.start + start + raw.index(said)
        yield Line(line.kind, begin, begin + len(said), said)
