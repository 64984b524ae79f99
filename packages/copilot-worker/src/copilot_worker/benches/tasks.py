"""How many tasks a second are claimed and finished, beside Dramatiq and Celery as they come, in one run."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from tempfile import TemporaryDirectory

from attrs import define, frozen
from dramatiq.brokers.redis import RedisBroker
from redis import Redis

from copilot_adapters.container import closing_container
from copilot_adapters.settings import Settings, load_settings
from copilot_core.entities.task import TaskState
from copilot_core.rules.new_task import new_task
from copilot_core.rules.task_kinds import NO_OP
from copilot_worker.benches.rivals import CELERY_QUEUE, NAME, NAMESPACE, celery_app, dramatiq_app, plain_broker

ENQUEUED = 10_000
PROCESSES = (1, 2)
WARM = 0.1
"""Share of the tasks that passes before the clock starts: processes come up at different times."""

GLANCE = 0.02
PATIENCE = 180.0


def evaluate(database_url: str, redis_url: str, count: int) -> dict[str, object]:
    """Return tasks a second of each, and ratios to Dramatiq alone with as many processes."""
    with TemporaryDirectory(prefix="copilot-bench-") as home:
        settings = load_settings(home=home, database_url=database_url, redis_url=redis_url, embedder="none")
        with Redis.from_url(redis_url) as client:
            return asyncio.run(_evaluate(_Bench(settings, client, count)))


def render(result: dict[str, object]) -> str:
    """Put the result into words."""
    rates, ratios = result["per_second"], result["of_dramatiq"]
    assert isinstance(rates, dict)  # noqa: S101 - as `_evaluate` made it
    assert isinstance(ratios, dict)  # noqa: S101 - as above
    lines = [f"{result['enqueued']} tasks enqueued in one go: {result['enqueue_seconds']:.2f} s"]
    for name, rate in rates.items():
        share = f", {ratios[name]:.0%} of Dramatiq alone" if name in ratios else ""
        lines.append(f"{name}: {rate:.0f} tasks/s{share}")
    return "\n".join(lines)


async def _evaluate(bench: "_Bench") -> dict[str, object]:
    rates: dict[str, float] = {}
    for processes in PROCESSES:
        rates[f"dramatiq alone × {processes}"] = await bench.dramatiq_alone(processes)
        rates[f"copilot × {processes}"] = await bench.copilot(processes)
        if find_spec("celery"):
            rates[f"celery alone × {processes}"] = await bench.celery_alone(processes)
    ratios = {
        name: rate / rates[f"dramatiq alone × {name[-1]}"] for name, rate in rates.items() if "dramatiq" not in name
    }
    seconds = await bench.enqueue()
    return {
        "tasks": bench.count,
        "enqueued": ENQUEUED,
        "enqueue_seconds": seconds,
        "per_second": rates,
        "of_dramatiq": ratios,
    }


@define
class _Bench:
    settings: Settings
    client: "Redis"
    count: int

    async def enqueue(self) -> float:
        async with closing_container(settings=self.settings) as container:
            tasks = [new_task(NO_OP) for _ in range(ENQUEUED)]
            started = time.perf_counter()
            await container.enqueue_tasks()(tasks)
            return time.perf_counter() - started

    async def copilot(self, processes: int) -> float:
        async with closing_container(settings=self.settings) as container:
            await container.enqueue_tasks()([new_task(NO_OP) for _ in range(self.count)])

            async def left() -> int:
                review = await container.review_work()()
                return int(review.count(TaskState.WAITING) + review.count(TaskState.RUNNING))

            command = [sys.executable, "-P", "-m", "copilot_adapters.cli", "worker"]
            with _running([command] * processes, self.settings):
                return await _rate(left)

    async def dramatiq_alone(self, processes: int) -> float:
        url = self.settings.redis
        broker, actor = dramatiq_app(url)
        assert isinstance(broker, RedisBroker)  # noqa: S101 - as it was made
        broker.enqueue(actor.message(0))
        with broker.client.pipeline(transaction=False) as pipeline:
            piped = plain_broker(pipeline)
            for number in range(1, self.count):
                piped.enqueue(actor.message(number))
            pipeline.execute()
        command = _rival("dramatiq", url, 1)
        with _running([command] * processes, self.settings):
            return await _rate(self._in_hash(f"{NAMESPACE}:{NAME}.msgs"))

    async def celery_alone(self, processes: int) -> float:
        app = celery_app(self.settings.redis)
        with app.connection_for_write() as connection, app.amqp.Producer(connection) as producer:
            for number in range(self.count):
                app.send_task(NAME, (number,), producer=producer)
        with _running([_rival("celery", self.settings.redis, processes)], self.settings):
            return await _rate(self._in_celery)

    def _in_hash(self, key: str) -> Callable[[], Awaitable[int]]:
        async def left() -> int:
            return int(self.client.hlen(key))

        return left

    async def _in_celery(self) -> int:
        """Count what waits, and what was fetched and not acknowledged."""
        return int(self.client.llen(CELERY_QUEUE)) + int(self.client.hlen("unacked"))


@frozen
class _Mark:
    at: float
    left: int


async def _rate(left: Callable[[], Awaitable[int]]) -> float:
    """Return how many a second go, from when a part has gone until all have."""
    until, count = time.perf_counter() + PATIENCE, await left()
    begun: _Mark | None = None
    while True:
        now = _Mark(time.perf_counter(), await left())
        if begun is None and now.left <= count * (1 - WARM):
            begun = now
        if begun is not None and not now.left:
            return begun.left / (now.at - begun.at)
        if now.at > until:
            raise TimeoutError(f"{now.left} of {count} tasks were still there after {PATIENCE:.0f} s")
        await asyncio.sleep(GLANCE)


def _rival(kind: str, url: str, number: int) -> list[str]:
    return [sys.executable, "-P", "-m", "copilot_worker.benches.rivals", kind, url, str(number)]


@contextmanager
def _running(commands: Sequence[Sequence[str]], settings: Settings) -> Iterator[None]:
    """Run processes with these settings, all as urgent as each other."""
    environment = os.environ | {
        "COPILOT_HOME": str(settings.home),
        "COPILOT_DATABASE_URL": settings.database_url.get_secret_value(),
        "COPILOT_REDIS_URL": settings.redis,
        "COPILOT_EMBEDDER": "none",
        "COPILOT_WORKER__NICE": "0",
        "COPILOT_LOG__LEVEL": "warning",
    }
    started = [_start(command, environment) for command in commands]
    try:
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(30)


def _start(command: Sequence[str], environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own
