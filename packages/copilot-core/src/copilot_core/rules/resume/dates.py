"""Dates and ranges as people write them on resumes, English and German."""

import re
from collections.abc import Iterator
from functools import lru_cache

from attrs import frozen

from copilot_core.entities.resume import PartialDate

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jän jänner",
            "february feb febr februar feber",
            "march mar märz mär mrz maerz",
            "april apr",
            "may mai",
            "june jun juni",
            "july jul juli",
            "august aug",
            "september sept sep",
            "october oct oktober okt",
            "november nov",
            "december dec dezember dez",
        ),
        1,
    )
    for name in names.split()
}
LONGEST_LINE = 2000
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19[4-9]|20[0-4])\d"
_PRESENT = (
    r"present|currently|current|now|today|ongoing|to date|till date|date|heute|dato|jetzt|aktuell|laufend|andauernd|"
    r"gegenwart|gegenwärtig|momentan"
)
_SEASON = r"spring|summer|fall|autumn|winter|frühjahr|frühling|sommer|herbst|wise|sose|ws|ss|q[1-4]|h[12]"
_POINT = re.compile(
    rf"""
    (?<![\w.,€$£+])(?:
      (?P<dmy>[0-3]?\d\.\ ?(?P<dmy_m>0?[1-9]|1[0-2])\.\ ?(?P<dmy_y>{_YEAR}))
    | (?P<mdy>(?P<mdy_m>0?[1-9]|1[0-2])/[0-3]?\d/(?P<mdy_y>{_YEAR}))
    | (?P<iso>(?P<iso_y>{_YEAR})[-/.](?P<iso_m>0[1-9]|1[0-2])(?:[-/.][0-3]\d)?)
    | (?P<my>(?P<my_m>0?[1-9]|1[0-2])\ ?[./-]\ ?(?P<my_y>{_YEAR}))
    | (?P<short>(?P<short_m>0[1-9]|1[0-2])/(?P<short_y>\d\d))
    | (?P<name>(?:[0-3]?\d\.?\ )?(?P<name_m>{_MONTH})\b\.?,?\ ?(?:[0-3]?\d(?:st|nd|rd|th)?,\ )?
        (?:(?P<name_y>{_YEAR})|['’´`]\ ?(?P<name_s>\d\d)|(?<=\ )(?P<name_t>[0-3]\d)))
    | (?P<season>(?:{_SEASON})\ ?(?P<season_y>{_YEAR})(?:/\d\d(?:\d\d)?)?)
    | (?P<year>(?P<year_y>{_YEAR})(?:/\d\d(?:\d\d)?)?)
    | (?P<month>(?P<month_m>{_MONTH})\b\.?)
    | (?P<present>{_PRESENT})
    )(?![\w€$%+]|[.,]\d|-\d{{5}})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BETWEEN = re.compile(r"\s{0,3}(?:[-–—−‒―~→]|to|until|till|through|thru|bis(?: zum)?|[-–—] ?bis)\s{0,3}", re.IGNORECASE)
_SINCE = re.compile(r"(?:since|from|seit|ab|von)\s{1,2}$", re.IGNORECASE)
_UNTIL = re.compile(r"(?:until|till|bis)\s{1,2}$", re.IGNORECASE)
_OPEN = re.compile(r"\s{0,2}[-–—−]\s{0,2}(?:\.\.\.|…)?\s*(?=$|[)\t])")
_SHORT_YEAR = re.compile(r"(\d\d)(?![\w.])")
_DURATION = re.compile(
    r"[(\[·,|/]?\s?\b\d{1,2}\+?\s?(?:years?|yrs?|jahre?n?|j\.|months?|mos?|monate?n?|mon\.)\b\.?"
    r"(?:,?\s(?:and\s|und\s)?\d{1,2}\s?(?:months?|mos?|monate?n?|mon\.)\b\.?)?\s?[)\]]?",
    re.IGNORECASE,
)


@frozen
class DateSpan:
    """A date or a range, and where it stands in the text."""

    start: int
    end: int
    first: PartialDate | None
    last: PartialDate | None
    is_range: bool


@frozen
class _Point:
    start: int
    end: int
    kind: str
    date: PartialDate


@lru_cache(maxsize=4096)
def dates_in(text: str) -> tuple[DateSpan, ...]:
    """Find dates and ranges, in order, none overlapping; a text longer than any line is read to its first part."""
    points = list(_points(text[:LONGEST_LINE]))
    spans: list[DateSpan] = []
    position = 0
    while position < len(points):
        span, used = _span(text, points, position)
        position += used
        if span is not None:
            spans.append(span)
    return tuple(spans)


def durations_in(text: str) -> tuple[tuple[int, int], ...]:
    """Find lengths of time ("2 years 10 months"): they say nothing that the dates do not."""
    return tuple(match.span() for match in _DURATION.finditer(text, 0, LONGEST_LINE))


def is_dates_only(text: str) -> bool:
    """Whether nothing stands in `text` but dates, lengths of time and punctuation."""
    spans = dates_in(text)
    return bool(spans or durations_in(text)) and not re.search(r"\w", without_dates(text))


def without_dates(text: str) -> str:
    """Return `text` with dates and lengths of time blanked out, offsets kept."""
    blanks = [(span.start, span.end) for span in dates_in(text)] + list(durations_in(text))
    for start, end in blanks:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _points(text: str) -> Iterator[_Point]:
    for match in _POINT.finditer(text):
        kind = match.lastgroup.partition("_")[0] if match.lastgroup else ""
        kind = next(name for name, value in match.groupdict().items() if value is not None and "_" not in name)
        yield _Point(match.start(), match.end(), kind, _date(kind, match))


def _date(kind: str, match: re.Match[str]) -> PartialDate:
    if kind == "present":
        return PartialDate(present=True)
    parts = match.groupdict()
    month = parts.get(f"{kind}_m")
    year = parts.get(f"{kind}_y") or parts.get("name_s" if parts.get("name_s") else "name_t") or "0"
    number = None if month is None else int(month) if month.isdigit() else MONTHS[month.lower()]
    return PartialDate(_full_year(year), number)


def _full_year(year: str) -> int:
    value = int(year)
    if len(year) == 2:
        return value + (2000 if value < 45 else 1900)
    return value


def _span(text: str, points: list[_Point], position: int) -> tuple[DateSpan | None, int]:
    first = points[position]
    following = points[position + 1] if position + 1 < len(points) else None
    if following is not None and first.kind != "present" and _joined(text, first.end, following.start):
        begin = first.date
        if first.kind == "month":
            begin = PartialDate(following.date.year, first.date.month)
        if following.kind != "month" and begin.year:
            return DateSpan(_from(text, first.start), following.end, begin, following.date, is_range=True), 2
    return _lone(text, first), 1


def _lone(text: str, point: _Point) -> DateSpan | None:
    if point.kind in {"present", "month"}:
        return None
    if point.kind == "year" and (short := _short_end(text, point)):
        return short
    since = _SINCE.search(text[max(0, point.start - 8) : point.start])
    if since:
        start = point.start - (since.end() - since.start())
        return DateSpan(start, point.end, point.date, PartialDate(present=True), is_range=True)
    until = _UNTIL.search(text[max(0, point.start - 8) : point.start])
    if until:
        return DateSpan(point.start - (until.end() - until.start()), point.end, None, point.date, is_range=True)
    if opened := _OPEN.match(text, point.end):
        return DateSpan(point.start, opened.end(), point.date, None, is_range=True)
    return DateSpan(point.start, point.end, None, point.date, is_range=False)


def _short_end(text: str, point: _Point) -> DateSpan | None:
    between = _BETWEEN.match(text, point.end)
    match = _SHORT_YEAR.match(text, between.end()) if between else None
    if match is None:
        return None
    year = point.date.year // 100 * 100 + int(match[1])
    if not point.date.year < year <= point.date.year + 20:
        return None
    return DateSpan(point.start, match.end(), point.date, PartialDate(year), is_range=True)


def _from(text: str, start: int) -> int:
    since = _SINCE.search(text[max(0, start - 8) : start])
    return start - (since.end() - since.start()) if since else start


def _joined(text: str, end: int, start: int) -> bool:
    return start - end < 12 and _BETWEEN.fullmatch(text, end, start) is not None
