"""The parts of a resume: which lines are headings, and of what."""

from collections import Counter
from collections.abc import Sequence

from attrs import frozen

from copilot_core.entities.resume import Quote, Section
from copilot_core.rules.resume.headings import MAX_HEADING, kind_of, unspaced
from copilot_core.rules.resume.lines import Line, Sheet


@frozen
class Part:
    """A heading (None above the first) and the lines under it."""

    kind: str
    heading: Line | None
    lines: tuple[Line, ...]

    def as_section(self, end: int) -> Section | None:
        """Return the section as the resume knows it."""
        if self.heading is None:
            return None
        line = self.heading
        return Section(kind=self.kind, heading=Quote(line.text, line.start, line.end), start=line.start, end=end)


_Style = tuple[float, bool, bool]


def parts(sheet: Sheet) -> list[Part]:
    """Part the lines at headings; where a column begins without one, nothing carries over from the last."""
    judge = _Judge(sheet.lines)
    found: list[Part] = []
    kind, heading, held = "top", None, list[Line]()
    last: Line | None = None
    for line in sheet.lines:
        named = judge.kind(line)
        new_column = last is not None and line.column != last.column
        if named is not None or new_column:
            found.append(Part(kind, heading, tuple(held)))
            kind, heading, held = (named, line, []) if named is not None else ("top", None, [])
        if named is None:
            held.append(line)
        last = line
    found.append(Part(kind, heading, tuple(held)))
    return [part for part in found if part.heading or part.lines]


class _Judge:
    """Learns how headings look in this document, column by column, from those whose words are known."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Look at all lines."""
        self._rows = Counter(line.row for line in lines)
        self._first: dict[int, int] = {}
        for line in lines:
            self._first.setdefault(line.row, line.start)
        self._margin = self._in_margin(lines)
        self._body = _usual_size(lines)
        self._looks: dict[int, _Looks] = {}
        everywhere = self._look(lines)
        for column in {line.column for line in lines}:
            look = self._look([line for line in lines if line.column == column])
            self._looks[column] = look if look.style is not None else everywhere

    def kind(self, line: Line) -> str | None:
        """Return the kind of section this line heads, None when it heads none."""
        if not self._may_be(line):
            return None
        known = kind_of(line.text)
        look, style = self._looks[line.column], _style(line)
        if known and (line.heading or _is_like(style, look.style) or self._stands_out(line, look)):
            return known if self._is_alone(line) or line.size > self._body * 1.05 else None
        if line.heading and look.style is None:
            return "other"
        if not known and look.distinct and style == look.style and self._is_unknown_heading(line):
            return "other"
        return None

    def _may_be(self, line: Line) -> bool:
        return (
            len(line.text) <= MAX_HEADING
            and not line.bullet
            and self._first[line.row] == line.start
            and any(letter.isalpha() for letter in line.text)
        )

    def _is_alone(self, line: Line) -> bool:
        return self._rows[line.row] == 1 or line.heading or line.start in self._margin

    def _in_margin(self, lines: Sequence[Line]) -> frozenset[int]:
        """Find headings that stand beside their text: at one edge, in one style, of several kinds."""
        groups: dict[tuple[object, ...], list[Line]] = {}
        for line in lines:
            if self._may_be(line) and self._rows[line.row] > 1 and kind_of(line.text) and not line.text.endswith(":"):
                for edge in ("left", round(line.x / 3)), ("right", round(line.right / 3)):
                    groups.setdefault((_style(line), line.column, *edge), []).append(line)
        found: set[int] = set()
        for members in groups.values():
            kinds = {kind_of(line.text) for line in members}
            if len(kinds) >= 3 and kinds & {"experience", "education"}:
                found |= {line.start for line in members}
        return frozenset(found)

    def _look(self, lines: Sequence[Line]) -> "_Looks":
        kinds: dict[_Style, set[str]] = {}
        for line in lines:
            kind = kind_of(line.text) if self._may_be(line) else None
            if kind and (self._is_alone(line) or line.size > self._body * 1.05):
                kinds.setdefault(_style(line), set()).add(kind)
        if not kinds:
            return _Looks(None, distinct=False)
        style = max(kinds, key=lambda style: (len(kinds[style]) + 2 * (style[0] > self._body * 1.05), style))
        alike = [line for line in lines if self._may_be(line) and _style(line) == style]
        known = sum(kind_of(line.text) is not None for line in alike)
        return _Looks(style, distinct=known >= 2 and known >= 0.5 * len(alike))

    def _stands_out(self, line: Line, look: "_Looks") -> bool:
        return line.size > self._body * 1.15 and look.style is not None and line.size >= look.style[0] * 0.9

    def _is_unknown_heading(self, line: Line) -> bool:
        style = _style(line)
        looks = style[0] > self._body * 1.08 or (style[1] and style[2]) or line.heading
        return (
            looks and self._rows[line.row] == 1 and len(line.text.split()) <= 6 and not line.text.endswith((",", "."))
        )


@frozen
class _Looks:
    """The style of headings; `distinct` when nearly nothing else has it."""

    style: _Style | None
    distinct: bool


def _usual_size(lines: Sequence[Line]) -> float:
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _is_like(style: _Style, usual: _Style | None) -> bool:
    if usual is None or style[0] < usual[0] * 0.93:
        return False
    if style == usual or style[0] > usual[0] * 1.05:
        return True
    return style[1] >= usual[1] and style[2] >= usual[2]


def _style(line: Line) -> _Style:
    letters = unspaced(line.text)
    return round(line.size * 2) / 2, line.bold or line.heading, letters.isupper()
