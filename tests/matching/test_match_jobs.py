"""Finding the best jobs for a person, over a real database."""

from array import array
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from math import sqrt
from pathlib import Path

import pytest
from attrs import evolve, field, frozen
from matching_world import SmallTaxonomy, changed, guess, place, reading, skills_in, unstemmed

from copilot_adapters.storage import SqlStorage
from copilot_core.entities.facts import Facts
from copilot_core.entities.identities import LOCAL_PERSON, JobId, PersonId, ResumeId
from copilot_core.entities.job import Job
from copilot_core.entities.job_query import JobQuery, Scored
from copilot_core.entities.kinds import Seniority
from copilot_core.entities.place import Remote
from copilot_core.entities.seeker import Seeker, Wishes
from copilot_core.entities.task import Progress
from copilot_core.errors import Unavailable
from copilot_core.ports.embedder import Vector
from copilot_core.rules.tokens import Analyser
from copilot_core.testing import StillClock, make_job, make_posting, make_sighting
from copilot_core.use_cases.matching.match_jobs import MatchJobs
from copilot_core.use_cases.matching.read_for_meaning import ReadForMeaning

THEMES = (("nurse", "ward", "patients", "carer"), ("react", "software", "typescript"), ("truck", "haulage", "lorry"))
NURSE = reading("Rosa Example. Registered Nurse. Wound care, triage.", "Registered Nurse")


@frozen
class ThemeEmbedder:
    """Vectors by theme, so that words that mean the same are near; counts what it is asked."""

    asked: list[str] = field(factory=list)
    down: list[str] = field(factory=list)
    model: str = "themes"
    dimensions: int = 4

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        if self.down:
            raise Unavailable("embedder_unavailable")
        self.asked.extend(texts)
        return [self._vector(text.lower()) for text in texts]

    def _vector(self, text: str) -> Vector:
        values = [0.1 + sum(text.count(word) for word in theme) for theme in THEMES] + [0.1]
        length = sqrt(sum(value * value for value in values))
        return Vector(array("f", (value / length for value in values)).tobytes())


@frozen
class ListIndex:
    """All vectors in one dictionary."""

    vectors: dict[JobId, Vector] = field(factory=dict)

    async def put(self, vectors: Mapping[JobId, Vector]) -> None:
        self.vectors.update(vectors)

    async def remove(self, ids: Collection[JobId]) -> None:
        for one in ids:
            self.vectors.pop(one, None)

    async def count(self) -> int:
        return len(self.vectors)

    async def nearest(self, vector: Vector, k: int, allowed: Collection[JobId] | None = None) -> Sequence[Scored]:
        mine = array("f", vector)
        found = [
            Scored(job, sum(a * b for a, b in zip(mine, array("f", theirs), strict=True)))
            for job, theirs in self.vectors.items()
            if allowed is None or job in allowed
        ]
        return sorted(found, key=lambda one: (-one.score, one.id))[:k]


@pytest.fixture
async def storage(tmp_path: Path) -> AsyncIterator[SqlStorage]:
    made = SqlStorage(f"sqlite+aiosqlite:///{tmp_path / 'jobs.db'}", unstemmed)
    yield made
    await made.close()


def job(title: str, text: str = "", **facts: object) -> Job:
    guessed = guess(title)
    read = Facts(occupation=guessed.occupation if guessed else None, skills=skills_in(text), language="en")
    whole = changed(read, facts)
    made = make_job(make_sighting(make_posting(title=title, description=text), facts=whole))
    summary = evolve(
        made.summary, occupation=whole.occupation, seniority=whole.seniority, remote=whole.remote, language="en"
    )
    return evolve(made, summary=summary)


async def keep(storage: SqlStorage, *jobs: Job) -> None:
    async with storage.transaction() as books:
        await books.catalogue.save(jobs, [])


