"""Engines: one for writing and one for reading, made late, one pair an event loop."""

import sqlite3
from asyncio import to_thread
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager

from attrs import frozen
from sqlalchemy import event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from copilot_core.errors import Unavailable

WRITE_LOCK = 0x636F70696C6F74
"""PostgreSQL's advisory lock that writers hold one after the other."""

SNAPSHOT = (
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
    "SET LOCAL enable_seqscan = off; SET LOCAL enable_mergejoin = off;"
    "SET LOCAL random_page_cost = 1.1; SET LOCAL jit = off"
)
"""How PostgreSQL reads: lists are bounded, so that looking rows up one by one by their index is right.

Left alone its planner takes testing long token lists for cheap, and guesses too many rows where a word has many forms.
"""

BUSY_MS = 15_000
READERS = 8
_FULL = ("disk is full", "no space left", "diskfull", "could not extend file")


@frozen
class Engines:
    """A database: `write` begins with the right to write, `read` sees one state and writes nothing."""

    writer: AsyncEngine
    reader: AsyncEngine
    begin_writing: tuple[str, ...]
    begin_beside: tuple[str, ...]
    begin_reading: tuple[str, ...]

    @property
    def dialect(self) -> str:
        """Name of the dialect: `sqlite` or `postgresql`."""
        return self.writer.dialect.name

    @asynccontextmanager
    async def write(self, *, serial: bool = True) -> AsyncIterator[AsyncConnection]:
        """Commit when left, roll back when left by an exception; `serial` ones run one after the other."""
        begin = self.begin_writing if serial else self.begin_beside
        with failures_named(self.dialect):
            async with self.writer.connect() as connection, _transaction(connection, *begin):
                yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Open a snapshot."""
        with failures_named(self.dialect):
            async with self.reader.connect() as connection, _transaction(connection, *self.begin_reading):
                yield connection

    async def close(self) -> None:
        """Close all connections."""
        await self.writer.dispose()
        await self.reader.dispose()


def make_engines(url: str) -> Engines:
    """Make the engines of a database; nothing is connected yet."""
    if make_url(url).get_backend_name() == "sqlite":
        writer = create_async_engine(url, isolation_level="AUTOCOMMIT", pool_size=1, max_overflow=0)
        reader = create_async_engine(url, isolation_level="AUTOCOMMIT", pool_size=READERS, max_overflow=0)
        event.listen(writer.sync_engine, "connect", _prepare_sqlite)
        event.listen(reader.sync_engine, "connect", _prepare_sqlite)
        event.listen(reader.sync_engine, "connect", _forbid_writing)
        return Engines(writer, reader, ("BEGIN IMMEDIATE",), ("BEGIN IMMEDIATE",), ("BEGIN",))
    engine = create_async_engine(
        url, isolation_level="AUTOCOMMIT", pool_size=READERS, max_overflow=2, pool_pre_ping=True
    )
    begin = ("BEGIN", f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")
    return Engines(engine, engine, begin, ("BEGIN",), (SNAPSHOT,))


async def try_out(url: str) -> None:
    """Open a SQLite file once by hand: a driver's thread that cannot open one outlives the event loop."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        with failures_named("sqlite"):
            await to_thread(_open_once, address.database or "")


def _open_once(file: str) -> None:
    with closing(sqlite3.connect(file, timeout=BUSY_MS / 1000)) as connection:
        connection.execute("PRAGMA schema_version")


@asynccontextmanager
async def _transaction(connection: AsyncConnection, *begin: str) -> AsyncIterator[None]:
    """Begin and end by hand: the drivers' own notion of when a transaction starts is not ours."""
    try:
        for statement in begin:
            await connection.exec_driver_sql(statement)
        yield
        await connection.exec_driver_sql("COMMIT")
    except BaseException:
        await _give_up(connection)
        raise


async def _give_up(connection: AsyncConnection) -> None:
    """Roll back; a connection that cannot is thrown away."""
    try:
        await connection.exec_driver_sql("ROLLBACK")
    except DBAPIError:
        await connection.invalidate()


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "cache_size=-8000",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _forbid_writing(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


@contextmanager
def failures_named(database: str) -> Iterator[None]:
    """Turn the drivers' failures of the outside world into ours; programming errors stay what they are."""
    try:
        yield
    except (OperationalError, InterfaceError, sqlite3.OperationalError, PoolTimeoutError) as error:
        raise _named(database, error) from error
    except (DatabaseError, sqlite3.DatabaseError) as error:
        if type(error) not in (DatabaseError, sqlite3.DatabaseError):
            raise
        raise Unavailable(
            "storage_unreadable", permanent=True, database=database, problem=str(getattr(error, "orig", error))
        ) from error


def _named(database: str, error: Exception) -> Unavailable:
    problem = " ".join(str(getattr(error, "orig", None) or error).split())
    if any(sign in problem.lower() for sign in _FULL):
        return Unavailable("storage_full", permanent=True, database=database, problem=problem)
    return Unavailable("storage_unavailable", database=database, problem=problem)
