"""Marks and applications are found by an index, however many there are."""

import pytest
from applications_world import MINUTE
from attrs import evolve
from plans import read_whole, statements_noted

from copilot_adapters.benches.invented import InventedJobs
from copilot_adapters.storage import SqlStorage
from copilot_core.entities.application import Application, Deed, Happening, Stage
from copilot_core.entities.identities import LOCAL_PERSON, ApplicationId
from copilot_core.entities.job_mark import JobMark, Mark
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.ports.applications import ApplicationQuery
from copilot_core.testing.makers import NOON

pytestmark = pytest.mark.slow

INVENTED = InventedJobs(300)
JOBS = list(INVENTED)
WORD = INVENTED.word(0.9)


@pytest.fixture
async def filled(storage: SqlStorage) -> SqlStorage:
    async with storage.transaction() as books:
        await books.catalogue.save(JOBS, [])
        for number, job in enumerate(JOBS[:100]):
            mark = Mark.DISMISSED if number % 2 else Mark.SAVED
            await books.marks.put(job, JobMark(person=LOCAL_PERSON, job=job.id, mark=mark, at=NOON))
            begun = Happening(at=NOON, what=Deed.MOVED, stage=Stage.SAVED)
            application = Application(
                id=ApplicationId(f"a{number}"),
                person=LOCAL_PERSON,
                job=job.id,
                sighting=job.sightings[0].id,
                title=job.summary.title,
                company=job.summary.company,
                stage=Stage.SAVED,
                created_at=NOON,
                changed_at=NOON + number * MINUTE,
                remind_at=NOON + number * MINUTE if number % 10 == 0 else None,
                timeline=(begun,),
            )
            await books.applications.add(application)
    return storage


@pytest.mark.parametrize(
    "query",
    [
        JobQuery(),
        JobQuery(sort=Sort.DATE, limit=3),
        JobQuery(sort=Sort.PAY),
        JobQuery(text=WORD),
        JobQuery(marked=Mark.SAVED),
        JobQuery(marked=Mark.DISMISSED, sort=Sort.DATE),
    ],
)
async def test_no_list_reads_a_whole_table_for_what_was_marked(
    query: JobQuery, filled: SqlStorage, storage_url: str
) -> None:
    with statements_noted() as statements:
        async with filled.reading() as books:
            page = await books.catalogue.search(query, LOCAL_PERSON)
            await books.marks.of(LOCAL_PERSON, [job.id for job in page.jobs])
    assert page.jobs
    assert await read_whole(storage_url, statements) == []


async def test_applications_are_read_by_an_index(filled: SqlStorage, storage_url: str) -> None:
    with statements_noted() as statements:
        async with filled.reading() as books:
            found, _ = await books.applications.list(LOCAL_PERSON, ApplicationQuery(limit=5))
            await books.applications.due(NOON + 5 * MINUTE, 5)
            await books.applications.jobs(LOCAL_PERSON, [one.sighting for one in found])
            await books.applications.of_jobs(LOCAL_PERSON, [one.job for one in found])
    assert len(found) == 5
    assert await read_whole(storage_url, statements) == []


async def test_what_is_marked_anew_replaces_the_mark_before(filled: SqlStorage) -> None:
    job = JOBS[0]
    mark = JobMark(person=LOCAL_PERSON, job=job.id, mark=Mark.DISMISSED, at=NOON, note="seen")
    async with filled.transaction() as books:
        await books.marks.put(job, mark)
        await books.marks.put(job, evolve(mark, mark=Mark.SAVED))
        assert await books.marks.of(LOCAL_PERSON, [job.id]) == {job.id: evolve(mark, mark=Mark.SAVED)}
