"""Statements that both databases understand, and lists cut to what one statement may hold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

MOST = 1000
"""Values in one `IN` list."""

Row = Mapping[str, object]
_T = TypeVar("_T")


async def upsert(connection: AsyncConnection, into: Table, rows: Sequence[Row], *keys: str) -> None:
    """Insert rows; those whose keys are there already are replaced."""
    if not rows:
        return
    new = _insert(connection, into)
    rest = {name: new.excluded[name] for name in rows[0] if name not in keys}
    await connection.execute(new.on_conflict_do_update(index_elements=keys, set_=rest), list(rows))


async def insert_missing(connection: AsyncConnection, into: Table, rows: Sequence[Row]) -> None:
    """Insert rows; those that are there already stay as they are."""
    if rows:
        await connection.execute(_insert(connection, into).on_conflict_do_nothing(), list(rows))


async def insert_new(connection: AsyncConnection, into: Table, row: Row) -> bool:
    """Insert a row; False when it is there already."""
    new = _insert(connection, into).values(dict(row)).on_conflict_do_nothing().returning(*into.primary_key)
    return (await connection.execute(new)).one_or_none() is not None


def _insert(connection: AsyncConnection, into: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(into) if connection.dialect.name == "sqlite" else postgresql.insert(into)


def in_portions(values: Iterable[_T], most: int = MOST) -> Iterator[list[_T]]:
    """Yield the different values in lists that fit into one statement."""
    different = list(dict.fromkeys(values))
    for start in range(0, len(different), most):
        yield different[start : start + most]
