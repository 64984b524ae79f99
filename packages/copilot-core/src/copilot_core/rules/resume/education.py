"""Education: school, degree, field of study and dates of each."""

import re
from collections.abc import Sequence

from copilot_core.entities.resume import Education, Quote
from copilot_core.rules.resume.entries import Entry, entries
from copilot_core.rules.resume.lines import Line
from copilot_core.rules.resume.periods import period_of
from copilot_core.rules.resume.places import could_be_place, is_place
from copilot_core.rules.resume.positions import highlights
from copilot_core.rules.resume.roles import Piece, Score, assigned, pieces, split_at_comma
from copilot_core.rules.resume.vocabulary import DEGREES, SCHOOLS

_IN = re.compile(r"\s+(?:in|im Fach|im Bereich|zum|zur|als|im)\s+|\s*[:,]\s+|\s*\((?=[^)]+\)$)", re.IGNORECASE)
_KIND = (
    r"Science|Arts|Engineering|Education|Laws?|Business Administration|Fine Arts|Philosophy|Technology|Music|Nursing|"
    r"Applied Science|Social Work|Public Health|Commerce|Architecture|Medicine|Design|Applied Arts|Business|"
    r"Public Administration|Theology|Music"
)
_DEGREE = re.compile(
    rf"(?:(?:bachelor|master|associate|doctor|licentiate)(?:'s|s)?(?: of (?:{_KIND})(?![ ]\w)| of \w+(?: \w+)?$| of (?:{_KIND})| degree)?|"
    rf"(?:executive )?(?:{DEGREES.pattern.removeprefix(chr(92) + 'b')})\.?(?: degree| diploma)?)"
    r"(?:\s?\((?:[A-Z][A-Za-z.]{1,6}\.?|hons?|honou?rs)\))?",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"[A-Z][\w.]{1,8}(?= in [A-ZÄÖÜ])")
_PART_OF_SCHOOL = re.compile(
    r"(?:college|school|faculty|department|institute|fakultät|institut) (?:of|für)\b", re.IGNORECASE
)
_NOT_AREA = re.compile(r"\b(?:gpa|grade|note|abschluss|cum laude|thesis|schwerpunkt)\b", re.IGNORECASE)


def education(lines: Sequence[Line]) -> tuple[Education, ...]:
    """Read the degrees of a section."""
    found = entries(lines, DEGREES)
    cut = [_cut(entry) for entry in found]
    scores: dict[str, Score] = {"institution": institution, "degree": degree, "area": area, "place": place}
    roles = assigned(cut, scores, frozenset({"institution", "degree"}))
    read = [_education(entry, used) for entry, used in zip(found, roles, strict=True)]
    return tuple(one for one in read if one.institution or one.degree or one.area)


def institution(piece: Piece) -> float:
    """Say how much a piece is a school."""
    if is_place(piece.text):
        return -1.5
    if len(piece.text) > 100:
        return -1.0
    known = SCHOOLS.search(piece.text) is not None
    part = _PART_OF_SCHOOL.match(piece.text) is not None
    return (
        (1.3 - 0.5 * part if known else 0.0)
        - (0.9 if DEGREES.match(piece.text) and not known else 0.0)
        - 0.2 * piece.slot[1]
    )


def degree(piece: Piece) -> float:
    """Say how much a piece is a degree."""
    if is_place(piece.text):
        return -1.5
    match = DEGREES.search(piece.text)
    if match is None:
        return -0.4
    return (1.2 if match.start() < 4 else 0.5) - (0.5 if SCHOOLS.search(piece.text) and match.start() > 0 else 0.0)


def area(piece: Piece) -> float:
    """Say how much a piece is a field of study, written apart from the degree."""
    if is_place(piece.text) or DEGREES.match(piece.text) or SCHOOLS.search(piece.text) or _NOT_AREA.search(piece.text):
        return -1.0
    if piece.slot[1] or len(piece.text.split()) > 8 or any(map(str.isdigit, piece.text)):
        return -0.6
    return 0.3


def place(piece: Piece) -> float:
    """Say how much a piece is a place."""
    if is_place(piece.text):
        return 2.0
    if not could_be_place(piece.text) or SCHOOLS.search(piece.text) or DEGREES.search(piece.text):
        return -2.0
    return 0.5 if piece.slot[1] else -0.2


def _cut(entry: Entry) -> list[Piece]:
    found = pieces(entry)
    cut: list[Piece] = []
    for piece in found:
        mixed = SCHOOLS.search(piece.text) and "," in piece.text
        cut += split_at_comma(piece, lambda part: 1.0 if SCHOOLS.search(part.text) else 0.0) if mixed else [piece]
    return cut


def _education(entry: Entry, used: dict[str, Piece]) -> Education:
    period = period_of(entry.lines, single_is_both=False)
    degree_quote, area_quote = _degree_and_area(used.get("degree"), used.get("area"))
    school, where = used.get("institution"), used.get("place")
    return Education(
        institution=school.quote if school else None,
        degree=degree_quote,
        area=area_quote,
        place=where.quote if where else None,
        start=period.first,
        end=period.last,
        dates=period.quote,
        highlights=highlights(entry.body),
    )


def _degree_and_area(named: Piece | None, apart: Piece | None) -> tuple[Quote | None, Quote | None]:
    if named is None:
        return None, apart.quote if apart else None
    match = _DEGREE.match(named.text)
    match = match or _ABBREVIATED.match(named.text)
    if match is None:
        return named.quote, apart.quote if apart else None
    end = match.end()
    joint = _IN.match(named.text, end) or re.compile(r"\s+").match(named.text, end)
    start = joint.end() if joint else end
    rest = named.text[start:].rstrip(" )")
    if not re.search(r"\w\w", rest) or _NOT_AREA.match(rest):
        return _sub(named, 0, end), apart.quote if apart else None
    return _sub(named, 0, end), _sub(named, start, start + len(rest))


def _sub(piece: Piece, start: int, end: int) -> Quote:
    return Quote(piece.text[start:end], piece.start + start, piece.start + end)
