"""All that is stored, into a file and back, from either database into either."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from archives_world import MODEL, World, as_of, claimed, filled, worlds

from copilot_adapters.storage.migration import REVISIONS
from copilot_core.entities.identities import LOCAL_PERSON, PersonId, ResumeId
from copilot_core.errors import Rejected
from copilot_core.ports.embedder import Vector
from copilot_core.ports.leases import holding
from copilot_core.testing.makers import NOON
from copilot_core.use_cases.platform.keep_backups import KeepBackups


@pytest.fixture(
    params=[("sqlite", "sqlite")]
    + [
        pytest.param(pair, marks=pytest.mark.slow)
        for pair in (("postgres", "postgres"), ("sqlite", "postgres"), ("postgres", "sqlite"))
    ],
    ids="-to-".join,
)
async def pair(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[World, World]]:
    async with worlds(request, tmp_path, request.param) as (here, there):
        yield here, there


async def test_what_was_backed_up_is_there_again(pair: tuple[World, World], tmp_path: Path) -> None:
    here, there = pair
    await filled(here, 30)
    made = await here.archive.back_up(tmp_path / "one.zip")
    assert (tmp_path / "one.zip").stat().st_mode & 0o777 == 0o600
    restored = await there.archive.restore(tmp_path / "one.zip")
    assert restored.rows == made.rows
    assert await there.told() == await here.told()


async def test_a_backup_of_what_was_restored_holds_the_same(pair: tuple[World, World], tmp_path: Path) -> None:
    here, there = pair
    await filled(here, 10)
    made = await here.archive.back_up(tmp_path / "one.zip")
    await there.archive.restore(tmp_path / "one.zip")
    again = await there.archive.back_up(tmp_path / "two.zip")
    assert again.rows == {**made.rows, "tasks": made.rows["tasks"] + 1}, "filling the vector index is a task"


async def test_a_database_that_holds_something_is_replaced_only_when_asked(
    pair: tuple[World, World], tmp_path: Path
) -> None:
    here, there = pair
    await filled(here, 5)
    await filled(there, 3, first=100)
    before = await there.told()
    await here.archive.back_up(tmp_path / "one.zip")
    with pytest.raises(Rejected, match="--replace deletes all of it") as refused:
        await there.archive.restore(tmp_path / "one.zip")
    assert refused.value.code == "storage_not_empty"
    assert await there.told() == before
    await there.archive.restore(tmp_path / "one.zip", replace=True)
    assert await there.told() == await here.told()


async def test_what_others_write_meanwhile_is_in_the_backup_wholly_or_not_at_all(
    pair: tuple[World, World], tmp_path: Path
) -> None:
    here, there = pair
    await filled(here, 300)
    stop = asyncio.Event()

    async def write() -> int:
        written = 0
        while not stop.is_set():
            await filled(here, 5, first=1000 + 5 * written)
            written += 1
        return written

    writer = asyncio.create_task(write())
    await asyncio.sleep(0.05)
    await here.archive.back_up(tmp_path / "one.zip")
    stop.set()
    assert await writer > 1
    await there.archive.restore(tmp_path / "one.zip")
    jobs = await there.titles()
    meanwhile = [title for title in jobs if int(title.split()[1]) >= 1000]
    assert len(jobs) - len(meanwhile) == 300
    assert len(meanwhile) % 5 == 0
    assert len(await here.titles()) > len(jobs)


async def test_what_ran_waits_again_and_its_worker_lost_it(pair: tuple[World, World], tmp_path: Path) -> None:
    here, there = pair
    for world in (here, there):
        await filled(world, 1)
    [task] = await claimed(here, 1)
    await here.archive.back_up(tmp_path / "one.zip")
    held = [(await claimed(there, times))[0].claim for times in (1, 2, 3)][-1]
    with pytest.raises(Rejected, match="1 tasks are being worked on") as refused:
        await there.archive.restore(tmp_path / "one.zip", replace=True)
    assert refused.value.code == "storage_at_work"
    await there.archive.restore(tmp_path / "one.zip", replace=True, force=True)
    with pytest.raises(Rejected, match="another worker"), holding(held):
        async with there.storage.transaction():
            pytest.fail("the worker of before may not write")
    [again] = await claimed(there, 1)
    assert again.id == task.id
    assert again.fence > held.fence
    assert again.attempts == 1


async def test_a_copy_of_the_vectors_learns_that_all_changed(pair: tuple[World, World], tmp_path: Path) -> None:
    here, there = pair
    await filled(here, 3)
    await filled(there, 2, first=50)
    async with there.storage.reading() as books:
        seen, before = await books.vectors.counter(MODEL), await books.vectors.changed(MODEL, -1)
    await here.archive.back_up(tmp_path / "one.zip")
    await there.archive.restore(tmp_path / "one.zip", replace=True)
    present = {job.id for job in await there.jobs()}
    async with there.storage.reading() as books:
        assert set(await books.vectors.changed(MODEL, seen)) == present | set(before)


async def test_a_copy_of_resumes_vectors_learns_whose_are_there_and_whose_are_gone(
    pair: tuple[World, World], tmp_path: Path
) -> None:
    here, there = pair
    for world, person in ((here, "ann"), (there, "bob")):
        async with world.storage.transaction() as books:
            kept = books.resume_vectors
            await kept.keep(MODEL, PersonId(person), ResumeId("mine"), "text", Vector(bytes(16)))
    async with there.storage.reading() as books:
        seen, [gone] = (
            await books.resume_vectors.counter(MODEL),
            await books.resume_vectors.named(MODEL, [PersonId("bob")]),
        )
    await here.archive.back_up(tmp_path / "one.zip")
    await there.archive.restore(tmp_path / "one.zip", replace=True)
    async with there.storage.reading() as books:
        kept = books.resume_vectors
        [present] = await kept.named(MODEL, [PersonId("ann"), PersonId("bob")])
        assert set(await kept.changed(MODEL, seen)) == {present, gone}
        assert set(await kept.indexed(MODEL, [present, gone])) == {present}
        assert await kept.told(MODEL) < await kept.counter(MODEL)


async def test_events_and_jobs_are_counted_on(pair: tuple[World, World], tmp_path: Path) -> None:
    here, there = pair
    await filled(here, 1)
    await filled(there, 1)
    async with there.storage.transaction() as books:
        last = [(await books.events.add(LOCAL_PERSON, "seen", {})).number for _ in range(4)][-1]
    await here.archive.back_up(tmp_path / "one.zip")
    await there.archive.restore(tmp_path / "one.zip", replace=True)
    async with there.storage.transaction() as books:
        assert (await books.events.add(LOCAL_PERSON, "seen", {})).number == last + 1


async def test_a_backup_of_an_older_revision_is_brought_up_to_date(pair: tuple[World, World], tmp_path: Path) -> None:
    here, there = pair
    await filled(here, 4)
    await here.archive.back_up(tmp_path / "new.zip")
    await as_of("0002", tmp_path / "new.zip", tmp_path / "old.zip")
    restored = await there.archive.restore(tmp_path / "old.zip")
    assert restored.revision == "0002"
    assert await there.titles() == await here.titles()
    assert await there.storage.revision() == REVISIONS[-1]


async def test_only_the_newest_backups_are_kept(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    async with worlds(request, tmp_path, ["sqlite"]) as (world,):
        keep = KeepBackups(world.archive, tmp_path / "backups", keep=2)
        for hour in (1, 2, 2, 3):
            await keep(NOON + timedelta(hours=hour))
    assert sorted(file.name for file in (tmp_path / "backups").iterdir()) == [
        "copilot-20260302T140000Z.backup.zip",
        "copilot-20260302T150000Z.backup.zip",
    ]
