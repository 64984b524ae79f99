"""A reading with what the person corrected; words that stand in the file keep their place in it."""

import re
from collections.abc import Iterable

from attrs import evolve

from copilot_core.entities.corrections import Corrections, EducationSaid, PositionSaid
from copilot_core.entities.resume import Education, PartialDate, Position, Quote, Reading
from copilot_core.errors import Rejected
from copilot_core.sentences import Sentence

SINGLE = ("name", "email", "phone", "place", "headline", "summary")
LISTS = ("links", "skills", "languages", "certificates")
SETTLED = {"resume_no_name": "name", "resume_no_email": "email", "resume_no_positions": "positions"}
"""Doubts that a correction settles."""

_DATE = re.compile(r"(?P<year>(19|20)\d\d)(-(?P<month>0[1-9]|1[0-2]))?")


def corrected(reading: Reading, said: Corrections) -> Reading:
    """Return the reading as corrected; raise `Rejected("resume_date_wrong")`."""
    text = reading.text
    changes: dict[str, object] = {
        name: _quote(value, text) for name in SINGLE if (value := getattr(said, name)) is not None
    }
    changes |= {name: _quotes(values, text) for name in LISTS if (values := getattr(said, name)) is not None}
    if said.positions is not None:
        changes["positions"] = tuple(_position(one, text) for one in said.positions)
    if said.education is not None:
        changes["education"] = tuple(_education(one, text) for one in said.education)
    settled = {code for code, name in SETTLED.items() if changes.get(name)}
    return evolve(reading, **changes, doubts=_left(reading.doubts, settled))  # type: ignore[arg-type]  # by field


def _left(doubts: Iterable[Sentence], settled: set[str]) -> tuple[Sentence, ...]:
    return tuple(doubt for doubt in doubts if doubt.code not in settled)


def _position(said: PositionSaid, text: str) -> Position:
    return Position(
        title=_quote(said.title, text),
        company=_quote(said.company, text),
        place=_quote(said.place, text),
        start=_date(said.start),
        end=_date(said.end),
        highlights=_quotes(said.highlights, text),
    )


def _education(said: EducationSaid, text: str) -> Education:
    return Education(
        institution=_quote(said.institution, text),
        area=_quote(said.area, text),
        degree=_quote(said.degree, text),
        place=_quote(said.place, text),
        start=_date(said.start),
        end=_date(said.end),
        highlights=_quotes(said.highlights, text),
    )


def _quotes(values: Iterable[str], text: str) -> tuple[Quote, ...]:
    found = (_quote(value, text) for value in values)
    return tuple(quote for quote in found if quote)


def _quote(value: str, text: str) -> Quote | None:
    words = " ".join(value.split())
    if not words:
        return None
    start = text.find(words)
    return Quote(words, start, start + len(words)) if start >= 0 else Quote(words)


def _date(said: str) -> PartialDate | None:
    word = said.strip().casefold()
    if not word:
        return None
    if word == "present":
        return PartialDate(present=True)
    matched = _DATE.fullmatch(word)
    if matched is None:
        raise Rejected("resume_date_wrong", date=said[:40])
    return PartialDate(int(matched["year"]), int(matched["month"]) if matched["month"] else None)
