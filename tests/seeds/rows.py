"""What the database holds: all of it, and what of it is one person's."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import field, frozen
from sqlalchemy import Engine, create_engine, inspect, text

WORDS = ("_data", "_idx", "_docsize", "_config", "_content")
"""Ends of the names of tables that SQLite keeps for its index of words."""

TOUCHED = frozenset({"seen_at", "used_at"})
"""Columns that say when a session or a token was last used."""

NAMES = frozenset({"id", "job", "sighting", "session", "application"})
SHORTEST = 8

Row = tuple[str, tuple[tuple[str, str], ...]]


@frozen
class Rows:
    """All rows of a database, read when asked for."""

    engine: Engine
    tables: tuple[str, ...] = field()

    @tables.default
    def _all(self) -> tuple[str, ...]:
        names = inspect(self.engine).get_table_names()
        return tuple(sorted(name for name in names if not name.endswith(WORDS)))

    def now(self) -> frozenset[Row]:
        """Return every row of every table."""
        with self.engine.connect() as connection:
            return frozenset(
                (table, _plain(row._mapping))
                for table in self.tables
                for row in connection.execute(text(f'SELECT * FROM "{table}"'))
            )

    def close(self) -> None:
        self.engine.dispose()


def rows_of(database: str) -> Rows:
    """Return the rows of the database at an address."""
    return Rows(create_engine(database.replace("+aiosqlite", "")))


def owned(rows: frozenset[Row], *marks: str) -> frozenset[Row]:
    """Return the rows that hold one of the marks of a person, or an id of such a row."""
    held: frozenset[Row] = frozenset()
    known = set(marks)
    while True:
        found = frozenset(row for row in rows if _holds(row, marks, known))
        if found == held:
            return held
        held = found
        known |= set(ids_in(held))


def ids_in(rows: frozenset[Row]) -> Iterator[str]:
    """Yield the ids in rows."""
    for _, columns in rows:
        yield from (value for name, value in columns if name in NAMES and len(value) >= SHORTEST)


def _holds(row: Row, marks: tuple[str, ...], known: set[str]) -> bool:
    return any(value in known or any(mark in value for mark in marks) for _, value in row[1])


def _plain(columns: Mapping[Any, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), _text(value)) for name, value in columns.items() if name not in TOUCHED)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
