"""What is small on the way and large when it is opened: documents, cursors, tables, bodies that say they are packed."""

import asyncio
import gzip
import io
import json
import time
import zipfile
import zlib
from base64 import urlsafe_b64encode

import pytest
from attacks_world import tried
from resumes_world import word, zipped
from seeds.cast import Cast

DOCUMENT = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
LAUGHS = b"".join(b'<!ENTITY a%d "%b">' % (one + 1, b"&a%d;" % one * 10) for one in range(9))
MEGABYTES = 200
PATIENCE = 20.0
"""Seconds; a quarter of one on a quiet machine."""


def docx(document: bytes) -> bytes:
    """Return a good document with another content."""
    with zipfile.ZipFile(io.BytesIO(word("Hello"))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**files, "word/document.xml": document})


def pdf() -> bytes:
    """Return a page whose content is two hundred megabytes."""
    packed = zlib.compress(zlib.compress(b"0 0 m " * (MEGABYTES * 1_000_000 // 6), 9), 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>",
        b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%b\nendstream" % (len(packed), packed),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 5\n0000000000 65535 f \n%btrailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def bombs() -> dict[str, bytes]:
    """Return documents by their names."""
    nested = zipped({"word/document.xml": zipped({"a": b"0" * 50_000_000})})
    return {
        "paragraphs.docx": zipped({"word/document.xml": DOCUMENT % (b"<w:p/>" * 20_000_000)}),
        "laughs.docx": docx(b"<!DOCTYPE w [" + b'<!ENTITY a0 "ha">' + LAUGHS + b"]>" + DOCUMENT % b"&a9;"),
        "deep.docx": docx(DOCUMENT % (b"<w:p>" * 100_000 + b"</w:p>" * 100_000)),
        "nested.docx": nested,
        "many.docx": zipped({f"word/{number}.xml": b"" for number in range(50_000)}),
        "pages.pdf": pdf(),
        "line.md": b"#" * 9_000_000,
        "deep.json": b"[" * 4_000_000,
    }


async def test_no_document_fills_the_memory_or_the_time(cast: Cast) -> None:
    client, found = cast.owner.client, bombs()
    for name, data in found.items():
        began = time.monotonic()
        files = {"file": (name, data, "application/octet-stream")}
        answer, beside = await asyncio.gather(client.post("/api/v1/resumes", files=files), _looks(cast))
        assert answer.status_code in {201, 413, 422, 503}, (name, answer.status_code, answer.text[:300])
        assert time.monotonic() - began < PATIENCE, name
        assert beside < PATIENCE / 4, f"{name}: others waited {beside} s"
        if answer.status_code == 201:
            assert len((await client.get(f"/api/v1/resumes/{answer.json()['id']}/text")).content) < len(data) + 100_000
    tried("bombs", len(found))


async def _looks(cast: Cast) -> float:
    """Return the longest that somebody else waited meanwhile."""
    longest = 0.0
    for _ in range(5):
        began = time.monotonic()
        assert (await cast.other.client.get("/api/v1/resumes")).status_code == 200
        longest = max(longest, time.monotonic() - began)
        await asyncio.sleep(0.05)
    return longest


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br", "gzip, gzip", "identity, gzip"])
async def test_a_body_is_what_it_is_and_is_not_unpacked(cast: Cast, packing: str) -> None:
    said = gzip.compress(json.dumps({"name": "x" * 50_000_000}).encode())
    headers = {"content-encoding": packing, "content-type": "application/json"}
    answer = await cast.owner.client.patch("/api/v1/account", content=said, headers=headers)
    assert answer.status_code in {400, 413, 415}, answer.text
    tried("bombs", 1)


PAGED = ("jobs", "applications", "marks", "tasks")


async def test_no_cursor_unpacks_without_an_end(cast: Cast) -> None:
    forms = [
        urlsafe_b64encode(zlib.compress(b"\x00" * 40_000_000, 9)).rstrip(b"=").decode(),
        urlsafe_b64encode(gzip.compress(b"[" * 40_000_000)).rstrip(b"=").decode(),
        urlsafe_b64encode(b"[" * 40_000).rstrip(b"=").decode(),
        urlsafe_b64encode(b"\x91" * 40_000).rstrip(b"=").decode(),
        "A" * 50_000,
    ]
    for name in PAGED:
        for form in forms:
            began = time.monotonic()
            answer = await cast.owner.client.get(f"/api/v1/{name}", params={"cursor": form})
            assert 400 <= answer.status_code < 500, (name, form[:20], answer.status_code)
            assert time.monotonic() - began < PATIENCE / 4, (name, form[:20])
    tried("bombs", len(PAGED) * len(forms))


FORMS = ("applications/import", "jobs/import")


async def test_no_table_and_no_form_is_without_an_end(cast: Cast) -> None:
    tables = {
        "rows": b"Title,Company\n" + b"a,b\n" * 2_000_000,
        "columns": b"," * 5_000_000 + b"\n1",
        "cell": b'Title,Company\n"' + b"x" * 9_000_000 + b'",b\n',
        "quotes": b"Title,Company\n" + b'"' * 5_000_000,
    }
    for address in FORMS:
        for name, table in tables.items():
            began = time.monotonic()
            answer = await cast.owner.client.post(f"/api/v1/{address}", files={"file": ("t.csv", table, "text/csv")})
            assert 400 <= answer.status_code < 500, (address, name, answer.status_code)
            assert time.monotonic() - began < PATIENCE, (address, name)
    parts = [(f"part{number}", (None, b"x", "text/plain")) for number in range(20_000)]
    answer = await cast.owner.client.post("/api/v1/resumes", files=parts)
    assert answer.status_code in {400, 413}, answer.text
    tried("bombs", len(FORMS) * len(tables) + 1)
