"""A resume as plain JSON: values apart from the places of their words (`spans`, path → [start, end])."""

from collections.abc import Iterator

from copilot_core.entities.resume import Education, PartialDate, Position, Quote, Reading, Resume

_POSITION = ("title", "company", "place")
_EDUCATION = ("institution", "area", "degree", "place")
_LISTS = ("links", "skills", "languages", "certificates")
_SINGLE = ("name", "email", "phone", "place", "headline", "summary")


def resume_document(resume: Resume) -> dict[str, object]:
    """Return what `resume show --json` shows."""
    return {
        "id": str(resume.id),
        "file_name": resume.file_name,
        "added_at": resume.added_at.isoformat(),
        **reading_document(resume.reading),
    }


def reading_document(reading: Reading) -> dict[str, object]:
    """Return a reading as JSON; dates are `YYYY`, `YYYY-MM` or `present`, what is unknown is null."""
    return {
        "text": reading.text,
        **{name: _value(getattr(reading, name)) for name in _SINGLE},
        **{name: [quote.value for quote in getattr(reading, name)] for name in _LISTS},
        "positions": [_position(one) for one in reading.positions],
        "education": [_education(one) for one in reading.education],
        "sections": [
            {"kind": one.kind, "heading": one.heading.value, "start": one.start, "end": one.end}
            for one in reading.sections
        ],
        "language": reading.language,
        "doubts": [str(doubt) for doubt in reading.doubts],
        "spans": {path: [quote.start, quote.end] for path, quote in quotes(reading) if quote.start >= 0},
    }


def quotes(reading: Reading) -> Iterator[tuple[str, Quote]]:
    """Yield every quote of a reading with its path (`positions[0].title`)."""
    for name in _SINGLE:
        if (quote := getattr(reading, name)) is not None:
            yield name, quote
    for name in _LISTS:
        for number, quote in enumerate(getattr(reading, name)):
            yield f"{name}[{number}]", quote
    for number, position in enumerate(reading.positions):
        yield from _of(f"positions[{number}]", position, _POSITION)
    for number, one in enumerate(reading.education):
        yield from _of(f"education[{number}]", one, _EDUCATION)
    for number, section in enumerate(reading.sections):
        yield f"sections[{number}].heading", section.heading


def _of(path: str, entry: Position | Education, names: tuple[str, ...]) -> Iterator[tuple[str, Quote]]:
    for name in (*names, "dates"):
        if (quote := getattr(entry, name)) is not None:
            yield f"{path}.{name}", quote
    for number, quote in enumerate(entry.highlights):
        yield f"{path}.highlights[{number}]", quote


def _position(one: Position) -> dict[str, object]:
    return {**{name: _value(getattr(one, name)) for name in _POSITION}, **_shared(one)}


def _education(one: Education) -> dict[str, object]:
    return {**{name: _value(getattr(one, name)) for name in _EDUCATION}, **_shared(one)}


def _shared(one: Position | Education) -> dict[str, object]:
    return {
        "start": _date(one.start),
        "end": _date(one.end),
        "highlights": [quote.value for quote in one.highlights],
    }


def _value(quote: Quote | None) -> str | None:
    return quote.value if quote is not None else None


def _date(when: PartialDate | None) -> str | None:
    return str(when) if when is not None else None
