"""A resume that came as data: every line names its field, nothing needs guessing."""

from collections.abc import Sequence

from copilot_core.entities.resume import Education, PartialDate, Position, Quote, Reading, Section
from copilot_core.rules.resume.dates import dates_in
from copilot_core.rules.resume.lines import Line, Sheet

_KINDS = {"positions": "experience"}


def has_fields(whole: Sheet) -> bool:
    """Whether lines name their fields."""
    return any(line.role for line in whole.lines)


def reading_of(whole: Sheet) -> Reading:
    """Return the reading that the lines' roles spell out."""
    lines = whole.lines
    return Reading(
        text=whole.text,
        name=_one(lines, "name"),
        email=_one(lines, "email"),
        phone=_one(lines, "phone"),
        place=_one(lines, "place"),
        headline=_one(lines, "headline"),
        summary=_one(lines, "summary"),
        links=tuple(_quote(line) for line in lines if line.role.startswith("links.")),
        positions=tuple(_position(entry) for entry in _entries(lines, "positions")),
        education=tuple(_education(entry) for entry in _entries(lines, "education")),
        skills=_all(lines, "skills"),
        languages=_all(lines, "languages"),
        certificates=_all(lines, "certificates"),
        sections=tuple(_sections(whole)),
    )


def _one(lines: Sequence[Line], role: str) -> Quote | None:
    return next((_quote(line) for line in lines if line.role == role), None)


def _all(lines: Sequence[Line], role: str) -> tuple[Quote, ...]:
    return tuple(_quote(line) for line in lines if line.role == role)


def _quote(line: Line) -> Quote:
    return Quote(line.text, line.start, line.end)


def _entries(lines: Sequence[Line], kind: str) -> list[dict[str, list[Line]]]:
    entries: dict[str, dict[str, list[Line]]] = {}
    for line in lines:
        if line.role.startswith(f"{kind}."):
            _, number, name = line.role.split(".", 2)
            entries.setdefault(number, {}).setdefault(name, []).append(line)
    return list(entries.values())


def _position(entry: dict[str, list[Line]]) -> Position:
    start, end, dates = _dates(entry)
    return Position(
        title=_first(entry, "title"),
        company=_first(entry, "company"),
        place=_first(entry, "place"),
        start=start,
        end=end,
        dates=dates,
        highlights=tuple(_quote(line) for line in entry.get("highlights", [])),
    )


def _education(entry: dict[str, list[Line]]) -> Education:
    start, end, dates = _dates(entry)
    return Education(
        institution=_first(entry, "institution"),
        area=_first(entry, "area"),
        degree=_first(entry, "degree"),
        start=start,
        end=end,
        dates=dates,
        highlights=tuple(_quote(line) for line in entry.get("highlights", [])),
    )


def _first(entry: dict[str, list[Line]], name: str) -> Quote | None:
    return _quote(entry[name][0]) if name in entry else None


def _dates(entry: dict[str, list[Line]]) -> tuple[PartialDate | None, PartialDate | None, Quote | None]:
    quote = _first(entry, "dates")
    span = next(iter(dates_in(quote.value)), None) if quote else None
    return (span.first, span.last, quote) if span else (None, None, quote)


def _sections(whole: Sheet) -> list[Section]:
    headings = [line for line in whole.lines if line.role.startswith("section.")]
    ends = [line.start - 1 for line in headings[1:]] + [len(whole.text)]
    return [
        Section(kind=_kind(line), heading=_quote(line), start=line.start, end=end)
        for line, end in zip(headings, ends, strict=True)
    ]


def _kind(line: Line) -> str:
    name = line.role.partition(".")[2]
    return _KINDS.get(name, name)
