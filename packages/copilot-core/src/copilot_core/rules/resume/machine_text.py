"""What an applicant-tracking system would read of a file, and what it loses."""

from collections.abc import Iterator

from attrs import frozen

from copilot_core.entities.resume import Reading
from copilot_core.rules.resume.document import quotes
from copilot_core.sentences import Sentence


@frozen
class Unread:
    """A line of the text that no field was taken from; `text[start:end]`, code points."""

    text: str
    start: int
    end: int


@frozen(kw_only=True)
class MachineText:
    """The text as it is extracted, the headings understood, the lines that no field was taken from, and doubts."""

    text: str
    headings: tuple[str, ...]
    unread: tuple[Unread, ...]
    doubts: tuple[Sentence, ...]


def machine_text(reading: Reading) -> MachineText:
    """Return what a machine reads."""
    spans = [(quote.start, quote.end) for _, quote in quotes(reading) if quote.start >= 0]
    known = bytearray(len(reading.text))
    for start, end in spans:
        known[start:end] = b"\1" * (min(end, len(known)) - start)
    return MachineText(
        text=reading.text,
        headings=tuple(section.heading.value for section in reading.sections if section.kind != "other"),
        unread=tuple(one for one in _lines(reading.text) if not any(known[one.start : one.end])),
        doubts=reading.doubts,
    )


def _lines(text: str) -> Iterator[Unread]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield Unread(line, start, start + len(line))
        start += len(line) + 1
