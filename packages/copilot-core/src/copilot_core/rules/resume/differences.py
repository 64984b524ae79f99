"""How two readings of a resume differ, field by field."""

from collections.abc import Iterator, Sequence

from copilot_core.entities.corrections import Difference
from copilot_core.entities.resume import Education, Position, Reading
from copilot_core.rules.resume.document import quotes


def differences(before: Reading, after: Reading) -> tuple[Difference, ...]:
    """Return every field that is told differently, in the order of the resume."""
    was, now = dict(_told(before)), dict(_told(after))
    return tuple(
        Difference(field=path, before=was.get(path), after=now.get(path))
        for path in dict.fromkeys((*was, *now))
        if was.get(path) != now.get(path)
    )


def _told(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield each field with its words; headings are the file's own, and dates are told as what they mean."""
    for path, quote in quotes(reading):
        if not path.startswith("sections") and not path.endswith(".dates"):
            yield path, quote.value
    yield from _dates("positions", reading.positions)
    yield from _dates("education", reading.education)


def _dates(kind: str, entries: Sequence[Position | Education]) -> Iterator[tuple[str, str]]:
    for number, entry in enumerate(entries):
        for name, date in (("start", entry.start), ("end", entry.end)):
            if date is not None:
                yield f"{kind}[{number}].{name}", str(date)
