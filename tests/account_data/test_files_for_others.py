"""What people called theirs harms nobody who opens the export, on any system and in any spreadsheet."""

import csv
import zipfile
from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as some

from copilot_adapters.packers.zip import Zip
from copilot_core.ports.packer import Piece
from copilot_core.rules.exported_files import LONGEST, safe_name
from copilot_core.rules.exported_tables import CsvFile, cell
from copilot_core.testing import NOON


@pytest.mark.parametrize(
    ("name", "becomes"),
    [
        ("cv.pdf", "cv.pdf"),
        ("Lebenslauf Jürgen (2026).pdf", "Lebenslauf Jürgen (2026).pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\system32\\evil.dll", "evil.dll"),
        ("a\r\nContent-Type: x.pdf", "aContent-Type_ x.pdf"),
        ("fdp.\u202egpj.exe", "fdp.gpj.exe"),
        ("CON.pdf", "_CON.pdf"),
        (".. ", "resume"),
        ("", "resume"),
        ("\ud800.pdf", "pdf"),
    ],
)
def test_a_name_is_a_plain_files_name(name: str, becomes: str) -> None:
    assert safe_name(name, "resume") == becomes


@given(some.text(max_size=300))
def test_no_name_leads_out_of_its_folder(name: str) -> None:
    safe = safe_name(name, "resume")
    assert PurePosixPath(safe).name == safe
    assert PureWindowsPath(safe).name == safe
    assert safe not in {"", ".", ".."}
    assert len(safe) <= LONGEST + 1
    assert safe.encode()


@given(some.text() | some.sampled_from(["=1+1", "@SUM(A1)", "\t=1", "-2+3", "+49", " =1", "\uff1d1", "\u00a0=1", "|x"]))
def test_no_cell_begins_as_a_formula(value: str) -> None:
    assert not cell(value).lstrip().startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"))
    assert cell(value) in {value, f"'{value}"}


@given(some.lists(some.text(alphabet=some.characters(exclude_categories=["Cs"]))))
def test_a_row_is_read_as_it_was_written(values: list[str]) -> None:
    columns = [f"column {number}" for number in range(len(values))]
    file = CsvFile(name="x.csv", columns=columns)
    written = file.head.lstrip("\ufeff") + file.lines([dict(zip(columns, values, strict=True))])
    read = list(csv.reader(StringIO(written, newline="")))
    assert read[1:] == [[cell(value) for value in values]]


async def test_a_zip_is_packed_while_it_is_read() -> None:
    taken: list[int] = []

    async def pieces() -> AsyncIterator[Piece]:
        for number in range(50):
            taken.append(number)
            yield Piece(f"{number // 10}.bin", bytes(range(256)) * 1000)

    packing = Zip().pack(pieces(), NOON)
    first = await anext(packing)
    assert len(taken) <= 2
    rest = b"".join([part async for part in packing])
    with zipfile.ZipFile(BytesIO(first + rest)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [f"{number}.bin" for number in range(5)]
        assert archive.getinfo("0.bin").file_size == 2_560_000


async def test_what_was_cut_off_is_no_zip() -> None:
    async def pieces() -> AsyncIterator[Piece]:
        yield Piece("one.bin", b"some" * 100_000)
        raise OSError("the disk is gone")

    packed = BytesIO()

    async def keep() -> None:
        async for part in Zip().pack(pieces(), NOON - timedelta(days=20_000)):
            packed.write(part)

    with pytest.raises(OSError, match="disk"):
        await keep()
    assert not zipfile.is_zipfile(packed)
