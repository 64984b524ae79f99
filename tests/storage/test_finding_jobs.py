"""Showing a job, finding jobs by meaning, and jobs like one job."""

from collections.abc import Collection, Mapping, Sequence

import pytest
from attrs import evolve, field, frozen

from copilot_adapters.storage import SqlStorage
from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId
from copilot_core.entities.job import Job
from copilot_core.entities.job_query import JobQuery, Scored, Sort
from copilot_core.errors import NotFound, Unavailable
from copilot_core.ports.embedder import Vector
from copilot_core.ports.vectors import ReadText
from copilot_core.testing.makers import make_job, make_posting, make_sighting
from copilot_core.use_cases.jobs.search_jobs import SearchJobs
from copilot_core.use_cases.jobs.show_job import ShowJob
from copilot_core.use_cases.jobs.similar_jobs import SimilarJobs


@frozen
class Topics:
    """An embedder that knows three topics by their words: a vector is which of them a text names."""

    model: str = "topics"
    dimensions: int = 3

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        topics = (("nurse", "midwife", "carer"), ("driver", "courier"), ("baker", "cook"))
        return [Vector(bytes(any(word in text.lower() for word in topic) for topic in topics)) for text in texts]


@frozen
class Shelf:
    """A vector index in memory for vectors of `Topics`."""

    kept: dict[JobId, Vector] = field(factory=dict)

    async def put(self, vectors: Mapping[JobId, Vector]) -> None:
        self.kept.update(vectors)

    async def remove(self, ids: Collection[JobId]) -> None:
        for job in ids:
            self.kept.pop(job, None)

    async def count(self) -> int:
        return len(self.kept)

    async def nearest(self, vector: Vector, k: int, allowed: Collection[JobId] | None = None) -> list[Scored]:
        scores = {job: sum(a * b for a, b in zip(vector, kept, strict=True)) for job, kept in self.kept.items()}
        ranked = sorted(scores, key=lambda job: (-scores[job], job))
        return [Scored(job, float(scores[job])) for job in ranked if allowed is None or job in allowed][:k]


def job(title: str, **changes: object) -> Job:
    made = make_job(make_sighting(make_posting(title=title, description=f"Work as {title}.")))
    return evolve(made, summary=evolve(made.summary, id=JobId(title)), **changes)  # type: ignore[arg-type]


async def keep_read(storage: SqlStorage, shelf: Shelf, *jobs: Job) -> None:
    vectors = dict(
        zip([one.id for one in jobs], await Topics().embed([one.summary.title for one in jobs]), strict=True)
    )
    async with storage.transaction() as books:
        await books.catalogue.save(jobs, [])
        texts = await books.vectors.texts(vectors)
        read = {one: ReadText(one, texts[one].content) for one in vectors}
        await books.vectors.keep("topics", dict(vectors.items()), read)
    await shelf.put(vectors)


async def test_words_and_meaning_find_together_and_pages_keep_the_order(storage: SqlStorage) -> None:
    shelf = Shelf()
    await keep_read(storage, shelf, job("Nurse"), job("Midwife"), job("Carer"), job("Driver"), job("Baker"))
    search = SearchJobs(storage, Topics(), shelf)
    first = await search(JobQuery(text="nurse", limit=2))
    second = await search(JobQuery(text="nurse", limit=2, cursor=first.next))
    assert [one.title for one in first.jobs][:1] == ["Nurse"]
    assert {one.title for page in (first, second) for one in page.jobs} == {"Nurse", "Midwife", "Carer"}
    assert first.total == 3
    assert first.read_for_meaning == 5


async def test_without_an_index_words_find_alone(storage: SqlStorage) -> None:
    await keep_read(storage, Shelf(), job("Nurse"), job("Midwife"))
    page = await SearchJobs(storage)(JobQuery(text="nurse"))
    assert [one.title for one in page.jobs] == ["Nurse"]
    assert page.read_for_meaning == 0
    assert page.doubts == ()


@frozen
class Broken(Topics):
    """An embedder whose model cannot be loaded."""

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        raise Unavailable("model_unavailable", permanent=True)


