"""Lists and searches go by an index, however many jobs there are."""

from collections.abc import AsyncIterator

import pytest
from plans import Statements, read_whole, statements_noted

from copilot_adapters.benches.invented import InventedJobs
from copilot_adapters.storage import SqlStorage
from copilot_core.entities.closing import Inquiry
from copilot_core.entities.identities import LOCAL_PERSON, JobId
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.entities.place import Remote
from copilot_core.testing.makers import NOON

pytestmark = pytest.mark.slow

INVENTED = InventedJobs(200)
JOBS = list(INVENTED)

ASKED = {
    "newest": JobQuery(),
    "newest, next page": JobQuery(sort=Sort.DATE, limit=3),
    "best paid": JobQuery(sort=Sort.PAY),
    "a word": JobQuery(text=JOBS[50].summary.title),
    "a word in most jobs": JobQuery(text=INVENTED.word(0.9)),
    "two words": JobQuery(text=f"{INVENTED.word(0.3)} {INVENTED.word(0.1)}"),
    "by label": JobQuery(remote=frozenset({Remote.YES}), country="DE"),
    "by label and date": JobQuery(country="DE", sort=Sort.DATE),
    "in a city": JobQuery(city=JOBS[50].summary.places[0].city or ""),
}


@pytest.fixture
async def filled(storage: SqlStorage) -> SqlStorage:
    async with storage.transaction() as books:
        await books.catalogue.save(JOBS, [])
    return storage


@pytest.fixture
async def statements(filled: SqlStorage) -> AsyncIterator[Statements]:
    """Every SELECT that the test lets the storage make."""
    with statements_noted() as made:
        yield made


@pytest.mark.parametrize("name", ASKED)
async def test_no_search_reads_a_whole_table(
    name: str, filled: SqlStorage, statements: Statements, storage_url: str
) -> None:
    async with filled.reading() as books:
        page = await books.catalogue.search(ASKED[name], LOCAL_PERSON)
    assert page.jobs
    assert statements
    assert await read_whole(storage_url, statements) == []


async def test_candidates_and_cards_read_no_whole_table(
    filled: SqlStorage, statements: Statements, storage_url: str
) -> None:
    terms = [INVENTED.word(share) for share in (0.3, 0.1, 0.05, 0.01)]
    async with filled.reading() as books:
        found = await books.catalogue.candidates(terms, JobQuery(country="DE"), LOCAL_PERSON, 20)
        assert found
        await books.catalogue.for_matching([one.id for one in found], LOCAL_PERSON)
        await books.catalogue.job(JobId("invented-7"), LOCAL_PERSON)
    assert await read_whole(storage_url, statements) == []


async def test_what_expires_and_what_is_due_is_found_by_an_index(
    filled: SqlStorage, statements: Statements, storage_url: str
) -> None:
    seen = JOBS[0].sightings[0]
    async with filled.transaction() as books:
        await books.closings.save([Inquiry(sighting=seen.id, next_check=NOON, expires_at=NOON)])
    statements.clear()
    async with filled.reading() as books:
        assert await books.closings.due(NOON, 10)
        assert await books.closings.expired(NOON, 10)
        await books.closings.unlisted(seen.source, NOON)
        await books.closings.fetch([seen.id])
    assert await read_whole(storage_url, statements) == []


@pytest.mark.parametrize("storage_url", ["sqlite"], indirect=True)
async def test_a_table_read_whole_is_noticed(filled: SqlStorage, storage_url: str) -> None:
    assert await read_whole(storage_url, [("SELECT id FROM jobs WHERE content = 'x'", ())])
