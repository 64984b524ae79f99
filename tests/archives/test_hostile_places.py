"""Whoever shares a folder or a database with us reads and changes nothing by it."""

import asyncio
import os
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
from archives_world import World, filled, worlds
from sqlalchemy import text

from copilot_adapters.storage.archive_rows import row_format
from copilot_adapters.storage.backing_up import kept_tables
from copilot_core.entities.identities import PersonId, TaskId
from copilot_core.errors import CopilotError

ANNA = PersonId("anna")
OTHERS = 0o077


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[World]:
    async with worlds(request, tmp_path, [request.param]) as (made,):
        await filled(made, 1)
        yield made


def part_of(file: Path) -> Path:
    return file.with_name(f".{file.name}.part")


async def test_what_lies_ready_for_others_to_read_is_theirs_no_more(world: World, tmp_path: Path) -> None:
    file = tmp_path / "mine.zip"
    part_of(file).touch()
    part_of(file).chmod(0o666)
    await world.archive.back_up(file)
    assert not file.stat().st_mode & OTHERS


async def test_a_second_name_of_another_file_is_not_written_over(world: World, tmp_path: Path) -> None:
    file, other = tmp_path / "mine.zip", tmp_path / "letters.txt"
    other.write_text("dear")
    os.link(other, part_of(file))
    with pytest.raises(CopilotError, match=r"mine\.zip cannot be written"):
        await world.archive.back_up(file)
    assert (other.read_text(), file.exists()) == ("dear", False)


@pytest.mark.parametrize("kind", [stat.S_IFIFO, stat.S_IFSOCK])
async def test_what_is_no_file_is_not_written_into(world: World, tmp_path: Path, kind: int) -> None:
    file = tmp_path / "mine.zip"
    os.mknod(part_of(file), kind | 0o666)
    with pytest.raises(CopilotError, match=r"mine\.zip cannot be written"):
        await asyncio.wait_for(world.archive.back_up(file), 10)
    assert not file.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes files of others")
async def test_nothing_is_written_into_the_file_of_another(world: World, tmp_path: Path) -> None:
    file = tmp_path / "mine.zip"
    part_of(file).touch()
    os.chown(part_of(file), 65534, 65534)
    with pytest.raises(CopilotError, match=r"mine\.zip cannot be written"):
        await world.archive.back_up(file)
    assert part_of(file).stat().st_size == 0


async def test_another_programs_table_stays_as_it_is(world: World, tmp_path: Path) -> None:
    await world.archive.back_up(tmp_path / "mine.zip")
    async with world.storage.transaction() as books:
        connection = books.tasks.connection  # type: ignore[attr-defined]
        await connection.execute(text("CREATE TABLE customers (name TEXT PRIMARY KEY)"))
        await connection.execute(text("INSERT INTO customers VALUES ('Bo')"))
    await world.archive.restore(tmp_path / "mine.zip", replace=True)
    async with world.storage.reading() as books:
        found = await books.tasks.connection.execute(text("SELECT name FROM customers"))  # type: ignore[attr-defined]
        assert found.scalars().all() == ["Bo"]


@pytest.mark.slow
async def test_who_writes_while_a_restore_begins_keeps_their_count(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """The event and the claim are not seen yet when the restore begins, and are there before it goes on."""
    async with worlds(request, tmp_path, ["postgres"]) as (world,):
        await filled(world, 1)
        await world.archive.back_up(tmp_path / "mine.zip")
        async with asyncio.TaskGroup() as both, world.storage.transaction(serial=False) as books:
            task_id = TaskId("task 0")
            told = await books.events.add(ANNA, "task", {})
            claims = []
            for _ in range(3):
                [task] = await books.leases.claim([task_id], "w", 30.0)
                await books.leases.give_back([task.claim])
                claims.append(task.claim)
            both.create_task(world.archive.restore(tmp_path / "mine.zip", replace=True, force=True))
            await asyncio.sleep(0.7)
        async with world.storage.transaction(serial=False) as books:
            assert (await books.events.add(ANNA, "task", {})).number > told.number
            [again] = await books.leases.claim([TaskId("task 0")], "w2", 30.0)
        assert again.fence > max(claim.fence for claim in claims)


def test_every_document_of_a_backup_is_read_as_what_it_must_be() -> None:
    unread = [
        f"{table.name}.{form.columns[place]}"
        for table in kept_tables()
        for form in (row_format(table.name, table.columns.values(), current=True),)
        for place, read in form.documents
        if read is msgspec.json.decode
    ]
    assert unread == []