async def test_while_meaning_is_unavailable_words_find_alone_and_the_page_says_so(storage: SqlStorage) -> None:
    shelf = Shelf()
    await keep_read(storage, shelf, job("Nurse"), job("Midwife"))
    page = await SearchJobs(storage, Broken(), shelf)(JobQuery(text="nurse"))
    assert [one.title for one in page.jobs] == ["Nurse"]
    assert page.read_for_meaning == 0
    assert [doubt.code for doubt in page.doubts] == ["model_unavailable", "words_alone"]


async def test_an_order_by_date_is_not_mixed_with_meaning(storage: SqlStorage) -> None:
    shelf = Shelf()
    await keep_read(storage, shelf, job("Nurse"), job("Midwife"))
    page = await SearchJobs(storage, Topics(), shelf)(JobQuery(text="nurse", sort=Sort.DATE))
    assert [one.title for one in page.jobs] == ["Nurse"]


async def test_nobody_finds_another_persons_job_by_meaning(storage: SqlStorage) -> None:
    shelf, ann = Shelf(), PersonId("ann")
    await keep_read(storage, shelf, job("Nurse"), job("Midwife", owner=ann))
    search = SearchJobs(storage, Topics(), shelf)
    assert {one.title for one in (await search(JobQuery(text="carer"), person=ann)).jobs} == {"Nurse", "Midwife"}
    assert {one.title for one in (await search(JobQuery(text="carer"))).jobs} == {"Nurse"}
    similar = SimilarJobs(storage, Topics(), shelf)
    assert [one.title for one in (await similar(JobId("Nurse"), person=ann)).jobs] == ["Midwife"]
    assert (await similar(JobId("Nurse"))).jobs == ()


async def test_similar_jobs_share_words_or_meaning_and_leave_out_the_job_itself(storage: SqlStorage) -> None:
    shelf = Shelf()
    await keep_read(storage, shelf, job("Night Nurse"), job("Night Porter"), job("Midwife"), job("Baker"))
    by_both = await SimilarJobs(storage, Topics(), shelf)(JobId("Night Nurse"), limit=2)
    by_words = await SimilarJobs(storage)(JobId("Night Nurse"))
    assert {one.title for one in by_both.jobs} == {"Night Porter", "Midwife"}
    assert [one.title for one in by_words.jobs][:1] == ["Night Porter"]


async def test_show_gives_everything_or_says_there_is_none(storage: SqlStorage) -> None:
    nurse = job("Nurse")
    await keep_read(storage, Shelf(), nurse)
    assert await ShowJob(storage)(JobId("Nurse"), person=LOCAL_PERSON) == nurse
    with pytest.raises(NotFound):
        await ShowJob(storage)(JobId("Nobody"))


@frozen
class Closed(Shelf):
    """An index that cannot be reached."""

    async def nearest(self, vector: Vector, k: int, allowed: Collection[JobId] | None = None) -> list[Scored]:
        raise Unavailable("vector_index_unreachable", index="chroma", problem="refused")


async def test_while_the_index_is_unreachable_similar_jobs_share_words_and_the_answer_says_so(
    storage: SqlStorage,
) -> None:
    shelf = Closed()
    await keep_read(storage, shelf, job("Night Nurse"), job("Night Porter"), job("Midwife"))
    found = await SimilarJobs(storage, Topics(), shelf)(JobId("Night Nurse"))
    assert [one.title for one in found.jobs] == ["Night Porter"]
    assert [doubt.code for doubt in found.doubts] == ["vector_index_unreachable", "words_alone"]
    page = await SearchJobs(storage, Topics(), shelf)(JobQuery(text="midwife"))
    assert [one.title for one in page.jobs] == ["Midwife"]
    assert [doubt.code for doubt in page.doubts] == ["vector_index_unreachable", "words_alone"]


async def test_others_private_jobs_are_not_counted_among_those_read_for_meaning(storage: SqlStorage) -> None:
    ann, shelf = PersonId("ann"), Shelf()
    await keep_read(storage, shelf, job("Nurse"), job("Carer"))
    mine = job("Midwife", owner=ann)
    await keep_read(storage, shelf, evolve(mine, stands_for=(JobId("Nurse"),)))
    search = SearchJobs(storage, Topics(), shelf)
    assert (await search(JobQuery())).read_for_meaning == 2
    assert (await search(JobQuery(), person=ann)).read_for_meaning == 2
    assert (await search(JobQuery(), person=ann)).total == 2
