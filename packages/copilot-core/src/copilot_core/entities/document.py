"""A file's text as laid out, before anything is understood."""

from attrs import frozen


@frozen(kw_only=True)
class TextLine:
    """A line of a document as laid out: position in points from the page's top left, size in points.

    Where a format has no layout (text, Markdown) `x`, `y` count columns and lines, and `width` is 0 where lines end
    where the writer ended them. `kind` is `text`, `heading`, `bullet` or `cell` where the format itself says so.
    Lines of one `row` stand beside each other; `column` changes where another column with headings of its own
    begins; `breaks` are offsets at which the style of the letters changes, `bold_ends` tells of the first and last letter; `links` are addresses behind the words.
    `role` is the path of the field this line is (`positions.0.title`), for formats that are data.
    """

    text: str
    page: int = 0
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    size: float = 0.0
    bold: bool = False
    kind: str = "text"
    row: int = -1
    column: int = 0
    breaks: tuple[int, ...] = ()
    bold_ends: tuple[bool, bool] | None = None
    links: tuple[str, ...] = ()
    role: str = ""


@frozen(kw_only=True)
class Document:
    """A document's lines in reading order (columns one after the other), and its links."""

    lines: tuple[TextLine, ...]
    links: tuple[str, ...] = ()
    pages: int = 1
