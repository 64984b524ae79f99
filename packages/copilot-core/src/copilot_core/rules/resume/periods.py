"""The dates of one entry, wherever they stand in its lines."""

from collections.abc import Sequence

from attrs import frozen

from copilot_core.entities.resume import PartialDate, Quote
from copilot_core.rules.resume.dates import DateSpan, dates_in
from copilot_core.rules.resume.lines import Line


@frozen
class Period:
    """From when to when, and the words that say it."""

    first: PartialDate | None = None
    last: PartialDate | None = None
    quote: Quote | None = None


def period_of(lines: Sequence[Line], *, single_is_both: bool = True) -> Period:
    """Return the first range, else the first date; a single date is both ends where `single_is_both`."""
    found = [(line, span) for line in lines for span in dates_in(line.text)]
    if not found:
        return Period()
    line, span = next((pair for pair in found if pair[1].is_range), found[0])
    if not span.is_range and (whole := _over_lines(found)):
        return whole
    first = span.last if single_is_both and not span.is_range else span.first
    return Period(first, span.last, _quote(line, span))


def _over_lines(found: list[tuple[Line, DateSpan]]) -> Period | None:
    """Read "April 2014 / to / Current" written in lines of its own."""
    if len(found) < 2:
        return None
    (first_line, first), (last_line, last) = found[:2]
    if first.last is None or last.last is None or first.last.present or first_line is last_line:
        return None
    if not last.last.present and _order(last.last) < _order(first.last):
        (
            first,
            last,
        ) = last, first
    return Period(first.last, last.last, _quote(first_line, found[0][1]))


def _order(date: PartialDate) -> tuple[int, int]:
    return date.year, date.month or 0


def _quote(line: Line, span: DateSpan) -> Quote:
    return Quote(line.text[span.start : span.end].strip(), line.start + span.start, line.start + span.end)
