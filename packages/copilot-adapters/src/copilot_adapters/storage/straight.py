"""Statements that are made once, past SQLAlchemy's result layer: the rows as the driver has them."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from attrs import frozen
from sqlalchemy import Dialect, Executable
from sqlalchemy.dialects.postgresql import psycopg as postgres
from sqlalchemy.dialects.postgresql.psycopg import AsyncAdapt_psycopg_connection
from sqlalchemy.dialects.sqlite import aiosqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import ClauseElement

from copilot_adapters.storage.one_visit import OneVisitConnection

KEPT = 2_048
SQLITE = aiosqlite.dialect()
POSTGRES: Dialect = postgres.dialect(paramstyle="format")  # type: ignore[no-untyped-call]
Statement = Executable
Rows = Sequence[Sequence[Any]]


@frozen
class Slot:
    """One place of a statement: what it is called, what stands there when it may be left out, how it is written."""

    name: str
    required: bool
    usual: object
    written: Callable[[Any], Any] | None

    def filled(self, values: Mapping[str, object]) -> object:
        """Return what goes to the driver."""
        value = values[self.name] if self.required else values.get(self.name, self.usual)
        return self.written(value) if self.written else value


@frozen
class Prepared:
    """A statement as the driver takes it."""

    text: str
    slots: tuple[Slot, ...]

    def filled(self, values: Mapping[str, object]) -> list[object]:
        """Return what goes to the driver."""
        return [slot.filled(values) for slot in self.slots]


async def rows_of(connection: AsyncConnection, statement: Statement, values: Mapping[str, object]) -> Rows:
    """Run a statement that lives on; SQLite gives times as texts. SQLAlchemy's own way takes five times as long there."""
    driver = connection.sync_connection and connection.sync_connection.connection.dbapi_connection
    if isinstance(driver, OneVisitConnection):
        prepared = _prepared(statement, SQLITE)
        return (await driver.run(prepared.text, prepared.filled(values))).rows
    if isinstance(driver, AsyncAdapt_psycopg_connection):
        prepared = _prepared(statement, POSTGRES)
        return await _asked(connection, driver, prepared.text, prepared.filled(values))
    return (await connection.execute(statement, dict(values))).all()


async def run(connection: AsyncConnection, text: str) -> None:
    """Run a statement without values."""
    driver = connection.sync_connection and connection.sync_connection.connection.dbapi_connection
    if isinstance(driver, OneVisitConnection):
        await driver.run(text, None)
    elif isinstance(driver, AsyncAdapt_psycopg_connection):
        await _asked(connection, driver, text, ())
    else:
        await connection.exec_driver_sql(text)


async def _asked(
    connection: AsyncConnection, driver: AsyncAdapt_psycopg_connection, text: str, values: Sequence[object]
) -> Rows:
    """Ask psycopg itself; what fails, fails as SQLAlchemy would tell it."""
    mine = driver.driver_connection
    try:
        cursor = await mine.execute(text, values)
        rows: Rows = await cursor.fetchall() if cursor.description else ()
    except driver.dbapi.Error as error:
        if mine.closed:
            await connection.invalidate(error)
        raise DBAPIError.instance(
            text, None, error, driver.dbapi.Error, hide_parameters=True, connection_invalidated=mine.closed
        ) from error
    return rows


@lru_cache(KEPT)
def _prepared(statement: ClauseElement, dialect: Dialect) -> Prepared:
    compiled: Any = statement.compile(dialect=dialect)
    slots = [
        Slot(name, bind.required, bind.effective_value, bind.type.dialect_impl(dialect).bind_processor(dialect))
        for name, bind in ((name, compiled.binds[name]) for name in compiled.positiontup)
    ]
    return Prepared(compiled.string, tuple(slots))
