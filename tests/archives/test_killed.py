"""Killed in the middle: a backup is whole or not there, a database is the old or the new."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from archives_world import World, filled, worlds

from copilot_core.errors import Rejected

pytestmark = pytest.mark.slow

PROGRAM = """
import asyncio, sys
from pathlib import Path
from copilot_adapters.clocks import SystemClock
from copilot_adapters.stemmers.snowball import Snowball
from copilot_adapters.storage.archive import SqlArchive

archive = SqlArchive(sys.argv[1], Snowball().stem, SystemClock())
deed = archive.back_up(Path(sys.argv[3])) if sys.argv[2] == "back_up" else archive.restore(Path(sys.argv[3]), replace=True)
print("ready", flush=True)
asyncio.run(deed)
print("done", flush=True)
"""
MOMENTS = (0.05, 0.15, 0.3, 0.5, 0.8)


@pytest.fixture(params=[("sqlite", "sqlite"), ("postgres", "postgres")], ids=lambda pair: pair[0])
async def pair(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[World, World]]:
    async with worlds(request, tmp_path, request.param) as (here, there):
        yield here, there


async def test_a_backup_that_is_killed_leaves_nothing_under_the_name(pair: tuple[World, World], tmp_path: Path) -> None:
    here, there = pair
    await filled(here, 400)
    unfinished = 0
    for number, moment in enumerate(MOMENTS):
        file = tmp_path / f"{number}.zip"
        unfinished += not await asyncio.to_thread(killed, here, "back_up", file, moment)
        if file.exists():
            await there.archive.restore(file, replace=True)
            assert len(await there.titles()) == 400
        else:
            made = await here.archive.back_up(file)
            assert made.rows["jobs"] == 400
        assert not file.with_name(f".{file.name}.part").exists()
    assert unfinished


async def test_a_restore_that_is_killed_leaves_the_old_or_the_new(pair: tuple[World, World], tmp_path: Path) -> None:
    here, there = pair
    await filled(here, 400)
    await filled(there, 7, first=1000)
    old = await there.told()
    await here.archive.back_up(tmp_path / "one.zip")
    unfinished = 0
    for moment in MOMENTS:
        done = await asyncio.to_thread(killed, there, "restore", tmp_path / "one.zip", moment)
        if done or len(await there.titles()) == 400:
            break
        unfinished += 1
        assert await there.told() == old
    assert unfinished
    await restored_at_last(there, tmp_path / "one.zip")
    assert await there.told() == await here.told()


async def restored_at_last(world: World, file: Path) -> None:
    """Restore; a server may need a moment to notice that a client is gone."""
    try:
        await world.archive.restore(file)
    except Rejected:
        await world.archive.restore(file, replace=True)


def killed(world: World, deed: str, file: Path, moment: float) -> bool:
    """Kill the deed after some seconds; tell whether it had been done."""
    command = [sys.executable, "-c", PROGRAM, world.url, deed, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        time.sleep(moment)
        process.kill()
        return "done" in process.communicate()[0]
