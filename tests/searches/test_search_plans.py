"""What is new, and what is due, goes by an index."""

import re
from datetime import timedelta

import pytest
from attrs import evolve
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine, ExecutionContext
from sqlalchemy.engine.interfaces import DBAPICursor

from copilot_adapters.benches.invented import InventedJobs
from copilot_adapters.storage import SqlStorage
from copilot_adapters.storage.engine import make_engines
from copilot_core.entities.identities import LOCAL_PERSON, PersonId, SearchId
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.entities.saved_search import SavedSearch
from copilot_core.entities.timetable import Timetable
from copilot_core.testing import NOON

pytestmark = pytest.mark.slow

JOBS = 2000
INVENTED = InventedJobs(JOBS)
WHOLE = re.compile(r"^SCAN (?:jobs|job_documents|saved_searches)|Seq Scan on (?:jobs|job_documents|saved_searches)")

Statements = list[tuple[str, object]]


async def plans(url: str, statements: Statements) -> list[str]:
    engines = make_engines(url)
    explain = "EXPLAIN QUERY PLAN " if engines.dialect == "sqlite" else "EXPLAIN "
    lines: list[str] = []
    async with engines.read() as connection:
        for statement, given in statements:
            rows = await connection.exec_driver_sql(explain + statement, given)  # type: ignore[arg-type]
            lines += [str(row[-1]) for row in rows]
    await engines.close()
    return lines


async def settled(storage: SqlStorage, url: str) -> None:
    """Let the server count its rows, as it does by itself after a while."""
    if "postgres" in url:
        async with storage.transaction() as books:
            await books.tasks.connection.exec_driver_sql("ANALYZE")  # type: ignore[attr-defined]


@pytest.fixture
def statements() -> Statements:
    return []


@pytest.fixture
async def noting(statements: Statements):  # type: ignore[no-untyped-def]  # noqa: ANN201 - a fixture
    def note(_: Connection, __: DBAPICursor, statement: str, given: object, *___: ExecutionContext | bool) -> None:
        if statement.startswith(("SELECT", "WITH")):
            statements.append((statement, given))

    event.listen(Engine, "before_cursor_execute", note)
    yield
    event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    "query",
    [
        JobQuery(sort=Sort.DATE),
        JobQuery(text=INVENTED.word(0.9), sort=Sort.DATE),
        JobQuery(country="DE", sort=Sort.DATE),
    ],
    ids=["all", "a word in most jobs", "by label"],
)
async def test_what_is_new_is_found_without_reading_what_is_old(
    query: JobQuery, storage: SqlStorage, storage_url: str, statements: Statements, noting: None
) -> None:
    jobs = list(INVENTED)
    for start in range(0, JOBS, 500):
        async with storage.transaction() as books:
            await books.catalogue.save(jobs[start : start + 500], [])
    await settled(storage, storage_url)
    statements.clear()
    async with storage.reading() as books:
        newest = await books.catalogue.newest()
        page = await books.catalogue.search(evolve(query, beyond=newest - 40, limit=10), LOCAL_PERSON)
    assert newest == JOBS
    assert 0 < page.total <= 40
    made = list(statements)
    lines = await plans(storage_url, made)
    assert [line for line in lines if WHOLE.search(line)] == []


async def test_what_is_due_is_found_among_many(
    storage: SqlStorage, storage_url: str, statements: Statements, noting: None
) -> None:
    async with storage.transaction() as books:
        for number in range(400):
            await books.searches.save(
                SavedSearch(
                    id=SearchId(f"{number}"),
                    person=PersonId(f"person-{number}"),
                    name="search",
                    query=JobQuery(),
                    timetable=Timetable(hours=1),
                    created_at=NOON,
                    next_due=NOON + timedelta(minutes=number),
                )
            )
    await settled(storage, storage_url)
    statements.clear()
    async with storage.reading() as books:
        due = await books.searches.due(NOON + timedelta(minutes=2), NOON + timedelta(days=40), 25)
    assert len(due) == 3
    assert [line for line in await plans(storage_url, list(statements)) if WHOLE.search(line)] == []
