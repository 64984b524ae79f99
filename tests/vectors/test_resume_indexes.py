"""Resumes stand in an index of their own, by the contract that holds for jobs."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from uuid import uuid4

import pytest
from dependency_injector.providers import Object
from news_world import DRIVER, EMBEDDER, NewsWorld, nurses
from pydantic import SecretStr
from sqlalchemy import text

from copilot_adapters.container import closing_container
from copilot_adapters.settings import Settings
from copilot_adapters.storage import SqlStorage
from copilot_adapters.vector_indexes.chroma import Chroma
from copilot_adapters.vector_indexes.exact import Exact
from copilot_core.entities.identities import JobId, PersonId, ResumeId
from copilot_core.entities.job_query import Scored
from copilot_core.ports.embedder import Vector
from copilot_core.ports.resume_vectors import Owned
from copilot_core.ports.vector_index import RESUMES, VectorIndex
from copilot_core.rules.wishes import NoCities
from copilot_core.testing.vector_index_contract import VectorIndexContract
from copilot_core.use_cases.matching.rebuild_index import RebuildIndex
from copilot_core.use_cases.resumes.set_profile import SetProfile

ANN, BOB, MODEL = PersonId("ann"), PersonId("bob"), EMBEDDER.model


class Translated:
    """An index of resumes under the ids that the contract thinks of: each is somebody's resume of that id."""

    def __init__(self, index: Exact) -> None:
        self.index = index

    async def put(self, vectors: Mapping[JobId, Vector]) -> None:
        async with self.index.storage.transaction() as books:
            for name, vector in vectors.items():
                await books.resume_vectors.keep(MODEL, ANN, ResumeId(name), f"{name} {hash(vector)}", vector)

    async def remove(self, ids: Collection[JobId]) -> None:
        async with self.index.storage.transaction() as books:
            for name in ids:
                await books.resume_vectors.forget(ANN, ResumeId(name))

    async def nearest(self, vector: Vector, k: int, allowed: Collection[JobId] | None = None) -> Sequence[Scored]:
        async with self.index.storage.reading() as books:
            named = await books.resume_vectors.named(MODEL, [ANN])
        ours = None if allowed is None else [name for name, one in named.items() if JobId(one.resume) in allowed]
        found = await self.index.nearest(vector, k, ours)
        plain = [Scored(JobId(named[one.id].resume), one.score) for one in found]
        return sorted(plain, key=lambda one: (-one.score, one.id))

    async def count(self) -> int:
        return await self.index.count()


class TestExactOfResumes(VectorIndexContract):
    @pytest.fixture
    def index(self, storage: SqlStorage) -> VectorIndex:
        return Translated(Exact(storage=storage, model=f"{RESUMES}{MODEL}"))

    async def test_each_process_sees_what_came_changed_and_went(self, storage: SqlStorage) -> None:
        one, two = (Exact(storage=storage, model=f"{RESUMES}{MODEL}") for _ in range(2))
        world = NewsWorld(storage)
        [nurse], [driver] = await EMBEDDER.embed(["Registered Nurse"]), await EMBEDDER.embed(["Truck Driver"])
        await world.join(ANN)
        await world.join(BOB, DRIVER)
        for index in (one, two):
            assert await index.count() == 2
            [near, _] = await index.nearest(nurse, 9)
            assert await owner(storage, near.id) == Owned(ANN, ResumeId("mine"))
            [only] = await index.nearest(driver, 9, [near.id])
            assert only.id == near.id
        async with storage.transaction() as books:
            await books.resume_vectors.forget(ANN)
        for index in (one, two):
            [left] = await index.nearest(nurse, 9)
            assert await owner(storage, left.id) == Owned(BOB, ResumeId("mine"))


async def owner(storage: SqlStorage, name: JobId) -> Owned | None:
    async with storage.reading() as books:
        return (await books.resume_vectors.named(MODEL, [ANN, BOB])).get(name)


