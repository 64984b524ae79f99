"""Upkeep in the background: a backup by a task, and what is left over is forgotten."""

from pathlib import Path

import pytest
from archives_world import MODEL, filled, worlds
from attrs import frozen

from copilot_adapters.container import Container
from copilot_adapters.settings import Backups, Settings
from copilot_core.entities.identities import TaskId
from copilot_core.entities.task import Progress, Task
from copilot_core.ports.embedder import Vector
from copilot_core.ports.leases import holding
from copilot_core.rules.new_task import new_task
from copilot_worker.deeds import ContainerDeeds


@frozen
class Hands:
    """A task in hand."""

    task: Task

    async def progress(self, progress: Progress) -> None:
        assert progress.done <= progress.total


async def worked(container: Container, name: str) -> object:
    async with container.storage().transaction() as books:
        [task] = await books.tasks.add([new_task(name)])
        [claimed] = await books.leases.claim([TaskId(task)], "worker", 60)
    with holding(claimed.claim):
        return await ContainerDeeds(container).deed(name)(Hands(claimed))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
async def test_a_task_writes_a_backup_that_restores(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    async with worlds(request, tmp_path, [kind, "sqlite"]) as (world, other):
        await filled(world, 2)
        container = Container(settings=Settings(home=tmp_path, embedder="none", backup=Backups(every=24, keep=1)))
        container.storage.override(world.storage)
        container.archive.override(world.archive)
        first = await worked(container, "back_up")
        assert isinstance(first, dict)
        file = Path(first["file"])
        assert file.parent == tmp_path / "backups"
        await other.archive.restore(file)
        assert await other.titles() == await world.titles()


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
async def test_vectors_that_stand_for_nothing_are_forgotten(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    async with worlds(request, tmp_path, [kind]) as (world,):
        await filled(world, 3)
        container = Container(settings=Settings(home=tmp_path, embedder="none"))
        container.storage.override(world.storage)
        async with world.storage.transaction() as books:
            await books.vectors.keep(MODEL, {f"old {n}": Vector(bytes(4)) for n in range(700)}, {})
        nothing = ("tasks", "events", "source_runs", "answers", "accounts", "links", "rights", "sessions", "strangers")
        assert await worked(container, "clean_up") == {**dict.fromkeys(nothing, 0), "vectors": 700}
        async with world.storage.reading() as books:
            assert await books.vectors.kept(MODEL) == 3
            assert len(await books.vectors.indexed(MODEL, [job.id for job in await world.jobs()])) == 3
