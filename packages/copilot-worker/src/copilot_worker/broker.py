"""The broker between the feeder and the hands: Redis where there is one, otherwise this process's own memory."""

from collections.abc import Collection, Sequence

import dramatiq
from attrs import frozen
from dramatiq.brokers.stub import StubBroker
from dramatiq.middleware import AsyncIO, Middleware
from redis import Redis

from copilot_adapters.settings import Settings
from copilot_adapters.task_queues.dramatiq import message_of, redis_broker
from copilot_core.ports.leases import Handed


def make_broker(settings: Settings, *more: Middleware) -> dramatiq.Broker:
    """Make the broker with exactly this middleware: no retries and no results, for the table has both."""
    middleware: Sequence[Middleware] = (AsyncIO(), *more)
    if settings.redis:
        client = Redis.from_url(settings.redis, socket_timeout=10, socket_connect_timeout=5)
        return redis_broker(client, middleware)
    return StubBroker(list(middleware))


@frozen
class InThisProcess:
    """Adapter of `copilot_core.ports.task_queue.TaskQueue`: from the feeder to the hands of the same process."""

    broker: StubBroker

    async def send(self, tasks: Collection[Handed]) -> None:
        """Put into memory."""
        for task in tasks:
            self.broker.enqueue(message_of(task))

    def outstanding(self) -> int:
        """Return how many were sent and have not ended."""
        return sum(queue.unfinished_tasks for queue in self.broker.queues.values())
