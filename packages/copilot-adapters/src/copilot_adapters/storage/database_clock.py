"""The database's own clock, which all machines that share it agree on."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Float
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class database_now(FunctionElement[float]):  # noqa: N801 - it reads as a function of SQL
    """Seconds since 1970; on PostgreSQL the instant itself, not the transaction's beginning."""

    type = Float()
    inherit_cache = True


@compiles(database_now, "sqlite")
def _sqlite(_element: database_now, _compiler: SQLCompiler, **_: Any) -> str:  # noqa: ANN401 - SQLAlchemy's signature
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(database_now, "postgresql")
def _postgresql(_element: database_now, _compiler: SQLCompiler, **_: Any) -> str:  # noqa: ANN401 - as above
    return "extract(epoch from clock_timestamp())::double precision"


def instant(seconds: float) -> datetime:
    """Return seconds since 1970 as an instant."""
    return datetime.fromtimestamp(seconds, UTC)