async def test_an_index_of_jobs_never_answers_with_a_resume(storage: SqlStorage) -> None:
    world = NewsWorld(storage)
    await world.join(ANN)
    jobs = nurses(3)
    await world.keep(*jobs)
    [asked] = await EMBEDDER.embed(["Registered Nurse"])
    assert {one.id for one in await world.index.nearest(asked, 99)} == {job.id for job in jobs}
    assert len(await world.resume_index.nearest(asked, 99)) == 1


async def test_wishes_and_a_new_reading_have_a_resume_read_again(storage: SqlStorage) -> None:
    world = NewsWorld(storage)
    await world.join()

    async def unread() -> int:
        async with storage.reading() as books:
            return len(await books.resume_vectors.unread(MODEL, 9))

    assert await unread() == 0
    await SetProfile(storage, NoCities())({"want": ["Midwife"]})
    assert await unread() == 1
    await world.read()
    await SetProfile(storage, NoCities())({"remote": "yes"})
    assert await unread() == 0, "where one works is not what one means"


@pytest.mark.slow
async def test_a_chroma_server_holds_what_storage_keeps(storage: SqlStorage, chroma_url: str) -> None:
    index = Chroma(model=f"{RESUMES}{uuid4()}", url=chroma_url)
    world = NewsWorld(storage, resumes=index)
    await world.join(ANN)
    await world.join(BOB, DRIVER)
    await world.keep(*nurses(2))
    [asked] = await EMBEDDER.embed(["Registered Nurse"])
    assert [one.id for one in await index.nearest(asked, 9)] == [
        one.id for one in await NewsWorld(storage).resume_index.nearest(asked, 9)
    ]
    async with storage.transaction() as books:
        await books.resume_vectors.forget(ANN)
        await books.people.connection.execute(text("DELETE FROM resumes WHERE person = 'ann'"))  # type: ignore[attr-defined]
    await world.read()
    assert await index.count() == 1
    [left] = await index.nearest(asked, 9)
    await index.remove([left.id])
    assert await RebuildIndex(storage, EMBEDDER, world.index, index)() == 4, "two jobs, one resume, one that is gone"
    assert await index.count() == 1


@pytest.mark.slow
async def test_people_are_told_by_a_chroma_server_too(storage: SqlStorage, chroma_url: str) -> None:
    world = NewsWorld(storage, resumes=Chroma(model=f"{RESUMES}{uuid4()}", url=chroma_url))
    await world.join(BOB, DRIVER)
    await world.settle(ANN)
    await world.keep(*nurses(1))
    await world.run()
    assert len(await world.told(ANN)) == 1
    assert await world.told(BOB) == []


@pytest.mark.slow
async def test_doctor_tells_when_the_index_of_resumes_differs(tmp_path: Path, chroma_url: str) -> None:
    chosen = Settings(
        home=tmp_path, database_url=SecretStr(""), embedder="hashing", background=False, vector_index="chroma",
        chroma_url=chroma_url,
    )  # fmt: skip
    async with closing_container(settings=chosen) as container:
        container.resume_index.override(Object(Chroma(model=f"{RESUMES}{uuid4()}", url=chroma_url)))
        container.embedder.override(Object(EMBEDDER))
        await container.add_resume()(b"Rosa Example\nRegistered Nurse\n\nSkills\nWound care, triage", "rosa.txt")
        await container.read_for_meaning()()

        async def told() -> tuple[str, str, str]:
            findings = {one.what: one for one in await container.meaning_findings()()}
            found = findings["resumes' vectors in the index"]
            return found.state, found.detail, found.remedy

        assert await told() == ("ok", "1", "")
        index = container.resume_index()
        assert index is not None
        [asked] = await EMBEDDER.embed(["Registered Nurse"])
        await index.remove([one.id for one in await index.nearest(asked, 9)])
        assert await told() == ("warn", "0, while storage keeps 1", "copilot db reindex")
        await container.rebuild_index()()
        assert await told() == ("ok", "1", "")
