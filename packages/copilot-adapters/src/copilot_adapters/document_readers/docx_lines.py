"""The lines of a Word document, by python-docx and the XML below it."""

import io
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

import docx
from attrs import evolve, field, mutable
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]

from copilot_adapters.document_readers.docx_letters import Letters, letters_of
from copilot_adapters.document_readers.glyphs import BULLETS
from copilot_core.entities.document import Document, TextLine
from copilot_core.errors import Rejected
from copilot_core.rules.resume.dates import is_dates_only
from copilot_core.rules.resume.headings import kind_of

CELL_WIDTH = 200.0
_Element = Any
_WRAPPERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:smartTag", "w:customXml", "w:moveTo")))


@mutable
class _Count:
    row: int = 0
    column: int = 0
    boxes: list[_Element] = field(factory=list)


def document_of(data: bytes) -> Document:
    """Return a Word document's lines."""
    try:
        document = docx.Document(io.BytesIO(data))
    except (KeyError, ValueError, XMLSyntaxError, OSError):
        raise Rejected("document_broken", format="DOCX") from None
    count = _Count()
    lines = [line for header in _related(document, RELATIONSHIP_TYPE.HEADER) for line in _flow(header, document, count)]
    lines += _flow(document.element.body, document, count)
    lines = _with_boxes(lines, document, count)
    for footer in _related(document, RELATIONSHIP_TYPE.FOOTER):
        lines += _beside(list(_flow(footer, document, count)), count)
    links = tuple(dict.fromkeys(link for line in lines for link in line.links))
    return Document(lines=tuple(lines), links=links)


def _related(document: Any, kind: str) -> Iterator[_Element]:  # noqa: ANN401 - python-docx has no types
    seen: set[str] = set()
    for relation in document.part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            element = relation.target_part.element
            words = "".join(element.itertext()).strip()
            if words and words not in seen:
                seen.add(words)
                yield element


def _with_boxes(lines: list[TextLine], document: Any, count: _Count) -> list[TextLine]:  # noqa: ANN401
    """Put text boxes with headings after the text, each a column of its own; others before it."""
    before: list[TextLine] = []
    after: list[TextLine] = []
    position = 0
    while position < len(count.boxes):  # a box may hold boxes
        found = list(_flow(count.boxes[position], document, count))
        position += 1
        if any(kind_of(line.text) for line in found):
            after += _beside(found, count)
        else:
            before += found
    return [*before, *lines, *after]


def _beside(lines: Sequence[TextLine], count: _Count) -> list[TextLine]:
    count.column += 1
    return [evolve(line, column=line.column + count.column) for line in lines]


def _flow(parent: _Element, document: Any, count: _Count) -> Iterator[TextLine]:  # noqa: ANN401
    for child in parent:
        if child.tag == qn("w:p"):
            yield from _paragraph(child, document, count)
        elif child.tag == qn("w:tbl"):
            for row in child.iter(qn("w:tr")):
                if _own_table(row) is child:
                    yield from _table_row(row, document, count)
        elif child.tag in _WRAPPERS:
            yield from _flow(child, document, count)


def _own_table(row: _Element) -> _Element:
    parent = row.getparent()
    while parent is not None and parent.tag != qn("w:tbl"):
        parent = parent.getparent()
    return parent


def _table_row(row: _Element, document: Any, count: _Count) -> Iterator[TextLine]:  # noqa: ANN401
    cells = [list(_flow(cell, document, count)) for cell in row.iter(qn("w:tc")) if _own_row(cell) is row]
    cells = [cell for cell in cells if cell]
    if _is_layout(cells):
        for cell in cells:
            yield from _beside(cell, count)
        return
    shifted = [[evolve(line, x=line.x + CELL_WIDTH * number) for line in cell] for number, cell in enumerate(cells)]
    yield from _across(shifted, count)


def _own_row(cell: _Element) -> _Element:
    parent = cell.getparent()
    while parent is not None and parent.tag != qn("w:tr"):
        parent = parent.getparent()
    return parent


def _is_layout(cells: list[list[TextLine]]) -> bool:
    """Whether cells are columns of the page rather than parts of one entry."""
    if len(cells) < 2:
        return False
    headed = sum(any(_looks_like_heading(line) for line in cell) and len(cell) > 1 for cell in cells)
    return headed > 1 or (headed == 1 and min(map(len, cells)) > 3 and not any(_is_dates(cell) for cell in cells))


def _looks_like_heading(line: TextLine) -> bool:
    return kind_of(line.text) is not None and not line.text.endswith(":")


def _is_dates(cell: list[TextLine]) -> bool:
    return any(is_dates_only(line.text) for line in cell)


def _across(cells: list[list[TextLine]], count: _Count) -> Iterator[TextLine]:
    """Read cells line by line beside each other while all of them are short, the rest of the longest after."""
    heads = [cell[:3] for cell in cells]
    numbered = {line.row for cell in cells for line in cell}
    if len(cells) == 1 or len(numbered) < len(cells):
        for cell in cells:
            yield from cell
        return
    for lines in zip_longest(*heads):
        count.row += 1
        yield from (evolve(line, row=count.row) for line in lines if line is not None)
    for cell in cells:
        yield from cell[3:]


def _paragraph(element: _Element, document: Any, count: _Count) -> Iterator[TextLine]:  # noqa: ANN401
    paragraph = Paragraph(element, document._body)  # noqa: SLF001 - the way python-docx offers no other
    letters = letters_of(paragraph, element, count.boxes)
    for line in letters.lines():
        count.row += 1
        x = letters.indent
        for number, cell in enumerate(line.split("\t")):
            if cell.text.strip():
                yield _line(cell, letters, count, x + CELL_WIDTH * number)


def _line(cell: Letters, whole: Letters, count: _Count, x: float) -> TextLine:
    trimmed = cell.trimmed()
    marked = trimmed.text[:1] in BULLETS and trimmed.text[1:2].isspace()
    if marked:
        trimmed = trimmed.cut(1, len(trimmed.text)).trimmed()
    bullet = marked or (whole.bullet and cell.text is not None)
    return TextLine(
        text=trimmed.text,
        x=x,
        y=count.row,
        size=trimmed.size,
        bold=trimmed.bold,
        kind="heading" if whole.heading else "bullet" if bullet else "text",
        row=count.row,
        breaks=trimmed.breaks,
        links=trimmed.links,
    )
