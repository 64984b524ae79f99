"""What stands on the pages of a PDF: glyphs and links, by pdfium."""

import ctypes
import math
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium
from attrs import frozen

from copilot_adapters.document_readers.fragments import Fragment, LinkArea, fragments
from copilot_adapters.document_readers.glyphs import Glyph, readable_all

MOST_GLYPHS = 60_000


@frozen
class Font:
    """Name and style of a font."""

    name: str = ""
    bold: bool = False
    italic: bool = False


def glyphs_of(page: pypdfium2.PdfPage, limit: int = MOST_GLYPHS) -> Iterator[Glyph]:
    """Yield a page's glyphs in the order they were drawn, y downwards from the top; text that leans is left out."""
    text_page = page.get_textpage()
    height = page.get_height()
    fonts: dict[int, Font] = {}
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(min(pdfium.FPDFText_CountChars(text_page), limit)):
        if pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        pdfium.FPDFText_GetMatrix(text_page, index, matrix)
        if abs(matrix.b) > 0.2 * abs(matrix.a):
            continue
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        font = _font(text_page, index, fonts)
        yield Glyph(
            text=_character(text_page, index),
            x0=box.left,
            x1=box.right,
            baseline=height - y.value,
            size=min(max(pdfium.FPDFText_GetFontSize(text_page, index) * scale, 0.5), 400.0),
            font=font.name,
            bold=font.bold,
            italic=font.italic,
            order=index,
        )


def _character(text_page: pypdfium2.PdfTextPage, index: int) -> str:
    if pdfium.FPDFText_IsHyphen(text_page, index) == 1:
        return "-"
    code = pdfium.FPDFText_GetUnicode(text_page, index)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\uffff"


def _font(text_page: pypdfium2.PdfTextPage, index: int, known: dict[int, Font]) -> Font:
    drawn = pdfium.FPDFText_GetTextObject(text_page, index)
    if not drawn:
        return Font()
    handle = pdfium.FPDFTextObj_GetFont(drawn)
    key = ctypes.cast(handle, ctypes.c_void_p).value or 0
    if key not in known:
        known[key] = _described(handle)
    return known[key]


def _described(handle: object) -> Font:
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(handle, buffer, 256)
    name = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
    angle = ctypes.c_int()
    pdfium.FPDFFont_GetItalicAngle(handle, angle)
    folded = name.lower()
    bold = any(word in folded for word in ("bold", "black", "heavy", "demi", "cmbx", "sfbx", "-bd"))
    italic = any(word in folded for word in ("italic", "oblique", "slanted", "cmti", "sfti", "cmsl")) or angle.value < 0
    return Font(name, bold or pdfium.FPDFFont_GetWeight(handle) >= 700, italic)


def link_areas(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, limit: int = 300) -> tuple[LinkArea, ...]:
    """Return the web addresses that a page links to."""
    height = page.get_height()
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    areas: list[LinkArea] = []
    while len(areas) < limit and pdfium.FPDFLink_Enumerate(page, position, link):
        url = _address(document, link)
        box = pdfium.FS_RECTF()
        if url and pdfium.FPDFLink_GetAnnotRect(link, box):
            areas.append(LinkArea(url, box.left, height - box.top, box.right, height - box.bottom))
    return tuple(areas)


def _address(document: pypdfium2.PdfDocument, link: object) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    buffer = ctypes.create_string_buffer(2048)
    size = pdfium.FPDFAction_GetURIPath(document, action, buffer, 2048)
    return buffer.value.decode("utf-8", "replace") if 0 < size <= 2048 else ""


def page_fragments(document: pypdfium2.PdfDocument, number: int) -> tuple[list[Fragment], float]:
    """Return a page's fragments and its height."""
    page = document[number]
    found = fragments(readable_all(glyphs_of(page)), number, link_areas(document, page))
    return found, page.get_height()
