"""Whoever erases everything leaves nothing, and touches nobody else."""

import asyncio
from pathlib import Path
from typing import Any, cast

import pytest
from account_data_world import (
    ANN,
    BOB,
    brought,
    bytes_in,
    connection_of,
    every_job,
    export_of,
    found_in_rows,
    live,
    opened,
    rows_of,
    stock,
)
from dependency_injector.providers import Object
from news_world import EMBEDDER

from copilot_adapters.container import Container, closing_container
from copilot_adapters.settings import Settings
from copilot_adapters.storage.personal_parts import owned_tables
from copilot_adapters.vector_indexes.chroma import Chroma
from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.entities.task import TaskState
from copilot_core.errors import Rejected
from copilot_core.ports.deeds import Work
from copilot_core.ports.tasks import TaskQuery
from copilot_core.ports.vector_index import RESUMES
from copilot_core.testing import CannedDeeds, StillHeart
from copilot_core.use_cases.accounts.erase_everything import Erased
from copilot_worker.deeds import DEEDS


async def test_nothing_of_the_person_is_left_in_any_row_and_others_find_all_of_theirs(two: Container) -> None:
    before = await export_of(two, BOB)
    counted = await rows_of(two, BOB)
    erased = await two.erase_everything()(person=ANN.id)
    assert erased.rows >= len(owned_tables())
    assert erased.index_told
    assert await rows_of(two, ANN) == {}
    assert await found_in_rows(two, ANN.traces) == []
    assert await found_in_rows(two, BOB.traces)
    assert await rows_of(two, BOB) == counted
    assert await export_of(two, BOB) == before


async def test_no_vector_of_the_person_is_left(two: Container) -> None:
    jobs, resumes = two.index(), two.resume_index()
    assert jobs
    assert resumes
    every, theirs = await jobs.count(), await resumes.count()
    await two.erase_everything()(person=ANN.id)
    assert await resumes.count() == theirs - 1
    [vector] = await EMBEDDER.embed([f"Falconer {ANN.word}"])
    near = [one.id for one in await jobs.nearest(vector, 50)]
    assert len(near) == await jobs.count() < every
    async with two.storage().reading() as books:
        left = await every_job(connection_of(books))
    assert set(near) <= left


@pytest.mark.slow
async def test_an_index_that_is_apart_forgets_the_person_too(two: Container, tmp_path: Path) -> None:
    jobs = Chroma(model=EMBEDDER.model, path=tmp_path / "jobs")
    resumes = Chroma(model=f"{RESUMES}{EMBEDDER.model}", path=tmp_path / "resumes")
    two.index.override(Object(jobs))
    two.resume_index.override(Object(resumes))
    await two.rebuild_index()()
    every, theirs = await jobs.count(), await resumes.count()
    assert (await two.erase_everything()(person=ANN.id)).index_told
    assert (await jobs.count(), await resumes.count()) == (every - 3, theirs - 1)


async def test_an_index_that_cannot_be_reached_is_told_later(two: Container) -> None:
    two.index.override(Object(Chroma(model=EMBEDDER.model, url="http://127.0.0.1:9", patience=0.5)))
    erased = await two.erase_everything()(person=ANN.id)
    assert not erased.index_told
    assert await rows_of(two, ANN) == {}
    waiting = await two.list_tasks()(TaskQuery(person=BOB.id, installation=True, name="read_for_meaning"))
    assert [one.state for one in waiting] == [TaskState.WAITING]


async def test_who_cannot_have_an_embedder_can_erase_all_the_same(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, embedder="unheard-of", background=False)
    async with closing_container(settings=settings) as container:
        await container.set_profile()({"want": ("Baker",)})
        assert await container.erase_everything()() == Erased(rows=1, index_told=False)


async def test_no_file_of_the_person_is_left(two: Container) -> None:
    home: Path = two.settings().home
    await two.erase_everything()(person=ANN.id)
    assert ANN.word.encode() not in bytes_in(home)


async def test_no_byte_of_the_person_is_left_in_the_file_of_the_database(tmp_path: Path) -> None:
    async with opened(tmp_path) as container:
        await stock(container)
        for person in (ANN, BOB):
            await live(container, person)
        await container.erase_everything()(person=ANN.id)
        during = bytes_in(tmp_path).lower()
    for trace in ANN.traces:
        assert trace.encode() not in during
    assert BOB.word.encode() in during


