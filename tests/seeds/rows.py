"""What the database holds: all of it, and what of it is one person's."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen
from sqlalchemy import Engine, create_engine, inspect
from sqlalchemy.engine.interfaces import DBAPICursor

WORDS = ("_data", "_idx", "_docsize", "_config", "_content")
"""Ends of the names of tables that SQLite keeps for its index of words."""

TOUCHED = frozenset({"seen_at", "used_at"})
"""Columns that say when a session or a token was last used."""

NAMES = frozenset({"id", "job", "sighting", "session", "application"})
SHORTEST = 8

Row = tuple[str, tuple[tuple[str, str], ...]]
Held = Mapping[str, frozenset[Row]]
"""By table."""


@frozen
class Rows:
    """All rows of a database, read when asked for; a table in which nothing changed is the same object again."""

    engine: Engine
    tables: tuple[str, ...] = field()
    _read: dict[str, tuple[list[Any], frozenset[Row]]] = field(factory=dict)

    @tables.default
    def _all(self) -> tuple[str, ...]:
        names = inspect(self.engine).get_table_names()
        return tuple(sorted(name for name in names if not name.endswith(WORDS)))

    def now(self) -> Held:
        """Return every row of every table."""
        connection = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            return {table: self._table(cursor, table) for table in self.tables}
        finally:
            connection.close()

    def _table(self, cursor: DBAPICursor, table: str) -> frozenset[Row]:
        cursor.execute(f'SELECT * FROM "{table}"')
        raw = list(cursor.fetchall())
        if table not in self._read or self._read[table][0] != raw:
            names = [str(column[0]) for column in cursor.description or ()]
            self._read[table] = raw, frozenset((table, _plain(names, row)) for row in raw)
        return self._read[table][1]

    def close(self) -> None:
        self.engine.dispose()


def rows_of(database: str) -> Rows:
    """Return the rows of the database at an address."""
    return Rows(create_engine(database.replace("+aiosqlite", "")))


def gone(before: Held, after: Held) -> frozenset[Row]:
    """Return the rows that are no more as they were."""
    return frozenset().union(*(before[table] - after[table] for table in before if before[table] is not after[table]))


def owned(rows: Held, *marks: str) -> frozenset[Row]:
    """Return the rows that hold one of the marks of a person, or an id of such a row."""
    held: frozenset[Row] = frozenset()
    known, left = set(marks), [row for table in rows.values() for row in table]
    while found := [row for row in left if holds(row, marks, known)]:
        held |= frozenset(found)
        known |= set(ids_in(found))
        left = [row for row in left if row not in held]
    return held


def ids_in(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the ids in rows."""
    for _, columns in rows:
        yield from (value for name, value in columns if name in NAMES and len(value) >= SHORTEST)


def holds(row: Row, marks: tuple[str, ...], known: set[str]) -> bool:
    """Tell whether a row holds a mark within a column, or is named by what is known."""
    return any(value in known or any(mark in value for mark in marks) for _, value in row[1])


def _plain(names: list[str], row: Sequence[object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, _text(value)) for name, value in zip(names, row, strict=True) if name not in TOUCHED)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
