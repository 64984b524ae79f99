"""Bringing a database up to date: once, whoever comes first; and back, when somebody asks for it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from copilot_adapters.storage.engine import Engines
from copilot_core.errors import Rejected

if TYPE_CHECKING:
    from alembic.config import Config

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""Revisions this program knows, oldest first; the last is the one it needs."""

OLDEST_POSTGRES = (14,)
SCRIPTS = Path(__file__).with_name("migrations")


async def make_ready(engines: Engines) -> None:
    """Migrate when needed.

    Raises `Rejected("storage_newer")` for a database of a newer program, `Rejected("storage_too_old")` for an old server.
    """
    async with engines.read(primary=True) as connection:
        if await connection.run_sync(_is_current):
            return
    async with engines.migrate() as connection:
        if not await connection.run_sync(_is_current):
            await connection.run_sync(upgrade)


async def go_back(engines: Engines, revision: str) -> None:
    """Undo the migrations after a revision, with what only they can keep; raise `Rejected("revision_unknown")`."""
    async with engines.migrate() as connection:
        present = await connection.run_sync(revision_of)
        if revision not in REVISIONS or present is None or REVISIONS.index(revision) > REVISIONS.index(present):
            known = ", ".join(one for one in REVISIONS if present and one <= present)
            raise Rejected("revision_unknown", revision=revision, known=known)
        await connection.run_sync(partial(_downgrade, revision=revision))


def revision_of(connection: Connection) -> str | None:
    """Return the database's revision, None for an empty one; raise `Rejected` for one that this program does not know."""
    server = connection.dialect.server_version_info
    if connection.dialect.name == "postgresql" and server is not None and server < OLDEST_POSTGRES:
        raise Rejected("storage_too_old", version=".".join(map(str, server)), needed=OLDEST_POSTGRES[0])
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if revision is not None and revision not in REVISIONS:
        raise Rejected("storage_newer", revision=revision, known=REVISIONS[-1])
    return revision


def _is_current(connection: Connection) -> bool:
    return revision_of(connection) == REVISIONS[-1]


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the migrations that are missing, all of them unless a revision is named."""
    from alembic import command  # noqa: PLC0415 - slow to import, and needed once

    _run(connection, command.upgrade, to)


def _downgrade(connection: Connection, revision: str) -> None:
    from alembic import command  # noqa: PLC0415 - as above

    _run(connection, command.downgrade, revision)


def _run(connection: Connection, command: "Callable[[Config, str], None]", revision: str) -> None:
    """Run migrations within the transaction and under the lock that the connection holds."""
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command(config, revision)
