"""A backup as a file: a ZIP of a manifest and a file of lines for each table. What is read is not trusted."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Annotated

import msgspec
from attrs import field, frozen

from copilot_core.errors import CopilotError, Rejected, Unavailable

FORMAT = 1
MANIFEST = "manifest.json"
MANIFEST_BYTES = 1 << 20
LINE_BYTES = 64 << 20
"""Longest row: a posting's text is bounded far below."""

EXPANSION = 200
"""Rows of JSON shrink to a tenth; what shrinks to less than a two hundredth is meant to fill the disk."""

SLACK = 1 << 20
PACKED = frozenset({"originals"})
"""Tables whose rows are packed already: what people uploaded may shrink beyond all measure."""

PORTION = 1 << 20
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    msgspec.MsgspecError,
)


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table in the manifest."""

    columns: tuple[str, ...]
    rows: Annotated[int, msgspec.Meta(ge=0)]
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a backup holds; `revision` is the database's."""

    format: int
    revision: str
    program: str
    made_at: Annotated[datetime, msgspec.Meta(tz=True)]
    tables: dict[str, Entry]


class _Format(msgspec.Struct):
    format: int


@frozen
class ArchiveWriter:
    """Writes a backup into an open file, a table after the other."""

    archive: zipfile.ZipFile

    @contextmanager
    def table(self, name: str) -> Iterator[IO[bytes]]:
        """Open the file of a table."""
        entry = _entry(table_file(name))
        if name in PACKED:
            entry.compress_type = zipfile.ZIP_STORED
        with self.archive.open(entry, "w", force_zip64=True) as lines:
            yield lines

    def finish(self, manifest: Manifest) -> None:
        """Write what makes it whole."""
        self.archive.writestr(_entry(MANIFEST), msgspec.json.format(msgspec.json.encode(manifest), indent=1))


@frozen
class ArchiveReader:
    """A backup that is open."""

    file: Path
    archive: zipfile.ZipFile = field(repr=False)
    manifest: Manifest = field(repr=False)

    def verify(self) -> None:
        """Read all of it, and refuse it unless every byte is what the manifest says."""
        for name in self.manifest.tables:
            for _ in self.lines(name):
                pass

    def lines(self, table: str) -> Iterator[bytes]:
        """Yield the rows of a table; refuse it at the end unless count and digest are the manifest's."""
        entry, digest, rows = self.manifest.tables[table], hashlib.sha256(), 0
        with damage_named(self.file), self.archive.open(table_file(table)) as lines:
            while line := lines.readline(LINE_BYTES):
                if not line.endswith(b"\n"):
                    raise ValueError(f"row {rows + 1} of {table} has no end")
                digest.update(line)
                rows += 1
                yield line
            if (rows, digest.hexdigest()) != (entry.rows, entry.sha256):
                raise ValueError(f"{table} holds {rows} rows that differ from the {entry.rows} that were written")


@contextmanager
def opened(file: Path) -> Iterator[ArchiveReader]:
    """Open a backup; raise `Rejected` for what is none, before anything large is read."""
    try:
        source = file.open("rb")
    except OSError as error:
        raise Unavailable(
            "backup_unreadable", permanent=True, file=str(file), problem=error.strerror or str(error)
        ) from error
    with source, reader(source, file) as backup:
        yield backup


@contextmanager
def reader(source: IO[bytes], file: Path) -> Iterator[ArchiveReader]:
    """Read a backup out of what is open; `file` is what refusals name."""
    with damage_named(file):
        archive = zipfile.ZipFile(source)
        manifest = _manifest(file, archive)
        _check(archive, manifest.tables)
    with archive:
        yield ArchiveReader(file, archive, manifest)


@contextmanager
def damage_named(file: Path) -> Iterator[None]:
    """Turn whatever a broken or hostile file makes the readers say into one refusal."""
    try:
        yield
    except CopilotError:
        raise
    except _BROKEN as error:
        said = "what is packed in it is damaged" if isinstance(error, zlib.error) else " ".join(str(error).split())
        raise Rejected("backup_damaged", file=str(file), problem=said[:300] or "it ends too early") from error


def table_file(table: str) -> str:
    """Name the file of a table within a backup."""
    return f"tables/{table}.jsonl"


def _manifest(file: Path, archive: zipfile.ZipFile) -> Manifest:
    if MANIFEST not in archive.NameToInfo:
        raise ValueError(f"it holds no {MANIFEST}")
    with archive.open(MANIFEST) as member:
        document = member.read(MANIFEST_BYTES + 1)
    if len(document) > MANIFEST_BYTES:
        raise ValueError(f"its {MANIFEST} is longer than {MANIFEST_BYTES} bytes")
    written = msgspec.json.decode(document, type=_Format).format
    if written > FORMAT:
        raise Rejected("backup_newer", file=str(file), format=written, known=FORMAT)
    return msgspec.json.decode(document, type=Manifest)


def _check(archive: zipfile.ZipFile, tables: Mapping[str, Entry]) -> None:
    """Nothing is in it but what the manifest names, and nothing grows beyond all measure."""
    names = sorted(info.filename for info in archive.infolist())
    expected = sorted([MANIFEST, *map(table_file, tables)])
    if names != expected:
        odd = next(name for name in [*names, *expected] if names.count(name) != expected.count(name))
        raise ValueError(f"its content is not what its manifest says: {odd!r}")
    for info in archive.infolist():
        if info.file_size > EXPANSION * info.compress_size + SLACK:
            raise ValueError(f"{info.filename} would grow to {info.file_size} bytes")


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
