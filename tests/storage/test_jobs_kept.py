"""Jobs come back as they were kept, for those who may see them."""

from datetime import timedelta

import msgspec
import pytest
from attrs import evolve

from copilot_adapters.storage import SqlStorage
from copilot_adapters.storage.documents import SUMMARY
from copilot_core.entities.identities import JobId, PersonId, SightingId, SourceName
from copilot_core.entities.job import Job
from copilot_core.entities.job_query import JobQuery
from copilot_core.errors import NotFound
from copilot_core.testing.makers import NOON, make_job, make_posting, make_sighting

ANN, BEN = PersonId("ann"), PersonId("ben")


def numbered(number: int, **changes: object) -> Job:
    sighting = make_sighting(make_posting(external_id=str(number), title=f"Nurse {number}"))
    return evolve(make_job(sighting, **changes))


def personal(owner: PersonId, *stands_for: Job) -> Job:
    own = make_sighting(
        make_posting(external_id=f"own-{owner}", title="Nurse privately"), owner=owner, source=SourceName("manual")
    )
    job = make_job(own, *(sighting for shared in stands_for for sighting in shared.sightings))
    return evolve(job, owner=owner, stands_for=tuple(shared.id for shared in stands_for))


async def keep(storage: SqlStorage, *jobs: Job, gone: tuple[tuple[JobId, JobId], ...] = ()) -> None:
    async with storage.transaction() as books:
        await books.catalogue.save(jobs, gone)


async def seen(storage: SqlStorage, person: PersonId, text: str = "") -> set[JobId]:
    async with storage.reading() as books:
        page = await books.catalogue.search(JobQuery(text=text), person)
        assert page.total == len(page.jobs)
        return {job.id for job in page.jobs}


async def test_a_job_comes_back_whole(storage: SqlStorage) -> None:
    job = numbered(1)
    await keep(storage, job)
    async with storage.reading() as books:
        assert await books.catalogue.job(job.id, ANN) == job
        assert await books.catalogue.summaries([job.id, JobId("no")], ANN) == {job.id: job.summary}
        assert await books.catalogue.home(job.sightings[0].id, ANN) == job.id


async def test_an_unknown_job_is_not_found(storage: SqlStorage) -> None:
    async with storage.reading() as books:
        with pytest.raises(NotFound, match="there is no job nowhere"):
            await books.catalogue.job(JobId("nowhere"), ANN)
        with pytest.raises(NotFound):
            await books.catalogue.home(SightingId("nowhere"), ANN)


async def test_a_job_saved_again_replaces_what_was_known(storage: SqlStorage) -> None:
    job = numbered(1)
    changed = evolve(job, summary=evolve(job.summary, title="Midwife"), description="Births.")
    await keep(storage, job)
    await keep(storage, changed)
    assert await seen(storage, ANN, "midwife births") == {job.id}
    assert await seen(storage, ANN, "nurse") == set()
    async with storage.reading() as books:
        assert await books.catalogue.count(ANN) == 1


async def test_a_merged_jobs_former_ids_lead_to_the_survivor_through_any_chain(storage: SqlStorage) -> None:
    first, second, third, fourth = (numbered(number) for number in range(4))
    await keep(storage, first, second, third, fourth)
    await keep(storage, gone=((first.id, second.id),))
    await keep(storage, gone=((second.id, third.id), (third.id, fourth.id)))
    async with storage.reading() as books:
        for former in (first, second, third):
            assert (await books.catalogue.job(former.id, ANN)).id == fourth.id
        assert set(await books.catalogue.summaries([first.id, fourth.id], ANN)) == {first.id, fourth.id}
        assert set(await books.catalogue.for_matching([first.id], ANN)) == {first.id}
    assert await seen(storage, ANN, "nurse") == {fourth.id}


async def test_chains_named_in_any_order_end_at_the_survivor(storage: SqlStorage) -> None:
    first, second, third = (numbered(number) for number in range(3))
    await keep(storage, first, second, third, gone=((second.id, third.id), (first.id, second.id)))
    async with storage.reading() as books:
        assert (await books.catalogue.job(first.id, ANN)).id == third.id


async def test_a_former_id_that_is_a_job_again_is_itself(storage: SqlStorage) -> None:
    first, second = numbered(1), numbered(2)
    await keep(storage, first, second, gone=((first.id, second.id),))
    await keep(storage, first)
    async with storage.reading() as books:
        assert (await books.catalogue.job(first.id, ANN)).id == first.id


