"""What the database would do for the statements that a test makes the storage send."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine, ExecutionContext
from sqlalchemy.engine.interfaces import DBAPICursor

from copilot_adapters.storage.engine import make_engines

SCANNED = r"^SCAN (?:jobs|job_documents|overlays|aliases|job_sightings|sightings)(?! USING)"
WHOLE = re.compile(rf"{SCANNED}|Seq Scan")
SORTED = "USE TEMP B-TREE FOR ORDER BY"
QUESTIONS = ("SELECT", "WITH")
CHANGES = ("UPDATE", "DELETE")

Statements = list[tuple[str, object]]


@contextmanager
def statements_noted(kinds: tuple[str, ...] = QUESTIONS) -> Iterator[Statements]:
    """Note the statements that are sent."""
    made: Statements = []

    def note(_: Connection, __: DBAPICursor, statement: str, given: object, *___: ExecutionContext | bool) -> None:
        if statement.startswith(kinds) and "pg_advisory" not in statement:
            made.append((statement, given))

    event.listen(Engine, "before_cursor_execute", note)
    yield made
    event.remove(Engine, "before_cursor_execute", note)


async def read_whole(url: str, statements: Statements, *, writing: bool = False) -> list[str]:
    """Return the statements for which the database, asked as the storage asks it, would read a whole table.

    Walking a table in the order asked for, and stopping at a limit, is none of these.
    """
    engines = make_engines(url)
    explain = "EXPLAIN QUERY PLAN " if engines.dialect == "sqlite" else "EXPLAIN "
    whole: list[str] = []
    async with engines.write() if writing else engines.read() as connection:
        for statement, given in list(statements):
            answer = await connection.exec_driver_sql(explain + statement, given)  # type: ignore[arg-type]
            plan = [str(row[-1]) for row in answer]
            bounded = "LIMIT" in statement and SORTED not in plan and engines.dialect == "sqlite"
            if any(WHOLE.search(line) for line in plan) and not bounded:
                whole.append("\n".join([statement, *plan]))
    await engines.close()
    return whole
