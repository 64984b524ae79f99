"""What each piece of an entry's heading is: title or employer, degree or school, place; told by all entries together."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations

from attrs import evolve, frozen

from copilot_core.entities.resume import Quote
from copilot_core.rules.resume.dates import without_dates
from copilot_core.rules.resume.entries import Entry
from copilot_core.rules.resume.lines import Line
from copilot_core.rules.resume.places import is_place, trailing_place

Score = Callable[["Piece"], float]

_STRONG = re.compile(
    r"\t|\s+[|｜•·‧⋅∙◦–—―/~]\s+|\s+-\s+|\s*[|｜•;]\s*|:\s+(?=\S)|\s+@\s+|,?\s+(?:at|bei|bei der|beim)\s+(?=[A-ZÄÖÜ\d])|(?<=\w)\s\s+(?=\S)|\s[–—]|[–—]\s"
)
_COMMA = re.compile(r",\s+(?!(?:Inc|LLC|Ltd|L\.L\.C|GmbH|AG|Corp|Co|LLP|PLC|S\.A|N\.A|e\.V|KG|Jr|Sr)\b)")
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]{2,60})[)\]]\s*$")
_NOTHING = re.compile(
    r"(?:and|und|to|bis|exp|from|von|since|seit|until|date|datum|zeitraum|gpa\b.*|grade\b.*|note\b.*|abschlussnote\b.*|\d[\d.,/ ]*)\W*",
    re.IGNORECASE,
)
_EMPTY_BRACKETS = re.compile(r"[(\[]\s*[)\]]")
_EDGE = " \t,;|•·–—-:/"
MOST_PIECES = 7


@frozen
class Piece:
    """Some words of an entry's heading: `slot` is where such words stand in every entry."""

    text: str
    start: int
    slot: tuple[int, bool, int]
    bold: bool = False

    @property
    def quote(self) -> Quote:
        """The words with their place."""
        return Quote(self.text, self.start, self.start + len(self.text))


def pieces(entry: Entry) -> list[Piece]:
    """Cut an entry's heading at separators, changes of style and places; dates are left out."""
    found: list[Piece] = []
    for number, row in enumerate(entry.head):
        widest = max(range(len(row.lines)), key=lambda position: _weight(row.lines[position]))
        for position, line in enumerate(row.lines):
            found += _cut(line, number, aside=position > widest)
    for line in entry.side:
        found += _cut(line, 8, aside=True)
    return _numbered(found)


def _weight(line: Line) -> tuple[bool, int]:
    """Say which line of a row is the main one: not the dates, else the longest."""
    words = without_dates(line.text).strip(_EDGE)
    return not is_place(words), len(words)


def _cut(line: Line, row: int, *, aside: bool) -> Iterator[Piece]:
    blank = _EMPTY_BRACKETS.sub(lambda match: " " * len(match[0]), without_dates(line.text))
    for start, end in _spans(blank, line.breaks):
        yield from _without_place(_piece(line, start, end, row, aside=aside))


