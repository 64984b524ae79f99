"""A backup in place of what is stored, within one transaction."""

from asyncio import to_thread
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from attrs import frozen
from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    MetaData,
    Table,
    column,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy import table as table_clause
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from copilot_adapters.storage.archive_file import ArchiveReader, damage_named
from copilot_adapters.storage.archive_rows import RowFormat, row_format
from copilot_adapters.storage.backing_up import LEFT_OUT, ROWS
from copilot_adapters.storage.database_clock import database_now
from copilot_adapters.storage.migration import REVISIONS, revision_of, upgrade
from copilot_adapters.storage.never_again import counted, go_on_counting
from copilot_adapters.storage.reindexing import index_all
from copilot_adapters.storage.tables import UtcDateTime, metadata, tasks
from copilot_adapters.storage.tasks import SqlTasks
from copilot_adapters.storage.text_index import TextIndex
from copilot_core.entities.task import TaskState
from copilot_core.errors import Rejected
from copilot_core.rules.new_task import new_task
from copilot_core.rules.tokens import Analyser

UNCOUNTED = frozenset({"numbers", "leaders"})
"""What an empty database may hold."""

INTERNAL = ("job_tokens", "alembic_", "sqlite_")
FIRST = ("leaders", "turns", "tasks", "event_numbers")
"""Tables, in the order in which transactions that are not serial lock them."""

PORTION_BYTES = 16 << 20
"""Held in memory at a time: rows are many, or long, but not both."""


@frozen
class Restoring:
    """Puts a backup in place; the connection has the right to write, and commits when all is done."""

    connection: AsyncConnection
    backup: ArchiveReader
    index: TextIndex
    analyser: Analyser

    async def __call__(self, *, replace: bool, force: bool) -> None:
        """Replace everything, or change nothing and raise `Rejected`."""
        strange = await self._alone()
        await self._allow(replace=replace, force=force)
        before = await counted(self.connection)
        await self.connection.run_sync(_drop_all)
        await self.connection.run_sync(upgrade, self.backup.manifest.revision)
        for table in await self.connection.run_sync(self._tables, strange):
            await self._load(table)
        await self.connection.run_sync(upgrade)
        await go_on_counting(self.connection, before)
        await index_all(self.connection, self.index, self.analyser)
        await SqlTasks(self.connection).add([new_task("rebuild_index")])
        if self.connection.dialect.name == "postgresql":
            await self.connection.execute(text("ANALYZE"))

    async def _alone(self) -> frozenset[str]:
        """Wait for those who write, and keep others out; return the tables that are not ours.

        What is counted on must not be counted meanwhile. The order is that in which others lock.
        """
        present = frozenset(await self.connection.run_sync(_present))
        known = present & metadata.tables.keys()
        ours = [*(name for name in FIRST if name in known), *sorted(known.difference(FIRST))]
        if ours and self.connection.dialect.name == "postgresql":
            await self.connection.execute(text(f"LOCK TABLE {', '.join(ours)} IN ACCESS EXCLUSIVE MODE"))
        return present - known - {"alembic_version"}

    async def _allow(self, *, replace: bool, force: bool) -> None:
        present = set(await self.connection.run_sync(_present))
        await self.connection.run_sync(revision_of)
        if tasks.name in present and not force:
            running = tasks.c.state == TaskState.RUNNING.value, tasks.c.lease_until > database_now()
            held = await self.connection.scalar(select(func.count()).select_from(tasks).where(*running))
            if held:
                raise Rejected("storage_at_work", tasks=held)
        for table in () if replace else metadata.sorted_tables:
            if table.name in present - UNCOUNTED:
                rows = await self.connection.scalar(select(func.count()).select_from(table))
                if rows:
                    raise Rejected("storage_not_empty", rows=rows, table=table.name)

    def _tables(self, connection: Connection, strange: Collection[str]) -> list[Table]:
        """Return the tables that the revision has, in the order to load; refuse a backup that has others."""
        found = MetaData()
        found.reflect(connection, only=lambda name, _: name not in strange and not name.startswith(INTERNAL))
        known = {table.name: table for table in found.sorted_tables if table.name not in LEFT_OUT}
        with damage_named(self.backup.file):
            for name in known.keys() ^ self.backup.manifest.tables.keys():
                raise ValueError(f"revision {self.backup.manifest.revision} and the file differ in the table {name}")
            for name, entry in self.backup.manifest.tables.items():
                if odd := set(entry.columns).symmetric_difference(map(str, known[name].columns.keys())):
                    raise ValueError(f"the table {name} differs in {', '.join(sorted(odd))}")
        return list(known.values())

    async def _load(self, table: Table) -> None:
        entry = self.backup.manifest.tables[table.name]
        columns = [table.columns[name] for name in entry.columns]
        form = row_format(table.name, columns, current=self.backup.manifest.revision == REVISIONS[-1])
        target = table_clause(table.name, *(column(str(one.name), _loaded(one)) for one in columns))
        await self.connection.execute(delete(table))
        with damage_named(self.backup.file):
            portions = _in_portions(self.backup.lines(table.name), ROWS)
            while lines := await to_thread(next, portions, None):
                rows = await to_thread(_decoded, form, table.name, lines)
                try:
                    await self.connection.execute(insert(target), rows)
                except (DataError, IntegrityError, OverflowError) as error:
                    problem = " ".join(str(getattr(error, "orig", error)).split())
                    raise ValueError(f"{table.name} cannot hold its rows: {problem}") from error


def _decoded(form: RowFormat, table: str, lines: Sequence[bytes]) -> list[dict[str, object]]:
    try:
        return [form.decode(line) for line in lines]
    except Exception as error:
        raise ValueError(f"a row of {table} is not as it must be: {error}") from error


def _in_portions(lines: Iterator[bytes], most: int) -> Iterator[list[bytes]]:
    portion, size = [], 0
    for line in lines:
        portion.append(line)
        size += len(line)
        if len(portion) >= most or size >= PORTION_BYTES:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _loaded(one: "Column[Any]") -> Any:  # noqa: ANN401 - a column's type
    return UtcDateTime() if isinstance(one.type, DateTime) else one.type


def _present(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()


def _drop_all(connection: Connection) -> None:
    """Drop our tables; what else the database holds is not ours."""
    for name in ("job_tokens", *(table.name for table in reversed(metadata.sorted_tables)), "alembic_version"):
        connection.execute(text(f'DROP TABLE IF EXISTS "{name}"'))
