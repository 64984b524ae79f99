"""No bus, on one machine: readers see that the file of the database has changed."""

import sqlite3
from asyncio import sleep
from collections.abc import AsyncGenerator, Collection
from contextlib import closing

from attrs import frozen

from copilot_core.entities.identities import PersonId
from copilot_core.errors import Unavailable

GLANCE = 0.01
"""Seconds between two looks; one takes some millionths."""


@frozen
class ChangedFile:
    """Adapter of `copilot_core.ports.events.EventBus` and `WakeUps` for SQLite.

    There is nobody to wake: SQLite itself tells each connection cheaply whether another one has committed since.
    """

    file: str

    async def wake(self, people: Collection[PersonId]) -> None:
        """Leave the events where readers find them."""

    async def listen(self) -> AsyncGenerator[PersonId | None, None]:
        """Look every 10 ms whether anything was committed, by whichever process."""
        try:
            with closing(sqlite3.connect(self.file, timeout=0)) as connection:
                seen = None
                while True:
                    now = _version(connection)
                    if now is None or now != seen:
                        seen = now
                        yield None
                    await sleep(GLANCE)
        except sqlite3.Error as error:
            raise Unavailable("bus_unavailable", problem=str(error)) from error


def _version(connection: sqlite3.Connection) -> int | None:
    """Return a number that changes with every commit of others; None while the file is locked."""
    try:
        return int(connection.execute("PRAGMA data_version").fetchone()[0])
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return None
        raise
