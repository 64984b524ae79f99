"""What carries ids and wake-ups: Redis where there is one."""

import json
from collections.abc import Iterator

import pytest
from redis import Redis as Client

from copilot_adapters.event_buses.redis import CHANNEL
from copilot_adapters.event_buses.redis import Redis as RedisBus
from copilot_adapters.redis_findings import RedisFindings
from copilot_adapters.settings import load_settings
from copilot_adapters.task_queues.dramatiq import Dramatiq
from copilot_core.entities.identities import PersonId, TaskId
from copilot_core.entities.task import Queue
from copilot_core.errors import Rejected, Unavailable
from copilot_core.ports.leases import Handed

NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture
def client(redis_url: str) -> Iterator["Client"]:
    with Client.from_url(redis_url) as made:
        made.flushdb()
        yield made


def handed(number: int, queue: Queue = Queue.EMBED) -> Handed:
    return Handed(id=TaskId(f"task-{number}"), queue=queue, priority=50)


@pytest.mark.slow
async def test_thousands_are_sent_in_their_order_and_say_no_more_than_their_id(
    redis_url: str, client: "Client"
) -> None:
    queue = Dramatiq(redis_url)
    await queue.send([handed(number) for number in range(1200)])
    await queue.send([handed(0, Queue.MATCH)])
    depths = await queue.depths()
    await queue.close()
    assert (depths[Queue.EMBED], depths[Queue.MATCH], depths[Queue.COLLECT]) == (1200, 1, 0)
    ids = client.lrange("copilot:embed", 0, -1)
    bodies = [json.loads(body or b"{}") for body in client.hmget("copilot:embed.msgs", ids)]
    assert [body["args"] for body in bodies] == [[f"task-{number}"] for number in range(1200)]
    assert {str(body["kwargs"]) for body in bodies} == {"{}"}


async def test_a_queue_that_does_not_answer_is_named() -> None:
    queue = Dramatiq(NOWHERE)
    with pytest.raises(Unavailable) as told:
        await queue.send([handed(1)])
    assert (told.value.code, told.value.permanent) == ("queue_unavailable", False)
    with pytest.raises(Unavailable):
        await queue.depths()
    await queue.close()


async def test_doctor_names_a_redis_that_does_not_answer() -> None:
    (found,) = await RedisFindings(NOWHERE)()
    assert (found.state, found.what) == ("fail", "redis")
    assert "COPILOT_REDIS_URL" in found.remedy
    assert await RedisFindings("")() == [], "the database carries everything"


@pytest.mark.slow
async def test_doctor_tells_how_many_messages_wait(redis_url: str, client: "Client") -> None:
    queue = Dramatiq(redis_url)
    await queue.send([handed(1)])
    await queue.close()
    (found,) = await RedisFindings(redis_url)()
    assert (found.state, found.detail) == ("ok", "answers; 1 messages wait")
    (wrong,) = await RedisFindings(redis_url.rpartition("/")[0] + "/99")()
    assert wrong.state == "fail"


@pytest.mark.slow
async def test_each_person_has_a_channel_of_their_own(redis_url: str, client: "Client") -> None:
    bus = RedisBus(redis_url)
    with client.pubsub(ignore_subscribe_messages=True) as ear:  # type: ignore[no-untyped-call]  # the library's
        ear.subscribe(f"{CHANNEL}anna")
        ear.get_message(timeout=5)
        await bus.wake([PersonId("anna"), PersonId("ben")])
        heard = ear.get_message(timeout=5)
        assert heard is not None
        assert (heard["channel"], heard["data"]) == (f"{CHANNEL}anna".encode(), b"")
        assert ear.get_message(timeout=0.2) is None
    await bus.close()


async def test_a_bus_that_does_not_answer_is_named() -> None:
    bus = RedisBus(NOWHERE)
    with pytest.raises(Unavailable) as told:
        await bus.wake([PersonId("anna")])
    assert told.value.code == "bus_unavailable"
    await bus.close()


def test_an_address_that_is_no_redis_is_refused_with_the_remedy() -> None:
    with pytest.raises(Rejected, match=r"COPILOT_REDIS_URL.*redis://"):
        load_settings(redis_url="localhost:6379").redis  # noqa: B018 - reading it is what is refused
