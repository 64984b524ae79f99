"""Engines: one for writing and one for reading, made late, one pair an event loop."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from attrs import field, frozen
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from copilot_adapters.storage.failures import failures_named
from copilot_adapters.storage.postgres import BEGIN_MIGRATION, BEGIN_SERIAL, Postgres
from copilot_adapters.storage.replica import Replica, Written
from copilot_adapters.storage.sqlite import sqlite_engines
from copilot_adapters.storage.transactions import Begin, Opened, nobody, opened


@frozen
class Beginnings:
    """What each kind of transaction begins with; `beside` ones run beside each other where the database can."""

    serial: Begin
    beside: Begin
    migration: Begin


@frozen(kw_only=True)
class Engines:
    """A database: writing begins with the right to write, reading sees one state and writes nothing."""

    writer: AsyncEngine
    reader: AsyncEngine
    begin: Beginnings
    replica: Replica | None = field(default=None)

    @property
    def dialect(self) -> str:
        """Name of the dialect: `sqlite` or `postgresql`."""
        return self.writer.dialect.name

    @asynccontextmanager
    async def write(self, *, serial: bool = True) -> AsyncIterator[AsyncConnection]:
        """Commit when left, roll back when left by an exception; `serial` ones run one after the other."""
        async with self._write(self.begin.serial if serial else self.begin.beside) as connection:
            yield connection

    @asynccontextmanager
    async def migrate(self) -> AsyncIterator[AsyncConnection]:
        """Write, and be it for long; whoever waits for a migration waits until it is over."""
        async with self._write(self.begin.migration) as connection:
            yield connection

    @asynccontextmanager
    async def read(self, *, primary: bool = False) -> AsyncIterator[AsyncConnection]:
        """Open a snapshot, on the replica when it is recent enough."""
        with failures_named(self.dialect):
            connection, ending = await self._reading(primary)
            async with ending:
                yield connection

    async def close(self) -> None:
        """Close all connections."""
        await self.writer.dispose()
        await self.reader.dispose()
        if self.replica is not None:
            await self.replica.engine.dispose()

    async def _reading(self, primary: bool) -> Opened:
        replicated = await self.replica.opened() if self.replica is not None and not primary else None
        return replicated or await opened(self.reader, ("BEGIN",))

    @asynccontextmanager
    async def _write(self, begin: Begin) -> AsyncIterator[AsyncConnection]:
        kept = nobody if self.replica is None else self.replica.written.note
        with failures_named(self.dialect):
            connection, ending = await opened(self.writer, begin, kept)
            async with ending:
                yield connection


def make_engines(
    url: str, postgres: Postgres | None = None, replica_url: str = "", written: Written | None = None
) -> Engines:
    """Make the engines of a database; nothing is connected yet. A replica is PostgreSQL's."""
    if make_url(url).get_backend_name() == "sqlite":
        writer, reader = sqlite_engines(url)
        immediate = ("BEGIN IMMEDIATE",)
        return Engines(writer=writer, reader=reader, begin=Beginnings(immediate, immediate, immediate))
    made = postgres or Postgres()
    replica = Replica(made.reader(replica_url), ("BEGIN",), written or Written()) if replica_url else None
    beginnings = Beginnings(BEGIN_SERIAL, ("BEGIN",), BEGIN_MIGRATION)
    return Engines(writer=made.writer(url), reader=made.reader(url), begin=beginnings, replica=replica)