async def test_what_a_person_brought_is_theirs_alone(storage: SqlStorage) -> None:
    shared, other = numbered(1), numbered(2)
    own = personal(ANN, shared)
    await keep(storage, shared, other, own)
    assert await seen(storage, ANN) == await seen(storage, ANN, "nurse") == {own.id, other.id}
    assert await seen(storage, BEN) == await seen(storage, BEN, "nurse") == {shared.id, other.id}
    assert await seen(storage, BEN, "privately") == set()


@pytest.mark.parametrize(("person", "jobs", "source"), [(ANN, 2, {"acme": 2, "manual": 1}), (BEN, 2, {"acme": 2})])
async def test_counts_facets_and_candidates_show_nobodys_private_jobs(
    storage: SqlStorage, person: PersonId, jobs: int, source: dict[str, int]
) -> None:
    shared, other = numbered(1), numbered(2)
    own = personal(ANN, shared)
    await keep(storage, shared, other, own)
    mine = {own.id, other.id} if person == ANN else {shared.id, other.id}
    async with storage.reading() as books:
        assert await books.catalogue.count(person) == jobs
        page = await books.catalogue.search(JobQuery(), person)
        assert page.facets["source"] == source
        found = await books.catalogue.candidates(["nurse"], JobQuery(), person, 10)
        assert {one.id for one in found} == mine
        every = [shared.id, other.id, own.id]
        assert await books.catalogue.passing(every, JobQuery(), person) == mine
        assert set(await books.catalogue.summaries(every, person)) == mine
        assert set(await books.catalogue.for_matching(every, person)) == mine


async def test_a_shared_job_opens_as_the_persons_own_view_of_it(storage: SqlStorage) -> None:
    shared = numbered(1)
    own = personal(ANN, shared)
    await keep(storage, shared, own)
    async with storage.reading() as books:
        assert await books.catalogue.job(shared.id, ANN) == own
        assert await books.catalogue.job(shared.id, BEN) == shared
        assert await books.catalogue.home(shared.sightings[0].id, ANN) == own.id
        assert await books.catalogue.home(shared.sightings[0].id, BEN) == shared.id
        assert await books.catalogue.personal([shared.id]) == {own.id: own}
        with pytest.raises(NotFound):
            await books.catalogue.job(own.id, BEN)
        with pytest.raises(NotFound):
            await books.catalogue.home(own.sightings[0].id, BEN)


async def test_a_dropped_personal_job_gives_the_shared_one_back(storage: SqlStorage) -> None:
    shared = numbered(1)
    own = personal(ANN, shared)
    await keep(storage, shared, own)
    async with storage.transaction() as books:
        await books.catalogue.save([], [], [own.id])
    assert await seen(storage, ANN) == {shared.id}


async def test_a_personal_view_follows_the_shared_job_it_stands_for_when_that_is_merged(storage: SqlStorage) -> None:
    shared, survivor = numbered(1), numbered(2)
    own = personal(ANN, shared)
    await keep(storage, shared, survivor, own, gone=((shared.id, survivor.id),))
    assert await seen(storage, ANN) == {own.id}
    assert await seen(storage, BEN) == {survivor.id}


async def test_a_personal_view_of_a_job_by_its_former_id_hides_the_survivor(storage: SqlStorage) -> None:
    former, survivor = numbered(1), numbered(2)
    await keep(storage, former, survivor, gone=((former.id, survivor.id),))
    own = personal(ANN, former)
    await keep(storage, own)
    assert await seen(storage, ANN) == {own.id}


async def test_seen_again_moves_last_seen_everywhere(storage: SqlStorage) -> None:
    job, later = numbered(1), NOON + timedelta(days=2)
    await keep(storage, job)
    async with storage.transaction() as books:
        await books.sightings.seen_again([job.sightings[0].id], later)
    async with storage.reading() as books:
        again = await books.catalogue.job(job.id, ANN)
        page = await books.catalogue.search(JobQuery(), ANN)
    assert again.summary.last_seen == again.sightings[0].last_seen == page.jobs[0].last_seen == later


def test_documents_written_before_a_field_was_added_still_read() -> None:
    older = msgspec.json.decode(SUMMARY.encode(numbered(1).summary))
    for added_later in ("work_from", "language", "occupation", "closes_at"):
        del older[added_later]
    assert SUMMARY.decode(msgspec.json.encode(older)) == numbered(1).summary


async def test_texts_are_given_for_reading_only_by_the_job_s_id(storage: SqlStorage) -> None:
    job = numbered(1)
    await keep(storage, job)
    async with storage.reading() as books:
        texts = await books.vectors.texts([job.id, JobId("no")])
    assert {name: (text.title, text.description) for name, text in texts.items()} == {
        job.id: ("Nurse 1", job.description)
    }
