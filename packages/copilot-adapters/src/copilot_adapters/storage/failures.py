"""The drivers' failures of the outside world, in our words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from copilot_core.errors import Unavailable

FULL = ("disk is full", "no space left", "diskfull", "could not extend file")
READ_ONLY = ("readonly database", "read-only transaction", "read-only file system")
NOT_TO_BE_WRITTEN = frozenset({"25006"})
"""PostgreSQL's code of a write where only reading is allowed: a standby, a database set so, a disk mounted so."""

TOO_SLOW = frozenset({"57014", "55P03"})
"""PostgreSQL's codes of a statement that took too long, or waited too long for others."""

CROSSED = frozenset({"40001", "40P01"})
"""Of transactions that stood in each other's way: nothing of this one was kept."""

LOST = frozenset({"25P03", "25P04"})
"""Of transactions that held their connection for too long."""


@contextmanager
def failures_named(database: str) -> Iterator[None]:
    """Turn the drivers' failures of the outside world into ours; programming errors stay what they are."""
    try:
        yield
    except (OperationalError, InterfaceError, sqlite3.OperationalError, PoolTimeoutError) as error:
        raise _named(database, error) from error
    except (DatabaseError, sqlite3.DatabaseError) as error:
        if _code_of(error) in LOST | NOT_TO_BE_WRITTEN or was_lost(error):
            raise _named(database, error) from error
        if type(error) not in (DatabaseError, sqlite3.DatabaseError):
            raise
        raise Unavailable(
            "storage_unreadable", permanent=True, database=database, problem=str(getattr(error, "orig", error))
        ) from error


def was_lost(error: Exception) -> bool:
    """Tell whether the connection is gone: it may have been so for long."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def _named(database: str, error: Exception) -> Unavailable:
    problem = " ".join(str(getattr(error, "orig", None) or error).split())
    code = _code_of(error)
    if any(sign in problem.lower() for sign in FULL):
        return Unavailable("storage_full", permanent=True, database=database, problem=problem)
    if code in NOT_TO_BE_WRITTEN or any(sign in problem.lower() for sign in READ_ONLY):
        return Unavailable("storage_read_only", permanent=True, database=database, problem=problem)
    if code in TOO_SLOW:
        return Unavailable("storage_too_slow", database=database, problem=problem)
    if code in CROSSED:
        return Unavailable("storage_crossed", retry_after=0, database=database, problem=problem)
    return Unavailable("storage_unavailable", database=database, problem=problem)


def _code_of(error: Exception) -> str | None:
    code = getattr(getattr(error, "orig", None), "sqlstate", None)
    return code if isinstance(code, str) else None
