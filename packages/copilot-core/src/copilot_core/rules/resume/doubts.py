"""What is uncertain about a reading, said in sentences."""

from collections.abc import Iterator
from datetime import date

from attrs import evolve

from copilot_core.entities.resume import Education, PartialDate, Position, Reading
from copilot_core.sentences import Sentence

FAR_AWAY = date(2100, 1, 1)


def doubts(reading: Reading) -> Reading:
    """Return the reading with its doubts."""
    return evolve(reading, doubts=tuple(dict.fromkeys(_all(reading))))


def _all(reading: Reading) -> Iterator[Sentence]:
    yield from reading.doubts
    if "\ufffd" in reading.text:
        yield Sentence("document_encoding")
    if reading.name is None:
        yield Sentence("resume_no_name")
    if reading.email is None:
        yield Sentence("resume_no_email")
    if not reading.sections:
        yield Sentence("resume_no_headings")
    for section in reading.sections:
        if section.kind == "other":
            yield Sentence("resume_heading_unknown", {"heading": section.heading.value})
    if not reading.positions:
        yield Sentence("resume_no_positions")
    yield from _about_positions(reading)
    every: tuple[Position | Education, ...] = (*reading.positions, *reading.education)
    for entry in every:
        if entry.start and entry.end and not _in_order(entry.start, entry.end):
            yield Sentence("resume_dates_reversed", {"dates": _named(entry)})


def _about_positions(reading: Reading) -> Iterator[Sentence]:
    for position in reading.positions:
        if position.start is None and position.end is None:
            yield Sentence("resume_no_dates", {"entry": _named(position)})
        if position.title is None:
            yield Sentence("resume_no_title", {"entry": _named(position)})
        if position.company is None:
            yield Sentence("resume_no_company", {"entry": _named(position)})
    dated = [position for position in reading.positions if position.start and position.end]
    for number, first in enumerate(dated[:30]):
        for second in dated[number + 1 : 30]:
            if _overlap(first, second):
                yield Sentence("resume_dates_overlap", {"first": _named(first), "second": _named(second)})


def _overlap(first: Position, second: Position) -> bool:
    """Whether two positions share more than a month."""
    if first.start is None or first.end is None or second.start is None or second.end is None:
        return False
    start = max(_earliest(first.start), _earliest(second.start))
    end = min(_latest(first.end), _latest(second.end))
    return (end - start).days > 45


def _earliest(when: PartialDate) -> date:
    return FAR_AWAY if when.present else date(when.year, when.month or 12, 1)


def _latest(when: PartialDate) -> date:
    return FAR_AWAY if when.present else date(when.year, when.month or 1, 28)


def _in_order(start: PartialDate, end: PartialDate) -> bool:
    if start.present or end.present:
        return not start.present
    return (start.year, start.month or 1) <= (end.year, end.month or 12)


def _named(entry: Position | Education) -> str:
    first = entry.title if isinstance(entry, Position) else entry.degree
    second = entry.company if isinstance(entry, Position) else entry.institution
    words = ", ".join(quote.value for quote in (first, second) if quote is not None)
    return words or (entry.dates.value if entry.dates else "")
