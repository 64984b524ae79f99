"""Reading files."""

from typing import Protocol

from attrs import frozen


@frozen(kw_only=True)
class TextLine:
    """A line of a document as laid out: position in points from the page's top left, size in points.

    Where a format has no layout (text, Markdown) `x`, `y` count columns and lines. `kind` is `text`, `heading`,
    `bullet` or `cell` where the format itself says so.
    """

    text: str
    page: int = 0
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    size: float = 0.0
    bold: bool = False
    kind: str = "text"


@frozen(kw_only=True)
class Document:
    """A document's lines in reading order (columns one after the other), and its links."""

    lines: tuple[TextLine, ...]
    links: tuple[str, ...] = ()
    pages: int = 1


class DocumentReader(Protocol):
    """Reads one family of formats (`suffixes`, lower case with the dot).

    Dangerous files are read apart from this process, within limits of time and memory. Raises `Rejected` with
    `document_not_a`, `document_encrypted`, `document_empty`, `document_no_text`, `document_too_large`,
    `document_too_long`, naming the file and the remedy.
    """

    suffixes: tuple[str, ...]

    async def read(self, data: bytes, name: str) -> Document:
        """Return the lines of `data`; `name` is for messages."""
        ...
