"""Bringing a database up to date: once, whoever comes first, and never back."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from copilot_adapters.storage.engine import Engines
from copilot_core.errors import Rejected

REVISIONS = ("0001", "0002", "0003")
"""Revisions this program knows, oldest first; the last is the one it needs."""

SCRIPTS = Path(__file__).with_name("migrations")


async def make_ready(engines: Engines) -> None:
    """Migrate when needed; raise `Rejected("storage_newer")` for a database of a newer program."""
    async with engines.read() as connection:
        if await connection.run_sync(_is_current):
            return
    async with engines.write() as connection:
        if not await connection.run_sync(_is_current):
            await connection.run_sync(_upgrade)


def revision_of(connection: Connection) -> str | None:
    """Return the database's revision, None for an empty one; raise `Rejected` for one that this program does not know."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if revision is not None and revision not in REVISIONS:
        raise Rejected("storage_newer", revision=revision, known=REVISIONS[-1])
    return revision


def _is_current(connection: Connection) -> bool:
    return revision_of(connection) == REVISIONS[-1]


def _upgrade(connection: Connection) -> None:
    """Run what is missing, within the transaction and under the lock that the connection holds."""
    from alembic import command  # noqa: PLC0415 - slow to import, and needed once
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