def _spans(text: str, breaks: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Yield the stretches between strong separators and changes of style, trimmed."""
    cuts = [(match.start(), match.end()) for match in _STRONG.finditer(text)]
    cuts += [(offset, offset) for offset in breaks if _splits_here(text, offset)]
    cuts += [match.span() for match in re.finditer(r" {3,}", text)]
    position = 0
    for start, end in [*sorted(cuts), (len(text), len(text))]:
        if start >= position:
            yield from _trimmed(text, position, start)
        position = max(position, end)


def _splits_here(text: str, offset: int) -> bool:
    here, before = text[offset : offset + 1], text[offset - 1 : offset]
    return here in {",", ";", "|"} or (not before.isalnum() and before not in {"(", "/", "-"} and here not in {"", ")"})


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    bracketed = text[start : start + 1] in {"(", "["} and text[end - 1 : end] in {")", "]"}
    if bracketed:
        start, end = start + 1, end - 1
    words = text[start:end]
    if re.search(r"\w\W*\w", words) and not _NOTHING.fullmatch(words):
        yield start, end


def _piece(line: Line, start: int, end: int, row: int, *, aside: bool) -> Piece:
    bold = line.bold if not line.breaks else (start < line.breaks[0]) == (line.bold or start < line.breaks[0])
    return Piece(line.text[start:end], line.start + start, (row, aside, 0), bold)


def _without_place(piece: Piece) -> Iterator[Piece]:
    """Cut a place off the end: after a comma, or in brackets."""
    bracket = _BRACKETED.search(piece.text)
    if bracket and is_place(bracket[1]):
        yield evolve(piece, text=piece.text[: bracket.start()].rstrip(_EDGE))
        yield evolve(piece, text=bracket[1], start=piece.start + bracket.start(1))
        return
    offset = None if is_place(piece.text) else trailing_place(piece.text)
    if offset is None:
        yield piece
        return
    yield evolve(piece, text=piece.text[:offset].rstrip(_EDGE))
    yield evolve(piece, text=piece.text[offset:].rstrip(), start=piece.start + offset)


def _numbered(found: Sequence[Piece]) -> list[Piece]:
    counts: dict[tuple[int, bool], int] = {}
    numbered: list[Piece] = []
    for piece in found:
        key = piece.slot[:2]
        numbered.append(evolve(piece, slot=(*key, counts.get(key, 0))))
        counts[key] = counts.get(key, 0) + 1
    return numbered


def split_at_comma(piece: Piece, wanted: Score) -> list[Piece]:
    """Cut at the comma that best parts what is `wanted` from the rest; one piece where none does."""
    commas = [match.span() for match in _COMMA.finditer(piece.text)]
    if not commas:
        return [piece]

    def cut(span: tuple[int, int]) -> list[Piece]:
        start, end = span
        return [evolve(piece, text=piece.text[:start]), evolve(piece, text=piece.text[end:], start=piece.start + end)]

    def contrast(span: tuple[int, int]) -> float:
        before, after = cut(span)
        return abs(wanted(before) - wanted(after))

    best = max(commas, key=lambda span: (contrast(span), -span[0]))
    return cut(best) if contrast(best) > 0.3 or len(commas) == 1 else [piece]


def assigned(
    whole: Sequence[Sequence[Piece]], scores: dict[str, Score], needed: frozenset[str]
) -> list[dict[str, Piece]]:
    """Give each entry's pieces their roles: by their own words, and by what stands in the same slot elsewhere."""
    usual = {role: _by_slot(whole, score) for role, score in scores.items()}
    return [_best(list(entry)[:MOST_PIECES], scores, usual, needed) for entry in whole]


def _by_slot(whole: Sequence[Sequence[Piece]], score: Score) -> dict[tuple[int, bool, int], float]:
    sums: dict[tuple[int, bool, int], list[float]] = {}
    for entry in whole:
        for piece in entry:
            sums.setdefault(piece.slot, []).append(score(piece))
    return {slot: sum(values) / len(values) for slot, values in sums.items()}


def _best(
    found: list[Piece],
    scores: dict[str, Score],
    usual: dict[str, dict[tuple[int, bool, int], float]],
    needed: frozenset[str],
) -> dict[str, Piece]:
    roles = list(scores)
    table = [
        [
            scores[role](piece) + usual[role][piece.slot] + (0.6 if role in needed else 0.0) - 0.05 * position
            for role in roles
        ]
        for position, piece in enumerate(found)
    ]
    choices = [*range(len(found)), *[None] * len(roles)]
    best: tuple[float, tuple[int | None, ...]] = (-1.0, (None,) * len(roles))
    for choice in set(permutations(choices, len(roles))):
        total = sum(table[index][role] for role, index in enumerate(choice) if index is not None)
        key = (total, tuple(-1 if index is None else -index for index in choice))
        if key > (best[0], tuple(-1 if index is None else -index for index in best[1])):
            best = (total, choice)
    return {roles[role]: found[index] for role, index in enumerate(best[1]) if index is not None}
