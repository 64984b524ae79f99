"""Whoever can write to Redis can wake workers, and do no more."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from redis import Redis
from worker_world import Installation, in_state

from copilot_core.entities.task import Queue, TaskState

pytestmark = pytest.mark.slow

DONE = in_state(TaskState.DONE)
THREADS = 4
"""Of the worker that is attacked."""


@pytest.fixture
def hosted(tmp_path: Path, postgres_url: str, redis_url: str) -> Iterator[Installation]:
    with Redis.from_url(redis_url) as client:
        client.flushdb()
    made = Installation(tmp_path / "home", postgres_url, redis_url)
    yield made
    made.end()


def message(**changes: object) -> bytes:
    """Return a message as ours are, but for some of it."""
    queue, own = Queue.MAINTAIN.value, str(uuid4())
    told = {"queue_name": queue, "actor_name": queue, "args": [uuid4().hex], "kwargs": {}, "message_id": own}
    return json.dumps(told | {"message_timestamp": 1, "options": {"redis_message_id": own}} | changes).encode()


def smuggle(redis_url: str, body: bytes, queue: str = Queue.MAINTAIN.value) -> None:
    own = str(uuid4())
    with Redis.from_url(redis_url) as client:
        client.hset(f"copilot:{queue}.msgs", own, body)
        client.rpush(f"copilot:{queue}", own)


HOSTILE = {
    "no message": b"\x80\x04\x95 not JSON \xff",
    "a queue that nobody serves": message(queue_name="nowhere"),
    "another queue": message(queue_name=Queue.EMBED.value),
    "an actor that there is not": message(actor_name="os.system"),
    "no id": message(args=[]),
    "two ids": message(args=["a", "b"]),
    "a number for an id": message(args=[7]),
    "a list for an id": message(args=[["a"]]),
    "an id with a zero": message(args=["a\0b"]),
    "half a character": message(args=["\ud800"]),
    "an id without an end": message(args=["a" * 1_000_000]),
    "words for the actor": message(kwargs={"self": 1, "\x1b[2J\nforged": 2}),
    "a list for its own id": message(message_id=["a"]),
    "no options": message(options=None),
    "a time to wait for": message(options={"redis_message_id": "a", "eta": 10**30}),
    "a wish to go on": message(options={"redis_message_id": "a", "pipe_target": {"actor_name": "embed"}}),
    "deep brackets": message().replace(b"{}", b"[" * 5000 + b"]" * 5000, 1),
}


async def test_no_message_keeps_a_worker_from_its_work_or_is_told_in_its_log(hosted: Installation) -> None:
    hosted.worker(Queue.MAINTAIN)
    (first,) = await hosted.ask("no_op")
    await hosted.until(first, DONE)
    for body in HOSTILE.values():
        for queue in (Queue.MAINTAIN.value, f"{Queue.MAINTAIN.value}.DQ"):
            for _ in range(THREADS):
                smuggle(hosted.redis_url, body, queue)
    await asyncio.sleep(1.0)
    tasks = await hosted.ask("no_op", times=20)
    for one in tasks:
        await hosted.until(one, DONE, patience=6.0)
    hosted.workers[0].terminate()
    _, err = hosted.workers[0].communicate(timeout=20)
    assert "Traceback" not in err
    assert "forged" not in err


async def test_a_message_for_an_ended_or_unknown_task_does_nothing(hosted: Installation) -> None:
    hosted.worker(Queue.MAINTAIN)
    (first,) = await hosted.ask("no_op")
    before = await hosted.until(first, DONE)
    for _ in range(20):
        smuggle(hosted.redis_url, message(args=[first]))
        smuggle(hosted.redis_url, message())
    (second,) = await hosted.ask("no_op")
    await hosted.until(second, DONE)
    assert await hosted.task(first) == before
