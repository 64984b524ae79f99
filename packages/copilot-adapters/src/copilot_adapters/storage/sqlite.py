"""Engines on a SQLite file: one connection that writes, several that read."""

import os
import sqlite3
from asyncio import to_thread
from contextlib import closing
from pathlib import Path

from sqlalchemy import event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from copilot_adapters.storage.failures import failures_named
from copilot_adapters.storage.one_visit import OneVisitConnection, visit_once
from copilot_core.errors import Unavailable

BUSY_MS = 15_000
READERS = 8


def sqlite_engines(url: str) -> tuple[AsyncEngine, AsyncEngine]:
    """Make the writer and the readers."""
    writer = create_async_engine(url, isolation_level="AUTOCOMMIT", hide_parameters=True, pool_size=1, max_overflow=0)
    reader = create_async_engine(
        url, isolation_level="AUTOCOMMIT", hide_parameters=True, pool_size=READERS, max_overflow=0
    )
    visit_once(writer)
    visit_once(reader)
    event.listen(writer.sync_engine, "connect", _prepare)
    event.listen(reader.sync_engine, "connect", _prepare)
    event.listen(reader.sync_engine, "connect", _forbid_writing)
    return writer, reader


async def try_out(url: str) -> None:
    """Open a SQLite file once by hand: a driver's thread that cannot open one outlives the event loop."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        with failures_named("sqlite"):
            await to_thread(_open_once, address.database or "")


def _open_once(file: str) -> None:
    try:
        with closing(sqlite3.connect(file, timeout=BUSY_MS / 1000)) as connection:
            connection.execute("PRAGMA schema_version")
    except sqlite3.OperationalError as error:
        folder = Path(file).parent
        if folder.is_dir() and not os.access(folder, os.W_OK):
            problem = f"{folder} may not be written, and SQLite keeps its log there"
            raise Unavailable("storage_read_only", permanent=True, database="sqlite", problem=problem) from error
        raise


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "cache_size=-8000",
        "temp_store=MEMORY",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _forbid_writing(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.execute("PRAGMA busy_timeout=0")
    cursor.close()
    if isinstance(connection, OneVisitConnection):
        connection.only_read()