async def test_erasing_twice_at_once_erases_once(two: Container) -> None:
    first, second = await asyncio.gather(two.erase_everything()(person=ANN.id), two.erase_everything()(person=ANN.id))
    assert first.rows + second.rows >= len(owned_tables())
    assert await rows_of(two, ANN) == {}
    assert (await two.erase_everything()(person=ANN.id)).rows == 0


async def test_what_was_stopped_in_the_middle_goes_on_when_it_is_begun_again(two: Container) -> None:
    for step in range(6):
        assert await portion(two, step + 1)
    async with two.storage().reading() as books:
        assert await books.accounts.account(ANN.id), "whoever was stopped can still begin again"
    await two.erase_everything()(person=ANN.id)
    assert await rows_of(two, ANN) == {}
    assert await found_in_rows(two, ANN.traces) == []


async def test_what_was_stopped_after_the_last_row_goes_on_with_the_rest(two: Container) -> None:
    resumes = Chroma(model=f"{RESUMES}{EMBEDDER.model}", path=two.settings().home / "chroma")
    two.resume_index.override(Object(resumes))
    await two.rebuild_index()()
    theirs = await resumes.count()
    while await portion(two, 100):
        pass
    assert ANN.word.encode() in bytes_in(two.settings().home)
    assert (await two.erase_everything()(person=ANN.id)).rows == 0
    assert ANN.word.encode() not in bytes_in(two.settings().home)
    assert await resumes.count() == theirs - 1


async def portion(container: Container, most: int) -> int:
    async with container.storage().transaction() as books:
        return await books.personal_data.erase(ANN.id, most)


async def test_work_that_runs_meanwhile_brings_nothing_back(two: Container) -> None:
    began, erased = asyncio.Event(), asyncio.Event()

    async def bring(work: Work) -> dict[str, int]:
        began.set()
        await erased.wait()
        await two.add_job()(brought(f"Late {ANN.word}"), person=ANN.id)
        return {"found": 1}

    async with two.storage().reading() as books:
        mine = await books.tasks.list(TaskQuery(person=ANN.id, states=frozenset({TaskState.WAITING})))
    run = two.run_task(heart=StillHeart(), deeds=CannedDeeds({"collect": bring}))
    running = asyncio.create_task(run(mine[0].id, "worker"))
    await began.wait()
    await two.erase_everything()(person=ANN.id)
    erased.set()
    assert await running is None
    assert await run(mine[1].id, "worker") is None, "what waited is not there any more"
    assert await rows_of(two, ANN) == {}
    assert await found_in_rows(two, ANN.traces) == []


async def test_nobody_is_not_everybody(two: Container) -> None:
    with pytest.raises(ValueError, match="nobody"):
        await two.erase_everything()(person=PersonId(""))
    async with two.storage().reading() as books:
        assert await books.catalogue.count(BOB.id)


async def test_it_is_confirmed_or_not_done(container: Container) -> None:
    ask = container.confirm_erasure()
    for word in ("", "erased", "yes"):
        with pytest.raises(Rejected) as refused:
            await ask(person=ANN.id, word=word)
        assert refused.value.code == "erasure_unconfirmed"
    await ask(person=ANN.id, word=" Erase ")


async def test_who_is_told_of_matches_while_they_are_erased_is_told_nothing(two: Container) -> None:
    async with two.storage().transaction() as books:
        await books.match_news.advance("another model", [ANN.id], None, 1)
    await two.erase_everything()(person=ANN.id)
    async with two.storage().transaction(serial=False) as books:
        assert not await books.match_news.advance("a third", [ANN.id], None, 1)
        assert not await books.match_news.advance("another model", [ANN.id], 1, 2)
    assert await rows_of(two, ANN) == {}


async def test_what_a_late_request_wrote_goes_with_the_next_cleaning(two: Container) -> None:
    await two.erase_everything()(person=ANN.id)
    await two.add_job()(brought(f"Late {ANN.word}"), person=ANN.id)
    await two.set_profile()({"want": ("Baker",)}, person=LOCAL_PERSON)
    counted = await rows_of(two, BOB)
    done = await DEEDS["clean_up"](two, cast("Any", None))
    assert done["strangers"] == 1
    assert await rows_of(two, ANN) == {}
    assert await rows_of(two, BOB) == counted
    assert (await two.show_profile()(person=LOCAL_PERSON)).wishes.want == ("Baker",)
    assert (await DEEDS["clean_up"](two, cast("Any", None)))["strangers"] == 0
