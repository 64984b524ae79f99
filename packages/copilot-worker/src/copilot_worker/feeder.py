"""Brings work that is due from the table to the hands, never more than they can hold."""

from collections.abc import Awaitable, Callable, Collection

from attrs import define, evolve, field, frozen
from dramatiq import Broker
from dramatiq.brokers.stub import StubBroker

from copilot_adapters.container import Container
from copilot_adapters.settings import Worker
from copilot_adapters.task_queues.dramatiq import Dramatiq
from copilot_core.entities.task import Queue
from copilot_core.use_cases.platform.hand_over_tasks import HandOverTasks
from copilot_worker.broker import InThisProcess

MOST_MESSAGES = 200
"""Messages that may wait in one queue; the table holds the others, in the order of their priority."""


@frozen(kw_only=True)
class Pace:
    """Seconds between two looks: `quick` while there is work, growing to `slow` while there is none."""

    quick: float
    slow: float


EMBEDDED = Pace(quick=0.02, slow=0.2)
HOSTED = Pace(quick=0.05, slow=1.0)
"""Where messages travel by Redis the table is looked at for what they missed."""


@define
class Feeder:
    """Hands over what is due; `open_queues` answers which of the queues have room, `room` how much."""

    hand_over: HandOverTasks
    open_queues: Callable[[], Awaitable[Collection[Queue]]]
    room: Callable[[], int]
    again_after: float
    pace: Pace
    stopped: bool = False
    _pause: float = field(default=0.0, init=False)

    async def feed(self) -> float:
        """Hand over once; returns when to come again."""
        handed = 0
        queues, room = await self.open_queues(), self.room()
        if queues and room > 0 and not self.stopped:
            handed = await self.hand_over(queues, room, self.again_after)
        self._pause = self.pace.quick if handed else min(max(self._pause, self.pace.quick) * 2, self.pace.slow)
        return self._pause


def make_feeder(container: Container, broker: Broker, queues: frozenset[Queue], settings: Worker) -> Feeder:
    """Make the feeder of this process's hands: by its own memory, or by Redis."""
    hand_over: HandOverTasks = container.hand_over_tasks()
    carrier = container.task_queue()
    if isinstance(broker, StubBroker):
        mine = InThisProcess(broker)
        hand_over = evolve(hand_over, queue=mine)

        async def all_of_them() -> Collection[Queue]:
            return queues

        return Feeder(
            hand_over, all_of_them, lambda: 2 * settings.threads - mine.outstanding(), settings.again_after, EMBEDDED
        )
    assert isinstance(carrier, Dramatiq)  # noqa: S101 - as the broker is Redis

    async def with_room() -> Collection[Queue]:
        depths = await carrier.depths()
        return [queue for queue in queues if depths[queue] < MOST_MESSAGES]

    return Feeder(hand_over, with_room, lambda: MOST_MESSAGES, settings.again_after, HOSTED)
