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
    """Learns how headings look in this document from those whose words are known."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Look at all lines."""
        self._rows = Counter(line.row for line in lines)
        self._first: dict[int, int] = {}
        for line in lines:
            self._first.setdefault(line.row, line.start)
        sizes = Counter[float]()
        for line in lines:
            sizes[line.size] += len(line.text)
        self._body = sizes.most_common(1)[0][0] if sizes else 0.0
        self._style = self._usual_style(lines)
        self._distinct = self._is_distinct(lines)

    def kind(self, line: Line) -> str | None:
        """Return the kind of section this line heads, None when it heads none."""
        if not self._may_be(line):
            return None
        known = kind_of(line.text)
        style = _style(line)
        if known and (line.heading or self._is_like(style) or self._stands_out(line)):
            return known
        if line.heading and self._style is None:
            return "other"
        if not known and self._distinct and style == self._style and self._is_unknown_heading(line):
            return "other"
        return None

    def _may_be(self, line: Line) -> bool:
        return (
            len(line.text) <= MAX_HEADING
            and not line.bullet
            and self._first[line.row] == line.start
            and any(letter.isalpha() for letter in line.text)
        )

    def _usual_style(self, lines: Sequence[Line]) -> _Style | None:
        kinds: dict[_Style, set[str]] = {}
        for line in lines:
            kind = kind_of(line.text) if self._may_be(line) else None
            if kind and (self._rows[line.row] == 1 or line.size > self._body * 1.05 or line.heading):
                kinds.setdefault(_style(line), set()).add(kind)
        if not kinds:
            return None
        return max(kinds, key=lambda style: (len(kinds[style]) + 2 * (style[0] > self._body * 1.05), style))

    def _is_distinct(self, lines: Sequence[Line]) -> bool:
        """Whether what looks like a heading is one: most lines of that style have known words."""
        alike = [line for line in lines if self._may_be(line) and _style(line) == self._style]
        known = sum(kind_of(line.text) is not None for line in alike)
        return self._style is not None and known >= 2 and known >= 0.5 * len(alike)

    def _is_like(self, style: _Style) -> bool:
        usual = self._style
        if usual is None or style[0] < usual[0] * 0.93:
            return False
        if style == usual or style[0] > usual[0] * 1.05:
            return True
        return style[1] >= usual[1] and style[2] >= usual[2]

    def _stands_out(self, line: Line) -> bool:
        return line.size > self._body * 1.15 and self._style is not None and line.size >= self._style[0] * 0.9

    def _is_unknown_heading(self, line: Line) -> bool:
        style = _style(line)
        looks = style[0] > self._body * 1.08 or (style[1] and style[2]) or line.heading
        return (
            looks and self._rows[line.row] == 1 and len(line.text.split()) <= 6 and not line.text.endswith((",", "."))
        )


def _style(line: Line) -> _Style:
    letters = unspaced(line.text)
    return round(line.size * 2) / 2, line.bold or line.heading, letters.isupper()
