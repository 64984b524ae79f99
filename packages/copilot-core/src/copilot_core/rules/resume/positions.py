"""Positions: title, employer, place, dates and highlights of each."""

from collections.abc import Iterable, Sequence

from attrs import evolve

from copilot_core.entities.resume import Position, Quote
from copilot_core.rules.resume.entries import Entry, entries
from copilot_core.rules.resume.lines import Line
from copilot_core.rules.resume.periods import period_of
from copilot_core.rules.resume.places import could_be_place, is_place
from copilot_core.rules.resume.roles import Piece, assigned, pieces, split_at_comma
from copilot_core.rules.resume.vocabulary import organisation_score, title_score


def positions(lines: Sequence[Line]) -> tuple[Position, ...]:
    """Read the positions of a section."""
    found = entries(lines)
    cut = [_cut(entry) for entry in found]
    roles = assigned(cut, {"title": title, "company": company, "place": place}, frozenset({"title", "company"}))
    read = [_position(entry, used) for entry, used in zip(found, roles, strict=True)]
    return tuple(_with_companies(position for position in read if position.title or position.company or position.start))


def title(piece: Piece) -> float:
    """Say how much a piece is a job title."""
    if is_place(piece.text):
        return -2.0
    known = title_score(piece.text)
    sentence = piece.text.endswith(".") and len(piece.text.split()) > 2
    return known - 0.8 * organisation_score(piece.text) * (known < 1) - 0.5 * piece.slot[1] - 1.2 * sentence


def company(piece: Piece) -> float:
    """Say how much a piece is an employer."""
    if is_place(piece.text):
        return -2.0
    if len(piece.text.split()) > 9:
        return -0.8
    return organisation_score(piece.text) - 0.6 * max(0.0, title_score(piece.text)) + 0.1 - 0.3 * piece.slot[1]


def place(piece: Piece) -> float:
    """Say how much a piece is a place."""
    if is_place(piece.text):
        return 2.0
    if not could_be_place(piece.text) or len(piece.text.split()) > 4:
        return -2.0
    known = title_score(piece.text) > 0.5 or organisation_score(piece.text) > 0.5
    return (0.35 if piece.slot[1] else -0.2) - 1.5 * known


def _cut(entry: Entry) -> list[Piece]:
    found = pieces(entry)
    others = [piece for piece in found if place(piece) < 1]
    if len(others) != 1 and not (others and all(piece.slot[1] for piece in others[1:])):
        return found
    alone = others[0]
    return [part for piece in found for part in (split_at_comma(piece, title) if piece is alone else [piece])]


def _position(entry: Entry, used: dict[str, Piece]) -> Position:
    quotes = {role: piece.quote for role, piece in used.items()}
    period = period_of(entry.lines)
    return Position(
        title=quotes.get("title"),
        company=quotes.get("company"),
        place=quotes.get("place"),
        start=period.first,
        end=period.last,
        dates=period.quote,
        highlights=highlights(entry.body),
    )


def highlights(body: Iterable[Line]) -> tuple[Quote, ...]:
    """Return the lines below an entry's heading."""
    return tuple(Quote(line.text, line.start, line.end) for line in body if any(map(str.isalnum, line.text)))


def _with_companies(read: Iterable[Position]) -> Iterable[Position]:
    """Let a second position at one employer, written under the same heading, keep the employer."""
    last: Position | None = None
    for position in read:
        if position.company is None and position.title is not None and last is not None and last.company:
            position = evolve(position, company=last.company, place=position.place or last.place)  # noqa: PLW2901
        yield position
        last = position
