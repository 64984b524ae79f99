"""Messages of Dramatiq on Redis or Valkey."""

from asyncio import to_thread
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

import dramatiq
from attrs import field, frozen
from redis import Redis, RedisError

from copilot_adapters.task_queues.wire import OurMessages
from copilot_core.entities.task import Queue
from copilot_core.errors import Unavailable
from copilot_core.ports.leases import Handed

NAMESPACE = "copilot"
PORTION = 500
HEARTBEAT_TIMEOUT_MS = 30_000
MAINTENANCE_CHANCE = 10_000
"""Out of a million commands: messages that a killed worker held come back within seconds, not minutes."""


def redis_broker(client: "Redis", middleware: Sequence[dramatiq.Middleware] = ()) -> OurMessages:
    """Make a broker with our settings; both ends must have the same."""
    return OurMessages(  # type: ignore[no-untyped-call]  # the library's
        client=client,
        namespace=NAMESPACE,
        middleware=list(middleware),
        heartbeat_timeout=HEARTBEAT_TIMEOUT_MS,
        maintenance_chance=MAINTENANCE_CHANCE,
    )


@frozen
class Dramatiq:
    """Adapter of `copilot_core.ports.task_queue.TaskQueue`: one message a task, and in it the task's id alone.

    Each of our queues is a queue of Dramatiq with an actor of its name. A task's own priority decides the order in
    which it is handed over; a queue keeps that order.
    """

    url: str = field(repr=False)
    _client: "Redis" = field(init=False, repr=False, eq=False)

    @_client.default
    def _connect_late(self) -> "Redis":
        return Redis.from_url(self.url, socket_timeout=10, socket_connect_timeout=5)

    async def send(self, tasks: Collection[Handed]) -> None:
        """Send in a thread: the library knows no event loop."""
        if tasks:
            await to_thread(self._send, [message_of(one) for one in tasks])

    async def depths(self) -> dict[Queue, int]:
        """Return how many messages wait in each queue."""
        return await to_thread(self._depths)

    async def close(self) -> None:
        """Close the connections."""
        await to_thread(self._client.close)

    def _send(self, messages: Sequence[dramatiq.Message[None]]) -> None:
        """Send the first by itself, from which the broker learns what the server can take, the others in pipelines."""
        with _failures_named():
            redis_broker(self._client).enqueue(messages[0])
            rest = iter(messages[1:])
            while portion := list(islice(rest, PORTION)):
                with self._client.pipeline(transaction=False) as pipeline:
                    broker = redis_broker(pipeline)
                    for message in portion:
                        broker.enqueue(message)
                    pipeline.execute()

    def _depths(self) -> dict[Queue, int]:
        with _failures_named(), self._client.pipeline(transaction=False) as pipeline:
            for queue in Queue:
                pipeline.llen(f"{NAMESPACE}:{queue}")
            return dict(zip(Queue, pipeline.execute(), strict=True))


def message_of(task: Handed) -> dramatiq.Message[None]:
    return dramatiq.Message(queue_name=task.queue, actor_name=task.queue, args=(task.id,), kwargs={}, options={})


@contextmanager
def _failures_named() -> Iterator[None]:
    try:
        yield
    except RedisError as error:
        raise Unavailable("queue_unavailable", problem=" ".join(str(error).split())) from error
