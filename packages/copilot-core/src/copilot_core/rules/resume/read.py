"""From a document to what it says of a person."""

from collections.abc import Sequence
from itertools import zip_longest

from copilot_core.entities.document import Document
from copilot_core.entities.resume import Education, Position, Quote, Reading, Section
from copilot_core.rules.resume.contact import contact
from copilot_core.rules.resume.doubts import doubts
from copilot_core.rules.resume.education import education
from copilot_core.rules.resume.fields import has_fields, reading_of
from copilot_core.rules.resume.lines import Line, Sheet, sheet
from copilot_core.rules.resume.lists import certificates, labelled_languages, languages, skills
from copilot_core.rules.resume.positions import positions
from copilot_core.rules.resume.sections import Part, parts

UNHEADED = frozenset({"top", "other", "summary", "awards", "skills", "projects"})


def read_resume(document: Document) -> Reading:
    """Read a resume; what is uncertain is said in `doubts`."""
    whole = sheet(document)
    if has_fields(whole):
        return doubts(reading_of(whole))
    found = parts(whole)
    person = contact(found, whole.lines)
    skilled = _of(found, "skills")
    tongues = [*_of(found, "languages"), *labelled_languages(skilled)]
    reading = Reading(
        text=whole.text,
        name=person.name,
        email=person.email,
        phone=person.phone,
        place=person.place,
        headline=person.headline,
        summary=_summary(found, whole),
        links=person.links,
        positions=_positions(found),
        education=_education(found),
        skills=skills([line for line in skilled if line not in tongues]),
        languages=languages(tongues),
        certificates=certificates(_of(found, "certificates")),
        sections=tuple(_sections(found, whole)),
    )
    return doubts(reading)


def _of(found: Sequence[Part], kind: str) -> list[Line]:
    return [line for part in found if part.kind == kind for line in part.lines]


def _positions(found: Sequence[Part]) -> tuple[Position, ...]:
    read = tuple(one for part in found if part.kind == "experience" for one in positions(part.lines))
    return read or _unheaded(found)


def _unheaded(found: Sequence[Part]) -> tuple[Position, ...]:
    """Read positions where no heading announces them: where at least two entries have a range of dates."""
    for part in found:
        if part.kind in UNHEADED:
            read = [one for one in positions(part.lines) if one.start and (one.title or one.company)]
            if len(read) > 1:
                return tuple(read)
    return ()


def _education(found: Sequence[Part]) -> tuple[Education, ...]:
    return tuple(one for part in found if part.kind == "education" for one in education(part.lines))


def _summary(found: Sequence[Part], whole: Sheet) -> Quote | None:
    lines = next((part.lines for part in found if part.kind == "summary" and part.lines), ())
    if not lines:
        return None
    start, end = lines[0].start, lines[-1].end
    return Quote(whole.text[start:end], start, end)


def _sections(found: Sequence[Part], whole: Sheet) -> list[Section]:
    sections: list[Section] = []
    for part, following in zip_longest(found, found[1:]):
        end = len(whole.text)
        if following is not None:
            first = following.heading or following.lines[0]
            end = max(part.heading.end if part.heading else 0, first.start - 1)
        section = part.as_section(end)
        if section is not None:
            sections.append(section)
    return sections