def matcher(storage: SqlStorage, embedder: ThemeEmbedder | None = None, index: ListIndex | None = None) -> MatchJobs:
    return MatchJobs(storage, SmallTaxonomy(), Analyser(unstemmed), StillClock(), embedder, index)


def noted(progress: list[Progress]) -> Callable[[Progress], Awaitable[None]]:
    async def note(told: Progress) -> None:
        progress.append(told)

    return note


WARD = job("Nurse, surgical ward", "You care for patients. Wound care and triage.")
CARER = job("Carer for patients on our ward", "A ward of forty patients.")
DRIVER = job("Truck Driver", "Haulage by lorry.")
REACT = job("React Developer", "React and TypeScript. Communication and teamwork.")


async def test_a_job_is_matched_by_words_the_moment_it_is_stored(storage: SqlStorage) -> None:
    await keep(storage, WARD, DRIVER, REACT)
    found = await matcher(storage)(NURSE)
    assert found.matches[0].job.id == WARD.id
    assert (found.considered, found.read_for_meaning) == (3, 0)


async def test_meaning_finds_what_shares_no_word(storage: SqlStorage) -> None:
    embedder, index = ThemeEmbedder(), ListIndex()
    await keep(storage, CARER, DRIVER, REACT)
    assert CARER.id not in [one.job.id for one in (await matcher(storage)(NURSE)).matches]
    assert await ReadForMeaning(storage, embedder, index)() == 3
    found = await matcher(storage, embedder, index)(NURSE)
    assert found.matches[0].job.id == CARER.id
    assert (found.considered, found.read_for_meaning) == (3, 3)


async def test_jobs_are_read_once_in_batches_and_same_texts_once(storage: SqlStorage) -> None:
    embedder, index, progress = ThemeEmbedder(), ListIndex(), list[Progress]()
    twin = evolve(WARD, summary=evolve(WARD.summary, id=JobId("twin")))
    await keep(storage, WARD, twin, DRIVER, REACT)
    read = ReadForMeaning(storage, embedder, index, batch=3)
    assert await read(progress=noted(progress)) == 4
    assert progress == [Progress(done=3, total=4), Progress(done=4, total=4)]
    assert len(embedder.asked) == len(set(embedder.asked)) == 2 * 3, "title and text of three different adverts"
    assert await read() == 0
    assert set(index.vectors) == {WARD.id, JobId("twin"), DRIVER.id, REACT.id}


async def test_a_limit_bounds_the_reading_and_a_failure_keeps_what_was_read(storage: SqlStorage) -> None:
    embedder, index = ThemeEmbedder(), ListIndex()
    await keep(storage, WARD, DRIVER, REACT)
    read = ReadForMeaning(storage, embedder, index, batch=1)
    assert await read(limit=2) == 2
    embedder.down.append("model")
    with pytest.raises(Unavailable):
        await read()
    embedder.down.clear()
    assert await read() == 1


async def test_the_resume_is_embedded_once(storage: SqlStorage) -> None:
    embedder, index = ThemeEmbedder(), ListIndex()
    await keep(storage, WARD)
    match = matcher(storage, embedder, index)
    first = await match(NURSE, resume=ResumeId("mine"))
    asked = len(embedder.asked)
    assert await match(NURSE, resume=ResumeId("mine")) == first
    assert len(embedder.asked) == asked > 0
    await match(NURSE, resume=ResumeId("mine"), wishes=Wishes(want=("driver",)))
    assert len(embedder.asked) > asked, "another wish, another meaning"


async def test_what_a_resume_means_is_its_persons_alone_and_erased_with_them(storage: SqlStorage) -> None:
    embedder, index, mine = ThemeEmbedder(), ListIndex(), ResumeId("mine")
    ann, bob = PersonId("ann"), PersonId("bob")
    match = matcher(storage, embedder, index)
    for person in (ann, bob):
        await match(NURSE, person=person, resume=mine)
    asked = len(embedder.asked)
    assert asked == 2 * len(set(embedder.asked)), "each person's is made for them"
    async with storage.transaction() as books:
        await books.resume_vectors.forget(ann)
    await match(NURSE, person=bob, resume=mine)
    assert len(embedder.asked) == asked, "the other person's is still there"
    await match(NURSE, person=ann, resume=mine)
    assert len(embedder.asked) > asked


