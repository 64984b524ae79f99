"""SQLite for SQLAlchemy over aiosqlite: at most one visit to the connection's thread for each statement, not four."""

import sqlite3
import time
from collections import deque
from functools import partial
from typing import Any

from aiosqlite import Connection, connect
from sqlalchemy import event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_cursor
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util.concurrency import await_

STEPS = 15_000
"""Of SQLite's machine, about a quarter of a millisecond: what takes longer is done in the thread."""

SLOW = 1_000
"""Statements that are remembered for it."""

BUSY = 15.0
"""Seconds that a reader waits while the file is locked; between two looks:"""
BETWEEN = 0.02

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
    connection = connect(*arguments, **{**options, "check_same_thread": False})
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does: one that is never closed must not hold the program
    return OneVisitConnection(dialect.dbapi, await_(connection))


class OneVisitConnection(AsyncAdapt_aiosqlite_connection):
    """A connection that knows whether it is `clean`: nothing is open on it, and nothing runs.

    What begins a reading goes along with its first statement: SQLite takes its snapshot then anyway. What is read in
    a few steps is read at once, in the event loop: to change threads takes longer, and while others run, each row that
    is fetched in a thread waits for the interpreter. A statement that was not done so soon is begun again in the
    thread, and from then on belongs there.
    """

    __slots__ = ("away", "begins", "clean", "hurried", "looks", "reads", "slow")

    def __init__(self, dbapi: Any, connection: Connection) -> None:  # noqa: ANN401 - SQLAlchemy's
        """Take aiosqlite's connection."""
        super().__init__(dbapi, connection)  # type: ignore[arg-type]
        self.begins = self.hurried = self.away = self.reads = False
        self.looks = 0
        self.clean = True
        self.slow: dict[str, None] = {}

    def only_read(self) -> None:
        """From now on read at once what is quick; whoever says so lets SQLite itself wait for nothing."""
        self.reads = True
        aiosqlite: Any = self._connection
        aiosqlite._conn.set_progress_handler(self._is_hurried, STEPS)  # noqa: SLF001 - its own cursors do so

    def _is_hurried(self) -> bool:
        """Tell SQLite, after so many steps, whether to give up; it counts on from the statement's last time."""
        self.looks += 1
        return self.hurried and self.looks > 1

    def rollback(self) -> None:
        """End what is open; the pool asks whenever a connection comes back."""
        self.begins = False
        if not self.clean:
            super().rollback()
            self.clean = True

    def cursor(self, server_side: bool = False) -> Any:  # noqa: ANN401 - SQLAlchemy's
        """Return a cursor; one that streams is aiosqlite's own."""
        if server_side:
            self._begin_first()
            self.clean = False
            return super().cursor(server_side=True)
        return OneVisitCursor(self)

    def _begin_first(self) -> None:
        """Begin what waits for its first statement: a stream is not run here, but must see one state all the same."""
        if self.begins:
            self.begins = False
            await_(self._in_thread(partial(_run, statement=BEGIN, parameters=None, many=False), begins=False))

    async def run(self, statement: str, parameters: Any, *, many: bool = False) -> "Done":  # noqa: ANN401 - SQLAlchemy's
        """Run a statement to its end in the connection's thread."""
        if statement == BEGIN:
            self.begins = True
            return NOTHING
        begins, self.begins = self.begins, False
        if begins and statement in ENDINGS:
            return NOTHING
        async with self._execute_mutex:
            self.clean = False
            work = partial(_run, statement=statement, parameters=parameters, many=many)
            done = self._at_once(work, begins=begins) if self._may_be_quick(statement) else None
            if done is None:
                patient = begins and self.reads
                done = await self._in_thread(partial(_patiently, work) if patient else work, begins=begins)
            self.clean = statement in ENDINGS
            return done

    def _may_be_quick(self, statement: str) -> bool:
        return self.reads and not self.away and statement not in self.slow

    def _at_once(self, work: "Work", *, begins: bool) -> "Done | None":
        """Do it now; None: it takes longer, or the file is locked, and nothing was done."""
        aiosqlite: Any = self._connection
        self.hurried, self.looks = True, 0
        try:
            return work(aiosqlite._conn, begins=begins)  # noqa: SLF001 - its own cursors do so
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                self._remember_slow(work.keywords["statement"])
            elif error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            if begins and aiosqlite._conn.in_transaction:  # noqa: SLF001 - as above
                aiosqlite._conn.execute("ROLLBACK")  # noqa: SLF001 - as above
            return None
        finally:
            self.hurried = False

    def _remember_slow(self, statement: str) -> None:
        if len(self.slow) >= SLOW:
            self.slow.clear()
        self.slow[statement] = None

    async def _in_thread(self, work: "Work", *, begins: bool) -> "Done":
        aiosqlite: Any = self._connection
        self.away = True
        try:
            done: Done = await aiosqlite._execute(work, aiosqlite._conn, begins=begins)  # noqa: SLF001 - its own cursors do so
        except sqlite3.Error:
            self.away = False
            raise
        self.away = False
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


Work = partial[Done]


def _run(connection: sqlite3.Connection, *, statement: str, parameters: Any, many: bool, begins: bool) -> Done:  # noqa: ANN401 - SQLAlchemy's
    if begins:
        connection.execute(BEGIN)
    run = connection.executemany if many else connection.execute
    cursor = run(statement, () if parameters is None else parameters)
    try:
        return Done(cursor)
    finally:
        cursor.close()


def _patiently(work: Work, connection: sqlite3.Connection, *, begins: bool) -> Done:
    """Begin a reading as soon as the file is not locked any more."""
    until = time.monotonic() + BUSY
    while True:
        try:
            return work(connection, begins=begins)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            time.sleep(BETWEEN)


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
        self._done = await self._adapt_connection.run(operation, parameters)
        self._rows = deque(self._done.rows)

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
        self._done = await self._adapt_connection.run(operation, seq_of_parameters, many=True)
