"""Workers in processes of their own, with deeds that show what happens; `python -m worker_world` is one."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from attrs import field, frozen

from copilot_adapters.container import Container, closing_container
from copilot_adapters.settings import Settings, load_settings
from copilot_core.entities.identities import LOCAL_PERSON, TaskId
from copilot_core.entities.payload import Payload
from copilot_core.entities.task import Kind, NewTask, Queue, Task, TaskState
from copilot_core.ports.deeds import Work
from copilot_worker.deeds import DEEDS
from copilot_worker.process import serve

TESTS = Path(__file__).parent
PATIENCE = 40.0


async def rest(_container: Container, work: Work) -> Payload:
    """Take some time, and leave the others theirs."""
    await asyncio.sleep(_seconds(work))
    return {"rested": True}


async def block(_container: Container, work: Work) -> Payload:
    """Take some time, and leave nobody any."""
    time.sleep(_seconds(work))  # noqa: ASYNC251 - so it is meant
    return {"blocked": True}


async def kill(_container: Container, _work: Work) -> Payload:
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


def _seconds(work: Work) -> float:
    seconds = work.task.payload["seconds"]
    assert isinstance(seconds, float)
    return seconds


OURS = {"rest": rest, "block": block, "kill": kill}


@frozen
class Installation:
    """Settings as environment, and what one may do with them."""

    home: Path
    database_url: str = ""
    redis_url: str = ""
    workers: "list[subprocess.Popen[str]]" = field(factory=list)

    @property
    def environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("COPILOT_")}
        return clean | {
            "PYTHONPATH": str(TESTS),
            "COPILOT_HOME": str(self.home),
            "COPILOT_DATABASE_URL": self.database_url,
            "COPILOT_REDIS_URL": self.redis_url,
            "COPILOT_EMBEDDER": "none",
            "COPILOT_BACKGROUND": "false",
            "COPILOT_WORKER__LEASE": "3",
            "COPILOT_WORKER__AGAIN_AFTER": "2",
            "COPILOT_WORKER__THREADS": "4",
            "COPILOT_WORKER__GRACE": "0.5",
        }

    @property
    def settings(self) -> Settings:
        return load_settings(
            home=self.home, database_url=self.database_url, redis_url=self.redis_url, embedder="none", background=False
        )

    def command(self, *arguments: str, module: str = "copilot_adapters.cli", **more: str) -> "subprocess.Popen[str]":
        """Start a process that the test ends or waits for."""
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            env=self.environment | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.workers.append(process)
        return process

    def worker(self, *queues: Queue, **more: str) -> "subprocess.Popen[str]":
        """Start a worker that knows our deeds too."""
        return self.command(*queues, module="worker_world", **more)

    def end(self) -> None:
        for process in self.workers:
            if process.poll() is None:
                process.kill()
            process.communicate()

    async def ask(self, name: str, payload: Payload | None = None, *, times: int = 1, **kind: Any) -> list[TaskId]:
        made = Kind(**({"queue": Queue.MAINTAIN} | kind))
        new = [
            NewTask(id=TaskId(uuid4().hex), name=name, kind=made, payload=payload or {}, person=LOCAL_PERSON)
            for _ in range(times)
        ]
        async with closing_container(settings=self.settings) as container:
            return list(await container.enqueue_tasks()(new))

    async def task(self, task_id: TaskId) -> Task:
        async with closing_container(settings=self.settings) as container, container.storage().reading() as books:
            found: Task = await books.tasks.task(task_id, LOCAL_PERSON)
            return found

    async def cancel(self, task_id: TaskId) -> None:
        async with closing_container(settings=self.settings) as container, container.storage().transaction() as books:
            await books.tasks.cancel(task_id, LOCAL_PERSON)

    async def until(self, task_id: TaskId, holds: Callable[[Task], bool], patience: float = PATIENCE) -> Task:
        """Wait until something holds of a task."""
        end = time.monotonic() + patience
        async with closing_container(settings=self.settings) as container:
            while True:
                async with container.storage().reading() as books:
                    found: Task = await books.tasks.task(task_id, LOCAL_PERSON)
                if holds(found):
                    return found
                assert time.monotonic() < end, found
                await asyncio.sleep(0.05)


def in_state(state: TaskState) -> Callable[[Task], bool]:
    return lambda task: task.state is state


def main(arguments: list[str]) -> Mapping[str, int]:
    """Work until stopped, on some queues."""
    return serve(load_settings(), deeds={**DEEDS, **OURS}, queues=[Queue(name) for name in arguments])


if __name__ == "__main__":
    main(sys.argv[1:])
