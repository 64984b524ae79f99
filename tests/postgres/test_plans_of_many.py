"""Among 100 000 jobs, tasks and events no question and no change reads a whole table."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import psycopg
import pytest
from attrs import evolve
from many_jobs import INVENTED, JOBS, fill
from plans import CHANGES, QUESTIONS, read_whole, statements_noted

from copilot_adapters.benches.invented import START
from copilot_adapters.stemmers.snowball import Snowball
from copilot_adapters.storage import SqlStorage
from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId, SourceName, TaskId
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.entities.place import Remote
from copilot_core.entities.task import Queue, TaskState
from copilot_core.ports.tasks import TaskQuery
from copilot_core.testing.makers import NOON

pytestmark = [pytest.mark.slow, pytest.mark.large, pytest.mark.timeout(300)]

SOMEBODY, ANOTHER = PersonId("person 7"), PersonId("person 8")
RARE, COMMON = INVENTED.word(0.002), INVENTED.word(0.5)
ASKED = {
    "newest": JobQuery(),
    "by date": JobQuery(sort=Sort.DATE),
    "best paid": JobQuery(sort=Sort.PAY, pay_min=60_000, currency="USD"),
    "a rare word": JobQuery(text=RARE),
    "a common word": JobQuery(text=COMMON),
    "a common word by date": JobQuery(text=COMMON, sort=Sort.DATE),
    "two words": JobQuery(text=f"{INVENTED.word(0.3)} {INVENTED.word(0.1)}"),
    "labels": JobQuery(remote=frozenset({Remote.YES}), country="DE"),
    "a word and labels": JobQuery(text=COMMON, remote=frozenset({Remote.YES}), country="DE", posted_after=START),
}


@pytest.fixture(scope="module")
def many_jobs_url(postgres_server: str) -> Iterator[str]:
    name, plain = f"many_{secrets.token_hex(4)}", postgres_server.replace("+psycopg", "")
    with psycopg.connect(f"{plain}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    asyncio.run(fill(f"{postgres_server}/{name}"))
    yield f"{postgres_server}/{name}"
    with psycopg.connect(f"{plain}/postgres", autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def many(many_jobs_url: str) -> AsyncIterator[SqlStorage]:
    storage = SqlStorage(many_jobs_url, Snowball().stem)
    await storage.migrate()
    yield storage
    await storage.close()


@pytest.mark.parametrize("name", ASKED)
async def test_no_search_reads_a_whole_table(name: str, many: SqlStorage) -> None:
    with statements_noted() as made:
        async with many.reading() as books:
            page = await books.catalogue.search(ASKED[name], LOCAL_PERSON)
            if page.next:
                await books.catalogue.search(evolve(ASKED[name], cursor=page.next), LOCAL_PERSON)
    assert page.jobs
    assert made
    assert await read_whole(many.url, made) == []


async def test_candidates_cards_and_jobs_read_no_whole_table(many: SqlStorage) -> None:
    terms = [INVENTED.word(share) for share in (0.3, 0.1, 0.05, 0.01, 0.002)]
    with statements_noted() as made:
        async with many.reading() as books:
            found = await books.catalogue.candidates(terms, JobQuery(), LOCAL_PERSON, 200)
            assert len(found) == 200
            await books.catalogue.candidates(terms, JobQuery(country="DE"), LOCAL_PERSON, 200)
            await books.catalogue.for_matching([one.id for one in found], LOCAL_PERSON)
            await books.catalogue.job(JobId("invented-7"), LOCAL_PERSON)
            known = await books.sightings.known(SourceName("lever"), [f"invented-{n}" for n in range(50)], None)
            assert known
    assert made
    assert await read_whole(many.url, made) == []


async def test_a_table_read_whole_is_noticed(many: SqlStorage) -> None:
    assert await read_whole(many.url, [("SELECT id FROM jobs WHERE content = 'x'", ())])
    assert await read_whole(many.url, [("UPDATE tasks SET attempts = 0 WHERE worker = 'x'", ())], writing=True)


async def test_the_number_of_jobs_is_right(many: SqlStorage) -> None:
    async with many.reading() as books:
        assert await books.catalogue.count(LOCAL_PERSON) == JOBS


async def test_lists_of_tasks_events_and_due_searches_read_no_whole_table(many: SqlStorage) -> None:
    with statements_noted() as made:
        async with many.reading() as books:
            assert len(await books.tasks.list(TaskQuery(person=SOMEBODY, installation=True))) == 50
            assert await books.tasks.list(TaskQuery(person=SOMEBODY, states=frozenset({TaskState.WAITING}))) is not None
            assert len(await books.events.since(SOMEBODY, 90)) == 10
            assert await books.events.unpublished(100) == {}
            assert await books.searches.due(NOON, NOON + timedelta(days=100_000), 100) == ()
    assert made
    assert await read_whole(many.url, made) == []


async def test_working_on_tasks_reads_no_whole_table(many: SqlStorage) -> None:
    with statements_noted((*QUESTIONS, *CHANGES)) as made:
        async with many.transaction(serial=False) as books:
            handed = await books.leases.hand_over(list(Queue), 50, 10.0)
            assert len(handed) == 50
            claimed = await books.leases.claim([one.id for one in handed], "worker", 15.0)
            assert len(claimed) == 50
            claims = [task.claim for task in claimed]
            await books.leases.renew(claims, 15.0)
            await books.leases.hold(claims[0])
            assert len(await books.leases.finish({claim: {} for claim in claims[:10]})) == 10
            await books.leases.give_back(claims[10:])
            await books.tasks.cancel(TaskId("task 7"), SOMEBODY)
            await books.events.add(ANOTHER, "told", {})
            await books.events.published({ANOTHER: 101})
    assert len(made) >= 8
    assert await read_whole(many.url, made, writing=True) == []
