"""A document's lines in one text, in which every line knows its place."""

import re
from typing import Final

from attrs import frozen

from copilot_core.entities.document import Document, TextLine
from copilot_core.rules.piled_marks import without_piled_marks
from copilot_core.rules.resume.wrapping import join_wrapped

LONG_GAP: Final = re.compile(r"(\s{40})\s+")
"""A gap wider than any layout needs: patterns that look for gaps would try each of its blanks."""


@frozen(kw_only=True)
class Line:
    """One line of the text: `whole[start:end]`, with what is known of its looks; `right` is its right edge."""

    text: str
    start: int
    row: int
    x: float = 0.0
    right: float = 0.0
    y: float = 0.0
    page: int = 0
    size: float = 0.0
    bold: bool = False
    bullet: bool = False
    heading: bool = False
    column: int = 0
    breaks: tuple[int, ...] = ()
    links: tuple[str, ...] = ()
    role: str = ""

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.start + len(self.text)


@frozen
class Sheet:
    """The one text, and its lines in order."""

    text: str
    lines: tuple[Line, ...]


def sheet(document: Document) -> Sheet:
    """Join what was wrapped, then lay all lines into one text: tabs between those of a row, a newline after each."""
    joined = join_wrapped([line for line in document.lines if line.text.strip()])
    lines: list[Line] = []
    parts: list[str] = []
    length = 0
    for position, line in enumerate(joined):
        if position:
            same_row = line.row >= 0 and line.row == joined[position - 1].row
            parts.append("\t" if same_row else "\n")
            length += 1
        text = LONG_GAP.sub(r"\1", without_piled_marks(line.text.strip()))
        lines.append(_laid(line, text, length, position))
        parts.append(text)
        length += len(text)
    return Sheet("".join(parts), tuple(lines))


def _laid(line: TextLine, text: str, start: int, position: int) -> Line:
    shift = len(line.text) - len(line.text.lstrip())
    return Line(
        text=text,
        start=start,
        row=line.row if line.row >= 0 else position,
        x=line.x,
        right=line.x + line.width,
        y=line.y,
        page=line.page,
        size=line.size,
        bold=line.bold,
        bullet=line.kind == "bullet",
        heading=line.kind == "heading",
        column=line.column,
        breaks=tuple(offset - shift for offset in line.breaks if 0 < offset - shift < len(text)),
        links=line.links,
        role=line.role,
    )
