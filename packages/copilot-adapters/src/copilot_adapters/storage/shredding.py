"""Leaving nothing legible of what was deleted."""

from typing import Final

from sqlalchemy import text

from copilot_adapters.storage.engine import Engines
from copilot_adapters.storage.failures import failures_named

PAGES: Final = 200
"""Pages of the text index that one transaction merges: some ten milliseconds."""

MOST_STEPS: Final = 5_000
_MERGE = text("INSERT INTO job_tokens(job_tokens, rank) VALUES ('merge', :pages)")
_CHANGES = text("SELECT total_changes()")


async def shred(engines: Engines) -> None:
    """SQLite: merge the deleted words out of the text index, and empty the log of former pages.

    It overwrites what it deletes. PostgreSQL overwrites by itself, when its vacuum comes round.
    """
    if engines.dialect != "sqlite":
        return
    for _ in range(MOST_STEPS):
        if not await _merged(engines):
            break
    with failures_named(engines.dialect):
        async with engines.writer.connect() as connection:
            await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


async def _merged(engines: Engines) -> bool:
    """Merge some; tell whether there was anything to merge (SQLite's own measure: two changes or more).

    A negative number asks for all to be one; a merge that was begun before is ended first, and then it is asked again.
    """
    async with engines.write() as connection:
        before = (await connection.execute(_CHANGES)).scalar_one()
        await connection.execute(_MERGE, {"pages": -PAGES})
        return bool((await connection.execute(_CHANGES)).scalar_one() - before >= 2)
