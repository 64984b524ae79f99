"""The libraries alone, as they come: `python -m copilot_worker.benches.rivals dramatiq|celery URL PROCESSES`."""

import signal
import sys
from threading import Event
from typing import Any

import dramatiq
from dramatiq.brokers.redis import RedisBroker
from dramatiq.middleware import default_middleware
from dramatiq.worker import Worker
from redis import Redis
from redis.client import Pipeline

NAME = "bench_no_op"
NAMESPACE = "bench"
DEFAULT_THREADS = 8
CELERY_QUEUE = "bench_celery"


def plain_broker(client: "Redis | Pipeline") -> RedisBroker:
    """Make the library's own broker, which believes every message."""
    middleware = [made() for made in default_middleware]
    return RedisBroker(client=client, namespace=NAMESPACE, middleware=middleware)  # type: ignore[no-untyped-call]  # the library's


def dramatiq_app(url: str) -> tuple[dramatiq.Broker, "dramatiq.Actor[[int], None]"]:
    """Make a broker with the middleware that Dramatiq has by default, and an actor that does nothing."""
    broker = plain_broker(Redis.from_url(url))

    @dramatiq.actor(broker=broker, queue_name=NAME, actor_name=NAME)
    def no_op(_number: int) -> None: ...

    return broker, no_op


def celery_app(url: str) -> Any:  # noqa: ANN401 - Celery has no types
    """Make an app with a task that does nothing, without results."""
    from celery import Celery  # noqa: PLC0415 - for comparison only, not among our dependencies

    app = Celery(NAME, broker=url)
    app.conf.update(task_ignore_result=True, task_default_queue=CELERY_QUEUE, broker_connection_retry_on_startup=True)

    @app.task(name=NAME)  # type: ignore[untyped-decorator]  # Celery has no types
    def no_op(_number: int) -> None: ...

    return app


def work_dramatiq(url: str, _processes: int) -> None:
    """Work until SIGTERM, with as many threads as Dramatiq's own command starts."""
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    broker, _ = dramatiq_app(url)
    worker = Worker(broker, worker_threads=DEFAULT_THREADS)
    worker.start()
    stop.wait()
    worker.stop()


def work_celery(url: str, processes: int) -> None:
    """Work until SIGTERM."""
    flags = ["worker", "--pool=prefork", f"--concurrency={processes}", "--loglevel=ERROR"]
    celery_app(url).worker_main([*flags, "--without-gossip", "--without-mingle", "--without-heartbeat"])


if __name__ == "__main__":
    kind, address, number = sys.argv[1:]
    (work_celery if kind == "celery" else work_dramatiq)(address, int(number))