async def test_of_a_file_that_is_not_kept_nothing_is_kept(storage: SqlStorage) -> None:
    embedder, index = ThemeEmbedder(), ListIndex()
    await matcher(storage, embedder, index)(NURSE)
    asked = len(embedder.asked)
    await matcher(storage, embedder, index)(NURSE)
    assert len(embedder.asked) == 2 * asked > 0


async def test_a_pool_is_ranked_whole_blocked_jobs_last(storage: SqlStorage) -> None:
    director = job("Nurse, surgical ward", "Wound care, triage, patients.", seniority=Seniority.EXECUTIVE)
    director = evolve(director, summary=evolve(director.summary, id=JobId("executive"), seniority=Seniority.EXECUTIVE))
    await keep(storage, WARD, DRIVER, REACT, director)
    pool = (REACT.id, director.id, DRIVER.id, WARD.id)
    wishes = Wishes(want=("nurse",), seniority=Seniority.JUNIOR)
    found = await matcher(storage)(NURSE, wishes=wishes, among=pool, top=10)
    assert found.matches[0].job.id == WARD.id
    assert found.matches[-1].job.id == director.id
    assert found.matches[-1].score > found.matches[-2].score
    assert {one.job.id for one in found.matches} == set(pool)
    assert found.considered == 4


async def test_filters_hold_for_what_meaning_finds_too(storage: SqlStorage) -> None:
    embedder, index = ThemeEmbedder(), ListIndex()
    away = job("Carer for patients on our ward", "A ward of fifty patients.", remote=Remote.YES)
    away = evolve(away, summary=evolve(away.summary, id=JobId("away")))
    await keep(storage, CARER, away)
    await ReadForMeaning(storage, embedder, index)()
    found = await matcher(storage, embedder, index)(NURSE, query=JobQuery(remote=frozenset({Remote.YES})))
    assert [one.job.id for one in found.matches] == ["away"]


async def test_kept_wishes_are_used_when_none_are_given(storage: SqlStorage) -> None:
    await keep(storage, WARD, DRIVER)
    async with storage.transaction() as books:
        await books.people.save_seeker(Seeker(id=LOCAL_PERSON, wishes=Wishes(want=("truck driver",))))
    found = await matcher(storage)(reading("Somebody", start=2020))
    assert found.matches[0].job.id == DRIVER.id


async def test_the_same_input_gives_the_same_answer_in_any_order(storage: SqlStorage) -> None:
    await keep(storage, WARD, DRIVER, REACT, CARER)
    pool = [WARD.id, DRIVER.id, REACT.id, CARER.id]
    first = await matcher(storage)(NURSE, among=pool)
    assert await matcher(storage)(NURSE, among=pool[::-1]) == first


async def test_nothing_stored_is_an_answer(storage: SqlStorage) -> None:
    found = await matcher(storage, ThemeEmbedder(), ListIndex())(
        NURSE, wishes=Wishes(lives_in=place("Ulm", "BW", "DE"))
    )
    assert found.matches == ()
    assert found.considered == 0


async def test_when_the_model_is_down_words_decide_and_the_answer_says_so(storage: SqlStorage) -> None:
    embedder = ThemeEmbedder(down=["model"])
    await keep(storage, WARD, DRIVER)
    found = await matcher(storage, embedder, ListIndex())(NURSE)
    assert found.matches[0].job.id == WARD.id
    assert [doubt.code for doubt in found.doubts] == ["embedder_unavailable", "words_alone"]
    assert found.read_for_meaning == 0
