"""What the tests of resumes share: a storage of their own, readers, and files made on the spot."""

import io
import zipfile
from pathlib import Path

import docx
import typst

from copilot_adapters.document_readers.docx import Docx
from copilot_adapters.document_readers.json_resume import JsonResume
from copilot_adapters.document_readers.markdown import Markdown
from copilot_adapters.document_readers.pdf import Pdf
from copilot_adapters.document_readers.text import PlainText
from copilot_adapters.storage.storage import SqlStorage
from copilot_core.entities.resume import Reading
from copilot_core.ports.document_reader import DocumentReader
from copilot_core.rules.resume.document import quotes
from copilot_core.testing.clock import StillClock
from copilot_core.use_cases.resumes.add_resume import AddResume

READERS: tuple[DocumentReader, ...] = (Pdf(), Docx(), PlainText(), Markdown(), JsonResume())

RESUME = """Maren Holt
Bremen, Germany | maren.holt@example.org | +49 421 555 0199 | github.com/marenholt

EXPERIENCE

Head Baker, Weserbrot GmbH, Bremen
March 2019 – present
- Runs a night shift of nine bakers
- Cut flour waste by 12%

Baker, Backhaus Tann, Kassel
08/2014 – 02/2019
- Baked 3,000 loaves a day

EDUCATION

Apprenticeship in Baking, Berufsschule Delme
2011 – 2014

SKILLS

Sourdough, Pastry, Shift planning

LANGUAGES

German (native), English (B2)
"""


def adding(folder: Path) -> AddResume:
    """Return the use case on a new database."""
    return AddResume(SqlStorage(f"sqlite+aiosqlite:///{folder / 'copilot.db'}"), READERS, StillClock())


def pdf(source: str) -> bytes:
    """Set a typst source as PDF."""
    return bytes(typst.compile(source.encode(), ignore_system_fonts=True))


def word(*paragraphs: str) -> bytes:
    """Write paragraphs to a DOCX."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """Pack files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def misquoted(reading: Reading) -> list[str]:
    """Return the paths of quotes that do not say what stands at their place."""
    return [
        path
        for path, quote in quotes(reading)
        if quote.start >= 0 and " ".join(reading.text[quote.start : quote.end].split()) != " ".join(quote.value.split())
    ]
