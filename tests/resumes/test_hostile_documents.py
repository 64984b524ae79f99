import base64
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from resumes_world import RESUME, adding, pdf, word, zipped

from copilot_adapters.document_readers.apart import Limits
from copilot_adapters.document_readers.docx import Docx
from copilot_adapters.document_readers.pdf import Pdf
from copilot_core.errors import Rejected

DOCUMENT = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
LARGE_PROCESS = """
import asyncio, pathlib, sys
from copilot_adapters.document_readers.apart import Limits
from copilot_adapters.document_readers.docx import Docx

ballast = b"." * (300 * 1024 * 1024)
file = pathlib.Path(sys.argv[1])
print(asyncio.run(Docx(limits=Limits(memory=250 * 1024 * 1024)).read(file.read_bytes(), file.name)))
"""
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


async def refusal(folder: Path, data: bytes, name: str) -> str:
    with pytest.raises(Rejected) as refused:
        await adding(folder)(data, name)
    assert name in str(refused.value)
    return refused.value.code


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"<html>I am a page</html>", "page.pdf", "document_not_a"),
        (b"%PDF-1.7\nand then nothing", "torn.pdf", "document_broken"),
        (b"", "empty.pdf", "document_empty"),
        (b"  \n", "empty.txt", "document_empty"),
        (b"%PDF-1.4", "resume.docx", "document_not_a"),
        (b"PK\x03\x04 torn", "torn.docx", "document_broken"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "locked.docx", "document_encrypted"),
        (b"\xd0\xcf\x11\xe0 old word", "old.docx", "document_not_a"),
        (b"{", "resume.json", "document_not_a"),
        (b'{"a": 1}', "resume.json", "document_not_a"),
        (b"\x00\x01\x02 binary", "resume.txt", "document_not_a"),
        (b"whatever", "resume.exe", "document_unknown_kind"),
    ],
)
async def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path, data: bytes, name: str, code: str) -> None:
    assert await refusal(tmp_path, data, name) == code


async def test_fifty_megabytes_of_text_are_too_large(tmp_path: Path) -> None:
    assert await refusal(tmp_path, b"words " * (50 * 1024 * 1024 // 6), "long.txt") == "document_too_large"


async def test_an_encrypted_pdf_is_refused_with_its_remedy(tmp_path: Path) -> None:
    assert await refusal(tmp_path, _encrypted(), "locked.pdf") == "document_encrypted"


async def test_five_hundred_pages_are_too_long(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(500):
        document.new_page(200, 200)
    assert await refusal(tmp_path, _saved(document), "book.pdf") == "document_too_long"


async def test_a_pdf_of_pictures_says_that_it_has_no_text_layer(tmp_path: Path) -> None:
    picture = f"#image(bytes({tuple(base64.b64decode(PIXEL))}), width: 5cm)"
    assert await refusal(tmp_path, pdf(picture), "scan.pdf") == "document_no_text"


async def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = zipped({"word/document.xml": DOCUMENT % (b"<w:p/>" * 20_000_000)})
    assert len(bomb) < 1_000_000
    assert await refusal(tmp_path, bomb, "bomb.docx") == "document_too_large"


async def test_entities_of_a_docx_are_not_expanded(tmp_path: Path) -> None:
    laughs = b'<!DOCTYPE w [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = DOCUMENT % b"<w:p><w:r><w:t>Hello &b; &f;</w:t></w:r></w:p>"
    good = word("Hello")
    reading = (await adding(tmp_path)(_with_document(good, laughs + body), "laughs.docx")).reading
    assert reading.text == "Hello"


@pytest.mark.slow
async def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    add = adding(tmp_path)
    data = pdf("#for n in range(60) [ #lorem(600) #pagebreak() ]")
    with pytest.raises(Rejected) as refused:
        await Pdf(limits=Limits(seconds=-4.95)).read(data, "slow.pdf")
    assert refused.value.code == "document_too_slow"
    assert (await add(RESUME.encode(), "after.txt")).reading.name is not None


def test_a_large_process_still_reads_documents(tmp_path: Path) -> None:
    file = tmp_path / "resume.docx"
    file.write_bytes(word(RESUME))
    ended = subprocess.run([sys.executable, "-c", LARGE_PROCESS, file], capture_output=True, text=True, check=False)
    assert ended.stdout, ended.stderr


async def test_a_file_that_wants_too_much_memory_is_given_up() -> None:
    with pytest.raises(Rejected) as refused:
        await Docx(limits=Limits(memory=1024 * 1024)).read(word(RESUME), "large.docx")
    assert refused.value.code == "document_too_large"


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _with_document(data: bytes, document: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**files, "word/document.xml": document})


def _encrypted() -> bytes:
    """Return a small PDF with a standard security handler that no empty password opens."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -44 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<00><00>] >>"
    return out + b"xref\n0 5\n0000000000 65535 f \n%strailer\n%s\nstartxref\n%d\n%%%%EOF" % (table, trailer, len(out))
