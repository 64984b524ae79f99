"""The letters of one Word paragraph with their style: bold, italic, size, links."""

import re
from collections.abc import Iterator
from typing import Any

from attrs import evolve, frozen
from docx.oxml.ns import qn

DEFAULT_SIZE = 11.0
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo) ?[1-9]|title|titel|subtitle|section", re.IGNORECASE)
_Element = Any


@frozen(kw_only=True)
class Letters:
    """Text, and the style (bold, italic, size, link) of each of its letters."""

    text: str
    styles: tuple[tuple[bool, bool, float, str], ...]
    indent: float = 0.0
    bullet: bool = False
    heading: bool = False

    @property
    def size(self) -> float:
        """Size of the largest letters."""
        return max((style[2] for style in self.styles), default=DEFAULT_SIZE)

    @property
    def bold(self) -> bool:
        """Whether most letters are bold."""
        return 2 * sum(style[0] for style in self.styles) > len(self.styles)

    @property
    def breaks(self) -> tuple[int, ...]:
        """Offsets at which the style changes."""
        found: list[int] = []
        last = None
        for offset, (letter, style) in enumerate(zip(self.text, self.styles, strict=True)):
            if letter.isspace():
                continue
            if last is not None and style[:2] != last:
                found.append(offset)
            last = style[:2]
        return tuple(found)

    @property
    def links(self) -> tuple[str, ...]:
        """Addresses behind the letters."""
        return tuple(dict.fromkeys(style[3] for style in self.styles if style[3]))

    def lines(self) -> Iterator["Letters"]:
        """Part at line breaks."""
        yield from self.split("\n")

    def split(self, at: str) -> Iterator["Letters"]:
        """Part at a character."""
        start = 0
        for offset in [*(index for index, letter in enumerate(self.text) if letter == at), len(self.text)]:
            yield self.cut(start, offset)
            start = offset + 1

    def cut(self, start: int, end: int) -> "Letters":
        """Return a stretch."""
        return evolve(self, text=self.text[start:end], styles=self.styles[start:end])

    def trimmed(self) -> "Letters":
        """Return the letters without spaces around."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))


def letters_of(paragraph: Any, element: _Element, boxes: list[_Element]) -> Letters:  # noqa: ANN401 - untyped library
    """Return a paragraph's letters; text boxes anchored in it are put into `boxes`."""
    text: list[str] = []
    styles: list[tuple[bool, bool, float, str]] = []
    base = _paragraph_style(paragraph)
    for run, link in _runs(element, boxes):
        words = "".join(_words(run))
        text.append(words)
        styles += [(*_run_style(run, base), _target(paragraph, link))] * len(words)
    name = str(getattr(paragraph.style, "name", "") or "")
    return Letters(
        text="".join(text),
        styles=tuple(styles),
        indent=_points(paragraph.paragraph_format.left_indent),
        bullet=_is_listed(element, name),
        heading=bool(_HEADING.match(name)),
    )


def _runs(element: _Element, boxes: list[_Element]) -> Iterator[tuple[_Element, str]]:
    for child in element:
        if child.tag == qn("w:r"):
            boxes += _boxes(child)
            yield child, ""
        elif child.tag == qn("w:hyperlink"):
            for run in child.iter(qn("w:r")):
                yield run, child.get(qn("r:id")) or ""
        elif child.tag in {qn("w:ins"), qn("w:smartTag"), qn("w:sdt"), qn("w:sdtContent"), qn("w:fldSimple")}:
            yield from _runs(child, boxes)


def _boxes(run: _Element) -> list[_Element]:
    """Return the text boxes of a run, once: Word writes each in two ways."""
    found = []
    for box in run.iter(qn("w:txbxContent")):
        ancestors = {ancestor.tag.rpartition("}")[2] for ancestor in _between(box, run)}
        if "Fallback" not in ancestors and "txbxContent" not in ancestors:
            found.append(box)
    return found


def _between(element: _Element, top: _Element) -> Iterator[_Element]:
    parent = element.getparent()
    while parent is not None and parent is not top:
        yield parent
        parent = parent.getparent()


def _words(run: _Element) -> Iterator[str]:
    for child in run:
        if child.tag == qn("w:t"):
            yield (child.text or "").replace("\n", " ")
        elif child.tag in {qn("w:tab"), qn("w:ptab")}:
            yield "\t"
        elif child.tag in {qn("w:br"), qn("w:cr")}:
            yield "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"


def _paragraph_style(paragraph: Any) -> tuple[bool, bool, float]:  # noqa: ANN401
    bold, italic, size = None, None, 0.0
    style = paragraph.style
    for _ in range(10):
        if style is None or not hasattr(style, "font"):
            break
        bold = style.font.bold if bold is None else bold
        italic = style.font.italic if italic is None else italic
        size = size or _points(style.font.size)
        style = style.base_style
    return bool(bold), bool(italic), size or DEFAULT_SIZE


def _run_style(run: _Element, base: tuple[bool, bool, float]) -> tuple[bool, bool, float]:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return base
    size = properties.find(qn("w:sz"))
    value = (size.get(qn("w:val")) or "") if size is not None else ""
    return (
        _switch(properties.find(qn("w:b")), default=base[0]),
        _switch(properties.find(qn("w:i")), default=base[1]),
        int(value) / 2 if value.isdigit() else base[2],
    )


def _switch(element: _Element, *, default: bool) -> bool:
    return default if element is None else element.get(qn("w:val")) not in {"0", "false", "off"}


def _target(paragraph: Any, link: str) -> str:  # noqa: ANN401
    relation = paragraph.part.rels.get(link) if link else None
    return str(relation.target_ref) if relation is not None and relation.is_external else ""


def _is_listed(element: _Element, name: str) -> bool:
    if name.lower().startswith(("list", "aufzählung", "liste")) and "continue" not in name.lower():
        return True
    properties = element.find(qn("w:pPr"))
    return properties is not None and properties.find(qn("w:numPr")) is not None


def _points(length: Any) -> float:  # noqa: ANN401
    return float(length.pt) if length is not None else 0.0
