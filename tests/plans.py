"""What the database would do for the statements that a test makes the storage send."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from psycopg import AsyncCursor

from copilot_adapters.storage.engine import make_engines
from copilot_adapters.storage.one_visit import OneVisitConnection

SCANNED = r"^SCAN (?:jobs|job_documents|overlays|aliases|job_sightings|sightings)(?! USING)"
WHOLE = re.compile(rf"{SCANNED}|Seq Scan")
SORTED = "USE TEMP B-TREE FOR ORDER BY"
QUESTIONS = ("SELECT", "WITH")
CHANGES = ("UPDATE", "DELETE")

Statements = list[tuple[str, object]]


@contextmanager
def statements_noted(kinds: tuple[str, ...] = QUESTIONS) -> Iterator[Statements]:
    """Note the statements that are sent, by whichever way they go to the drivers."""
    made: Statements = []

    def note(statement: object, given: object) -> None:
        said = str(statement).lstrip()
        if said.startswith(kinds) and "pg_advisory" not in said:
            made.append((said, tuple(given) if isinstance(given, list) else given))

    with pytest.MonkeyPatch.context() as patch:
        for home, name in ((OneVisitConnection, "run"), (AsyncCursor, "execute")):
            patch.setattr(home, name, _noting(getattr(home, name), note))
        yield made


def _noting(run: Any, note: Callable[[object, object], None]) -> Any:
    async def noted(self: object, statement: object, given: object = None, **more: object) -> object:
        note(statement, given)
        return await run(self, statement, given, **more)

    return noted


async def read_whole(url: str, statements: Statements, *, writing: bool = False) -> list[str]:
    """Return the statements for which the database, asked as the storage asks it, would read a whole table.

    Walking a table in the order asked for, and stopping at a limit, is none of these.
    """
    engines = make_engines(url)
    explain = "EXPLAIN QUERY PLAN " if engines.dialect == "sqlite" else "EXPLAIN "
    whole: list[str] = []
    async with engines.write() if writing else engines.read() as connection:
        for statement, given in list(statements):
            answer = await connection.exec_driver_sql(explain + statement, given or None)  # type: ignore[arg-type]
            plan = [str(row[-1]) for row in answer]
            bounded = "LIMIT" in statement and SORTED not in plan and engines.dialect == "sqlite"
            if any(WHOLE.search(line) for line in plan) and not bounded:
                whole.append("\n".join([statement, *plan]))
    await engines.close()
    return whole
