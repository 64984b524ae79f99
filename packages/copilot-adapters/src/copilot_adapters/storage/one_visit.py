"""SQLite for SQLAlchemy over aiosqlite with one visit to the connection's thread for each statement, not four."""

import sqlite3
from collections import deque
from typing import Any

from aiosqlite import Connection, connect
from sqlalchemy import event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_cursor
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util.concurrency import await_

BEGIN = "BEGIN"
ENDINGS = frozenset({"COMMIT", "ROLLBACK"})


def visit_once(engine: AsyncEngine) -> None:
    """Let an engine's connections be such."""
    event.listen(engine.sync_engine, "do_connect", _connected)


def _connected(
    dialect: Dialect,
    _entry: Any,  # noqa: ANN401 - SQLAlchemy's
    arguments: list[Any],
    options: dict[str, Any],
) -> "OneVisitConnection":
    connection = connect(*arguments, **options)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does: one that is never closed must not hold the program
    return OneVisitConnection(dialect.dbapi, await_(connection))


class OneVisitConnection(AsyncAdapt_aiosqlite_connection):
    """A connection that knows whether it is `clean`: nothing is open on it, and nothing runs.

    What begins a reading goes to the thread together with the first statement: SQLite takes its snapshot then anyway.
    """

    __slots__ = ("begins", "clean")

    def __init__(self, dbapi: Any, connection: Connection) -> None:  # noqa: ANN401 - SQLAlchemy's
        """Take aiosqlite's connection."""
        super().__init__(dbapi, connection)  # type: ignore[arg-type]
        self.begins = False
        self.clean = True

    def rollback(self) -> None:
        """End what is open; the pool asks whenever a connection comes back."""
        self.begins = False
        if not self.clean:
            super().rollback()
            self.clean = True

    def cursor(self, server_side: bool = False) -> Any:  # noqa: ANN401 - SQLAlchemy's
        """Return a cursor; one that streams is aiosqlite's own."""
        if server_side:
            self.clean = False
            return super().cursor(server_side=True)
        return OneVisitCursor(self)

    async def run(self, statement: str, parameters: Any, *, many: bool = False) -> "Done":  # noqa: ANN401 - SQLAlchemy's
        """Run a statement to its end in the connection's thread."""
        if statement == BEGIN:
            self.begins = True
            return NOTHING
        first, self.begins = self.begins, False
        if first and statement in ENDINGS:
            return NOTHING
        self.clean = False
        aiosqlite: Any = self._connection
        done: Done = await aiosqlite._execute(_run, aiosqlite._conn, statement, parameters, first, many)  # noqa: SLF001 - its own cursors do so
        self.clean = statement in ENDINGS
        return done


class Done:
    """What a statement left."""

    __slots__ = ("description", "lastrowid", "rowcount", "rows")

    def __init__(self, cursor: sqlite3.Cursor | None = None) -> None:
        """Take everything out of a cursor."""
        self.description = cursor and cursor.description
        self.rows: list[Any] = cursor.fetchall() if cursor and cursor.description else []
        self.rowcount = cursor.rowcount if cursor else -1
        self.lastrowid = cursor.lastrowid if cursor else None


NOTHING = Done()


def _run(connection: sqlite3.Connection, statement: str, parameters: Any, begins: bool, many: bool) -> Done:  # noqa: ANN401 - called in the thread
    if begins:
        connection.execute(BEGIN)
    run = connection.executemany if many else connection.execute
    cursor = run(statement, () if parameters is None else parameters)
    try:
        return Done(cursor)
    finally:
        cursor.close()


class OneVisitCursor(AsyncAdapt_aiosqlite_cursor):
    """A cursor that holds nothing open."""

    __slots__ = ("_done",)
    arraysize = 1

    def __init__(self, connection: OneVisitConnection) -> None:
        """Begin with nothing: there is no cursor until a statement runs."""
        self._adapt_connection: Any = connection
        self._rows = deque()
        self._done = NOTHING

    @property
    def description(self) -> Any:  # noqa: ANN401 - SQLAlchemy's
        """What the columns are."""
        return self._done.description

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._done.rowcount

    @property
    def lastrowid(self) -> Any:  # noqa: ANN401 - SQLAlchemy's
        """Which row was inserted."""
        return self._done.lastrowid

    async def _async_soft_close(self) -> None:
        """Do nothing: nothing is open."""

    def close(self) -> None:
        """Forget the rows."""
        self._rows.clear()

    async def _execute_async(self, operation: Any, parameters: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
        async with self._adapt_connection._execute_mutex:  # noqa: SLF001 - as the cursor replaced
            self._done = await self._adapt_connection.run(operation, parameters)
            self._rows = deque(self._done.rows)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
        async with self._adapt_connection._execute_mutex:  # noqa: SLF001 - as the cursor replaced
            self._done = await self._adapt_connection.run(operation, seq_of_parameters, many=True)
