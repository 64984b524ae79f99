"""Reads PDF files with their layout: words to lines, lines to columns, columns in reading order."""

import re
from collections import Counter
from collections.abc import Sequence

from attrs import frozen

from copilot_adapters.document_readers.apart import MEGABYTE, Limits, read_apart
from copilot_adapters.document_readers.columns import flows
from copilot_adapters.document_readers.fragments import Fragment
from copilot_core.entities.document import Document, TextLine
from copilot_core.errors import Rejected

_DIGITS = re.compile(r"\d+")
MARGIN = 0.08


@frozen(kw_only=True)
class Pdf:
    """PDF, by pdfium."""

    suffixes: tuple[str, ...] = (".pdf",)
    largest: int = 20 * MEGABYTE
    limits: Limits = Limits()

    async def read(self, data: bytes, name: str) -> Document:
        """Return the lines of a PDF."""
        if not data.strip():
            raise Rejected("document_empty", name=name)
        if len(data) > self.largest:
            raise Rejected("document_too_large", name=name, limit=f"{self.largest // MEGABYTE} MB")
        if b"%PDF-" not in data[:1024]:
            raise Rejected("document_not_a", name=name, format="PDF")
        return await read_apart("pdf", data, name, self.limits)


def open_pdf(data: bytes, most_pages: int) -> Document:
    """Read a PDF in this process."""
    import pypdfium2  # noqa: PLC0415  (heavy, and only the other process needs it)

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        encrypted = "password" in str(problem).lower() or "security" in str(problem).lower()
        code = "document_encrypted" if encrypted else "document_broken"
        raise Rejected(code, format="PDF") from None
    if len(document) > most_pages:
        raise Rejected("document_too_long", pages=len(document), limit=most_pages)
    return _read(document)


def _read(document: object) -> Document:
    from copilot_adapters.document_readers.pdf_pages import page_fragments  # noqa: PLC0415  (loads pdfium)

    pages = [page_fragments(document, number) for number in range(len(document))]  # type: ignore[arg-type]
    if not any(page for page, _ in pages):
        raise Rejected("document_no_text" if pages else "document_empty", pages=len(pages))
    kept = without_running_lines([page for page, _ in pages], [height for _, height in pages])
    return Document(lines=tuple(_lines(kept)), links=tuple(_all_links(kept)), pages=len(pages))


def without_running_lines(pages: list[list[Fragment]], heights: list[float]) -> list[list[Fragment]]:
    """Leave out what stands at the top or foot of every page: page numbers, the name repeated."""
    if len(pages) < 2:
        return [[f for f in page if not _is_page_number(f, heights[0])] for page in pages]
    seen = Counter(
        key
        for page, height in zip(pages, heights, strict=True)
        for key in {_key(f) for f in page if _in_margin(f, height)}
    )
    return [
        [
            f
            for f in page
            if not (_in_margin(f, height) and seen[_key(f)] > 1 and (number > 0 or not _first_kept(f, height)))
            and not _is_page_number(f, height)
        ]
        for number, (page, height) in enumerate(zip(pages, heights, strict=True))
    ]


def _key(fragment: Fragment) -> tuple[str, int]:
    return _DIGITS.sub("#", fragment.text), round(fragment.baseline)


def _in_margin(fragment: Fragment, height: float) -> bool:
    return fragment.baseline < MARGIN * height or fragment.baseline > (1 - MARGIN) * height


def _first_kept(fragment: Fragment, height: float) -> bool:
    """Whether a line repeated on every page is worth keeping once: at the top, or with an address in it."""
    return fragment.baseline < height / 2 or "@" in fragment.text or sum(map(str.isdigit, fragment.text)) > 6


def _is_page_number(fragment: Fragment, height: float) -> bool:
    return _in_margin(fragment, height) and bool(
        re.fullmatch(r"(?:page|seite)?\s?\d{1,3}(?:\s?(?:/|of|von)\s?\d{1,3})?", fragment.text.strip(), re.IGNORECASE)
    )


def _lines(pages: Sequence[Sequence[Fragment]]) -> list[TextLine]:
    lines: list[TextLine] = []
    row, last = -1, (-1, -1, -1)
    for number, (column, flow) in enumerate(flows(pages)):
        for fragment in flow:
            place = (number, fragment.page, fragment.row)
            row, last = row + (place != last), place
            lines.append(_line(fragment, row, column))
    return lines


def _line(fragment: Fragment, row: int, column: int) -> TextLine:
    return TextLine(
        text=fragment.text,
        page=fragment.page,
        x=round(fragment.x0, 1),
        y=round(fragment.baseline, 1),
        width=round(fragment.x1 - fragment.x0, 1),
        size=round(fragment.size, 1),
        bold=fragment.bold,
        kind="bullet" if fragment.bullet else "text",
        row=row,
        column=column,
        breaks=fragment.breaks,
        bold_ends=fragment.bold_ends,
        links=fragment.links,
    )


def _all_links(pages: Sequence[Sequence[Fragment]]) -> list[str]:
    return list(dict.fromkeys(link for page in pages for fragment in page for link in fragment.links))
