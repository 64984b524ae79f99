"""After commands jobs are read for meaning, in the background."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from worker_world import PATIENCE, Installation

from copilot_adapters.cli import background
from copilot_adapters.cli.session import Session
from copilot_adapters.container import closing_container
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.entities.task import Queue, Task, TaskState
from copilot_core.ports.tasks import TaskQuery


async def readings(installation: Installation) -> tuple[Task, ...]:
    query = TaskQuery(person=LOCAL_PERSON, installation=True, name="read_for_meaning")
    async with closing_container(settings=installation.settings) as container, container.storage().reading() as books:
        found: tuple[Task, ...] = await books.tasks.list(query)
    return found


async def test_while_one_reading_waits_no_other_is_added(embedded: Installation) -> None:
    async with closing_container(settings=embedded.settings) as container:
        first = await container.ask_to_read()()
        assert await container.ask_to_read()() == first
    assert [task.id for task in await readings(embedded)] == [first]


@pytest.mark.slow
async def test_the_process_that_a_command_starts_reads_and_ends(embedded: Installation) -> None:
    embedder = {"COPILOT_EMBEDDER": "hashing"}
    added = embedded.command(
        "add", "--title", "Nurse", "--company", "Mercy", "--description", "Night shifts.", **embedder
    )
    assert added.wait(PATIENCE) == 0
    async with closing_container(settings=embedded.settings) as container:
        await container.ask_to_read()()
    reader = embedded.command(*background.WORKER, **embedder)
    assert reader.wait(PATIENCE) == 0
    [task] = await readings(embedded)
    assert (task.state, task.queue, dict(task.result)) == (TaskState.DONE, Queue.EMBED, {"read": 1})


def test_where_redis_carries_tasks_no_process_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setenv("COPILOT_REDIS_URL", "redis://127.0.0.1:1/0")
    monkeypatch.setenv("COPILOT_EMBEDDER", "hashing")
    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert not background.follow(Session(tmp_path / "home"))


def test_who_wants_no_background_gets_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_BACKGROUND", "false")
    assert not background.follow(Session(tmp_path / "home"))
    assert not (tmp_path / "home").exists()
