"""Reads Markdown: headings, lists, tables, emphasis and links."""

import re
from collections.abc import Iterator

from attrs import frozen

from copilot_adapters.document_readers.apart import MEGABYTE
from copilot_adapters.document_readers.text import decoded
from copilot_core.entities.document import Document, TextLine
from copilot_core.errors import Rejected

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*$")
_BULLET = re.compile(r"(\s*)(?:[-*+•]|\d{1,3}[.)])\s+(?=\S)")
_RULE = re.compile(r"\s*(?:-\s*){3,}|\s*(?:\*\s*){3,}|\s*(?:_\s*){3,}|\s*=+\s*|[\s|:\-]+")
_LINK = re.compile(
    r"!?\[([^\[\]]{0,300})\]\(([^()\s]{0,500})(?:\s+\"[^\"]{0,200}\")?\)|<((?:https?://|mailto:)?[^<>\s]{3,300})>"
)
_MARK = re.compile(r"\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|`|~~")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>])")
SIZES = {1: 20.0, 2: 15.0, 3: 12.0, 4: 11.0, 5: 11.0, 6: 11.0}
BODY = 10.0


@frozen(kw_only=True)
class Markdown:
    """Markdown files."""

    suffixes: tuple[str, ...] = (".md", ".markdown")
    largest: int = 2 * MEGABYTE

    async def read(self, data: bytes, name: str) -> Document:
        """Return the lines of a Markdown text without its marks."""
        text = decoded(data, name, self.largest)
        lines = tuple(_lines(_without_front_matter(text)))
        if not lines:
            raise Rejected("document_empty", name=name)
        links = tuple(dict.fromkeys(link for line in lines for link in line.links))
        return Document(lines=lines, links=links)


def _without_front_matter(text: str) -> str:
    if not text.startswith("---\n"):
        return text
    end = text.find("\n---", 4)
    return text[end + 4 :] if end > 0 else text


def _lines(text: str) -> Iterator[TextLine]:
    raw = text.split("\n")
    for number, line in enumerate(raw):
        underline = raw[number + 1].strip() if number + 1 < len(raw) else ""
        if not line.strip() or _RULE.fullmatch(line) or line.strip().startswith(("```", "<!--")):
            continue
        level = 1 if re.fullmatch(r"={3,}", underline) else 2 if re.fullmatch(r"-{3,}", underline) else 0
        yield from _line(line, number, level)


def _line(line: str, number: int, level: int) -> Iterator[TextLine]:
    heading = _HEADING.match(line)
    if heading or level:
        level = len(heading[1]) if heading else level
        words = heading[2] if heading else line.strip()
        yield from _cells(words, number, kind="heading" if level <= 2 else "text", size=SIZES[level], bold=True, x=0)
        return
    bullet = _BULLET.match(line)
    words = line[bullet.end() :] if bullet else line.strip().removeprefix("> ")
    x = len(bullet[1]) if bullet else 0
    yield from _cells(words, number, kind="bullet" if bullet else "text", size=BODY, bold=False, x=x)


def _cells(words: str, number: int, *, kind: str, size: float, bold: bool, x: float) -> Iterator[TextLine]:
    cells = words.strip().strip("|").split("|") if words.lstrip().startswith("|") else [words]
    for index, cell in enumerate(cells):
        text, breaks, links, strong = _plain(cell.strip())
        if text:
            yield TextLine(
                text=text,
                x=x + 200.0 * index,
                y=number,
                size=size,
                bold=bold or strong,
                kind=kind,
                row=number,
                breaks=breaks,
                links=links,
            )


def _plain(text: str) -> tuple[str, tuple[int, ...], tuple[str, ...], bool]:
    """Take marks out of a text; return it with the offsets where emphasis changes, its links, and its weight."""
    links = tuple(match[2] or match[3] for match in _LINK.finditer(text))
    text = _LINK.sub(lambda match: match[1] if match[1] is not None else match[3], text)
    text = _TAG.sub("", text)
    plain, breaks, strong, bold = "", [], 0, False
    position = 0
    for mark in _MARK.finditer(text):
        piece = text[position : mark.start()]
        plain += piece
        strong += len(piece) if bold else 0
        if mark[0] in {"**", "__"}:
            bold = not bold
        if plain and mark[0] not in {"`", "~~"}:
            breaks.append(len(plain))
        position = mark.end()
    plain += text[position:]
    kept = tuple(offset for offset in dict.fromkeys(breaks) if 0 < offset < len(plain.rstrip()))
    if not _ESCAPE.search(plain):
        return plain.strip(), kept, links, 2 * strong > len(plain)
    return _ESCAPE.sub(r"\1", plain).strip(), (), links, 2 * strong > len(plain)
