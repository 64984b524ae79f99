"""Reads plain text in any of the usual encodings."""

import codecs

from attrs import frozen

from copilot_adapters.document_readers.apart import MEGABYTE
from copilot_adapters.document_readers.glyphs import BULLETS
from copilot_core.entities.document import Document, TextLine
from copilot_core.errors import Rejected

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WRAPPED_AT = range(56, 121)
TAB = 8


@frozen(kw_only=True)
class PlainText:
    """Text files."""

    suffixes: tuple[str, ...] = (".txt", ".text")
    largest: int = 2 * MEGABYTE

    async def read(self, data: bytes, name: str) -> Document:
        """Return the lines of a text; characters that cannot be read become U+FFFD."""
        return plain_document(decoded(data, name, self.largest), name)


def decoded(data: bytes, name: str, largest: int) -> str:
    """Return the text of `data`: by its byte order mark, else UTF-8, else Windows' Western one."""
    if len(data) > largest:
        raise Rejected("document_too_large", name=name, limit=f"{largest // MEGABYTE} MB")
    if not data.strip(b" \t\r\n\0"):
        raise Rejected("document_empty", name=name)
    if b"\0" in data[:4096] and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Rejected("document_not_a", name=name, format="text")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lines_ended(data.decode(encoding, "replace").removeprefix("\ufeff"))
    try:
        return _lines_ended(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _lines_ended(_western(data))


def _western(data: bytes) -> str:
    """Tell broken UTF-8 (keep what is good) from a text in another encoding."""
    lenient = data.decode("utf-8", "replace")
    many = sum(character > "\x7f" and character != "\ufffd" for character in lenient)
    if many >= lenient.count("\ufffd"):
        return lenient
    return data.decode("cp1252", "replace")


def _lines_ended(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\0", "\ufffd")


def plain_document(text: str, name: str) -> Document:
    """Return a text's lines, with columns and line numbers where it was wrapped by hand."""
    raw = text.expandtabs(TAB).split("\n")
    wrapped = _is_wrapped(raw)
    lines = [_line(line.rstrip(), number, wrapped=wrapped) for number, line in enumerate(raw) if line.strip()]
    if not any(character.isalnum() for character in text):
        raise Rejected("document_empty", name=name)
    return Document(lines=tuple(part for line in lines for part in line))


def _is_wrapped(lines: list[str]) -> bool:
    lengths = [len(line) for line in lines if line.strip()]
    longest = max(lengths, default=0)
    return longest in WRAPPED_AT and sum(length > longest - 12 for length in lengths) >= max(3, len(lengths) // 8)


def _line(text: str, number: int, *, wrapped: bool) -> list[TextLine]:
    """Part a line at wide gaps: what stands at its right is a date or a place."""
    parts: list[TextLine] = []
    position = 0
    for piece in _pieces(text):
        x = text.index(piece, position)
        position = x + len(piece)
        bullet = len(piece) > 2 and piece[0] in BULLETS and piece[1] == " "
        body = piece[1:].lstrip() if bullet else piece
        parts.append(
            TextLine(
                text=body,
                x=x + len(piece) - len(body),
                y=number,
                width=len(body) if wrapped else 0,
                size=1.0,
                kind="bullet" if bullet else "text",
                row=number,
            )
        )
    return parts


def _pieces(text: str) -> list[str]:
    pieces = [piece.strip() for piece in text.replace("\t", "    ").split("   ") if piece.strip()]
    if len(pieces) > 1 and len(pieces[0]) == 1 and pieces[0] in BULLETS:
        return [text.strip()]
    return pieces
