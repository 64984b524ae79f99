"""Reads DOCX files: paragraphs, tables, text boxes, headers and footers, in the order they are read."""

import io
import zipfile

from attrs import frozen

from copilot_adapters.document_readers.apart import MEGABYTE, Limits, read_apart
from copilot_core.entities.document import Document
from copilot_core.errors import Rejected

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MOST_UNPACKED = 60 * MEGABYTE
MOST_FILES = 3000
WORST_RATIO = 200
DOCUMENT = "word/document.xml"


@frozen(kw_only=True)
class Docx:
    """Word documents, by python-docx."""

    suffixes: tuple[str, ...] = (".docx", ".docm")
    largest: int = 20 * MEGABYTE
    limits: Limits = Limits()

    async def read(self, data: bytes, name: str) -> Document:
        """Return the lines of a DOCX."""
        if not data.strip():
            raise Rejected("document_empty", name=name)
        if len(data) > self.largest:
            raise Rejected("document_too_large", name=name, limit=f"{self.largest // MEGABYTE} MB")
        if data.startswith(OLD_OFFICE):
            code = "document_encrypted" if ENCRYPTED in data else "document_not_a"
            raise Rejected(code, name=name, format="DOCX")
        if not data.startswith(b"PK"):
            raise Rejected("document_not_a", name=name, format="DOCX")
        return await read_apart("docx", data, name, self.limits)


def open_docx(data: bytes, most_pages: int) -> Document:
    """Read a DOCX in this process; its pages are not known, so its text is limited instead."""
    from copilot_adapters.document_readers.docx_lines import document_of  # noqa: PLC0415  (only the other process)

    _check_archive(data)
    document = document_of(data)
    if not any(any(map(str.isalnum, line.text)) for line in document.lines):
        raise Rejected("document_no_text" if _has_pictures(data) else "document_empty")
    if sum(len(line.text) for line in document.lines) > most_pages * 6000:
        pages = sum(len(line.text) for line in document.lines) // 3000
        raise Rejected("document_too_long", pages=pages, limit=most_pages)
    return document


def _check_archive(data: bytes) -> None:
    """Refuse what is no Word document, and what unpacks to more than a resume can hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Rejected("document_broken", format="DOCX") from None
    if any(member.flag_bits & 1 for member in members):
        raise Rejected("document_encrypted", format="DOCX")
    total = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if total > MOST_UNPACKED or len(members) > MOST_FILES or (total > MEGABYTE and total / packed > WORST_RATIO):
        raise Rejected("document_too_large", limit=f"{MOST_UNPACKED // MEGABYTE} MB unpacked")
    if not any(member.filename == DOCUMENT for member in members):
        raise Rejected("document_not_a", format="DOCX")


def _has_pictures(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(name.startswith("word/media/") for name in archive.namelist())
