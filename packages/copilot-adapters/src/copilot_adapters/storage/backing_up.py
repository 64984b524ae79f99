"""All rows of one state of the database, into a file."""

import hashlib
from asyncio import to_thread
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.metadata import version
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from attrs import frozen
from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.archive_file import FORMAT, ArchiveWriter, Entry, Manifest
from copilot_adapters.storage.archive_rows import RowFormat, row_format
from copilot_adapters.storage.migration import REVISIONS
from copilot_adapters.storage.tables import metadata

LEFT_OUT = frozenset(
    {"answers", "job_tokens", "leaders", "mailed_links", "refreshes", "sessions", "signing_keys", "tickets"}
)
"""The text index is made anew of the jobs, who leads is decided anew, tickets hold for seconds. Whoever was signed in
signs in again: a backup that is stolen lets nobody in.

Vectors are kept: they cost hours.
"""

ROWS = 500
LEVEL = 4


def kept_tables() -> list[Table]:
    """Return the tables of a backup, those first that others refer to."""
    return [table for table in metadata.sorted_tables if table.name not in LEFT_OUT]


@frozen
class BackingUp:
    """Writes what one snapshot shows; memory holds some hundred rows at a time."""

    connection: AsyncConnection
    target: IO[bytes]

    async def __call__(self, made_at: datetime) -> Manifest:
        """Return what was written."""
        with ZipFile(self.target, "w", ZIP_DEFLATED, compresslevel=LEVEL) as archive:
            writer = ArchiveWriter(archive)
            entries = {table.name: await self._table(writer, table) for table in kept_tables()}
            manifest = manifest_of(entries, made_at)
            writer.finish(manifest)
        return manifest

    async def _table(self, writer: ArchiveWriter, table: Table) -> Entry:
        form, digest, rows = row_format(table.name, table.columns.values(), current=True), hashlib.sha256(), 0
        query = select(table).order_by(*table.primary_key.columns)
        with writer.table(table.name) as lines:
            async with self.connection.stream(query) as found:
                async for portion in found.partitions(ROWS):
                    digest.update(await to_thread(_write, lines, form, portion))
                    rows += len(portion)
        return Entry(form.columns, rows, digest.hexdigest())


def manifest_of(entries: Mapping[str, Entry], made_at: datetime) -> Manifest:
    """Return the manifest of tables of the present revision."""
    return Manifest(FORMAT, REVISIONS[-1], version("copilot-adapters"), made_at, dict(entries))


def _write(lines: IO[bytes], form: RowFormat, rows: Sequence[Sequence[Any]]) -> bytes:
    written = form.encode(rows)
    lines.write(written)
    return written
