"""A resume written out: as JSON Resume (jsonresume.org, schema 1.0), and as Markdown."""

import re
from collections.abc import Iterator

from copilot_core.entities.resume import Education, PartialDate, Position, Quote, Reading

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_MARKS = re.compile(r"([\\`*_\[\]<>#|])")


def json_resume(reading: Reading) -> dict[str, object]:
    """Return it as JSON Resume; what is unknown is left out."""
    basics: dict[str, object] = {
        "name": _word(reading.name),
        "label": _word(reading.headline),
        "email": _word(reading.email),
        "phone": _word(reading.phone),
        "summary": _word(reading.summary),
        "location": _without_nothing({"city": _word(reading.place)}),
        "profiles": [{"url": link.value} for link in reading.links],
    }
    return _without_nothing(
        {
            "$schema": SCHEMA,
            "basics": _without_nothing(basics),
            "work": [_work(one) for one in reading.positions],
            "education": [_study(one) for one in reading.education],
            "skills": [{"name": one.value} for one in reading.skills],
            "languages": [{"language": one.value} for one in reading.languages],
            "certificates": [{"name": one.value} for one in reading.certificates],
        }
    )


def markdown(reading: Reading) -> str:
    """Return it as Markdown."""
    return "\n".join(_lines(reading)).strip() + "\n"


def _lines(reading: Reading) -> Iterator[str]:
    yield from (f"# {_plain(reading.name)}", "") if reading.name else ()
    yield from (_plain(reading.headline), "") if reading.headline else ()
    contact = [one for one in (reading.email, reading.phone, reading.place, *reading.links) if one]
    yield from (" · ".join(_plain(one) for one in contact), "") if contact else ()
    yield from ("## Summary", "", _plain(reading.summary), "") if reading.summary else ()
    yield from _entries("Experience", [(_at(one.title, one.company), one) for one in reading.positions])
    yield from _entries("Education", [(_at(_studied(one), one.institution), one) for one in reading.education])
    for heading, values in (
        ("Skills", reading.skills),
        ("Languages", reading.languages),
        ("Certificates", reading.certificates),
    ):
        yield from (f"## {heading}", "", *(f"- {_plain(one)}" for one in values), "") if values else ()


def _entries(heading: str, entries: list[tuple[str, Position | Education]]) -> Iterator[str]:
    if entries:
        yield from (f"## {heading}", "")
    for title, one in entries:
        yield f"### {title}"
        when = _when(one)
        yield from (when, "") if when else ("",)
        yield from (*(f"- {_plain(line)}" for line in one.highlights), "") if one.highlights else ()


def _at(what: Quote | None, where: Quote | None) -> str:
    return ", ".join(_plain(one) for one in (what, where) if one) or "—"


def _studied(one: Education) -> Quote | None:
    words = " ".join(part.value for part in (one.degree, one.area) if part)
    return Quote(words) if words else None


def _when(one: Position | Education) -> str:
    dates = " – ".join(str(date) for date in (one.start, one.end) if date)
    return ", ".join(part for part in (dates, _plain(one.place)) if part)


def _work(one: Position) -> dict[str, object]:
    return _without_nothing(
        {
            "name": _word(one.company),
            "position": _word(one.title),
            "location": _word(one.place),
            **_period(one.start, one.end),
            "highlights": [line.value for line in one.highlights],
        }
    )


def _study(one: Education) -> dict[str, object]:
    return _without_nothing(
        {
            "institution": _word(one.institution),
            "area": _word(one.area),
            "studyType": _word(one.degree),
            **_period(one.start, one.end),
            "courses": [line.value for line in one.highlights],
        }
    )


def _period(start: PartialDate | None, end: PartialDate | None) -> dict[str, object]:
    """JSON Resume has no word for the present: what goes on has no end."""
    return {"startDate": str(start or ""), "endDate": "" if end is None or end.present else str(end)}


def _without_nothing(fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value}


def _word(quote: Quote | None) -> str:
    return quote.value if quote else ""


def _plain(quote: Quote | None) -> str:
    """Return words that Markdown shows as they are."""
    return _MARKS.sub(r"\\\1", " ".join(_word(quote).split()))
