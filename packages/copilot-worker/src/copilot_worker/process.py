"""One worker process, from its start to its end."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Collection, Mapping
from threading import Event, Timer
from types import FrameType

import dramatiq
from attrs import define, field
from dramatiq.worker import Worker

from copilot_adapters.container import Container, closing_container
from copilot_adapters.settings import Settings
from copilot_adapters.storage.claimants import claimant
from copilot_core.entities.task import Queue, TaskState
from copilot_worker.actors import declare_actors
from copilot_worker.broker import make_broker
from copilot_worker.deeds import DEEDS, Doing
from copilot_worker.desk import ClosingDesk, Desk
from copilot_worker.feeder import Feeder, make_feeder
from copilot_worker.heart import RowsHeart
from copilot_worker.metrics import BETWEEN_LOOKS, Figures, ended_in_all
from copilot_worker.scheduler import keep_time
from copilot_worker.upkeep import Round, Upkeep

log = logging.getLogger("copilot.worker")

TICK_MS = {True: 200, False: 1000}
"""How often hands look up where nothing was: from Redis a message waits no longer than this, in memory not at all."""

LAST_PATIENCE = 10.0
"""Seconds after the grace in which everything must have been given back and closed."""

BETWEEN_TELLINGS = 1.0
BETWEEN_IDLE_LOOKS = 0.3


def serve(
    settings: Settings,
    *,
    deeds: Mapping[str, Doing] = DEEDS,
    queues: Collection[Queue] = (),
    until_idle: bool = False,
) -> dict[str, int]:
    """Work until a signal asks to stop, or until nothing is left to do; returns how many tasks ended how.

    Must be called in the main thread. The first SIGTERM or SIGINT lets running tasks end within the grace, and then
    gives them back; the second ends the process at once.
    """
    asyncio.run(_try_out(settings))
    os.nice(max(settings.worker.nice - os.nice(0), 0))
    chosen = frozenset(queues or settings.worker.queues or Queue)
    process = Process(settings=settings, deeds=deeds, queues=chosen, until_idle=until_idle)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, process.asked_to_stop)
    return process.run()


async def _try_out(settings: Settings) -> None:
    """Fail now, and with a word, when the database does not answer."""
    async with closing_container(settings=settings):
        pass


@define(eq=False, kw_only=True)
class Process:
    """Holds together what one process consists of: hands (Dramatiq's threads), desk, heart, feeder, figures."""

    settings: Settings
    deeds: Mapping[str, Doing]
    queues: frozenset[Queue]
    until_idle: bool
    figures: Figures = field(factory=Figures)
    _stopping: Event = field(factory=Event, init=False)
    _heart: RowsHeart = field(init=False)
    _desk: Desk = field(init=False)
    _broker: dramatiq.Broker = field(init=False)
    _feeder: Feeder | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        self._heart = RowsHeart(self.settings.worker.lease)
        self._desk = Desk(self.settings, self.deeds, claimant(), self._heart, self.figures)
        self._broker = make_broker(self.settings, ClosingDesk(self._desk))
        declare_actors(self._broker, self._desk.do)

    def run(self) -> dict[str, int]:
        """Work, and stop in order."""
        if self.settings.worker.metrics_port:
            self.figures.serve(self.settings.worker.metrics_host, self.settings.worker.metrics_port)
        names = {queue.value for queue in self.queues}
        threads = self.settings.worker.threads
        tick = TICK_MS[bool(self.settings.redis)]
        hands = Worker(self._broker, queues=names, worker_threads=threads, worker_timeout=tick)
        upkeep = Upkeep(self.settings, self._rounds)
        hands.start()
        upkeep.start()
        log.info("worker %s serves %s", self._desk.worker, ", ".join(sorted(names)))
        self._stopping.wait()
        self._stop(hands, upkeep)
        return ended_in_all(self.figures)

    def asked_to_stop(self, number: int, _frame: FrameType | None) -> None:
        """Stop in order; at once when asked again."""
        if self._stopping.is_set():
            os._exit(128 + number)
        self._stopping.set()

    def _stop(self, hands: Worker, upkeep: Upkeep) -> None:
        grace = self.settings.worker.grace
        last = _later(grace + LAST_PATIENCE, _end_by_force)
        cut = _later(grace, self._desk.interrupt)
        if self._feeder is not None:
            self._feeder.stopped = True
        hands.stop(timeout=int((grace + LAST_PATIENCE) * 1000))
        cut.cancel()
        upkeep.stop(LAST_PATIENCE)
        self._broker.close()
        last.cancel()

    def _rounds(self, container: Container) -> Mapping[str, Round]:
        feeder = self._feeder = make_feeder(container, self._broker, self.queues, self.settings.worker)

        async def beat() -> float:
            return await self._heart.renew(container.storage())

        async def tell() -> float:
            await container.tell_events()()
            return BETWEEN_TELLINGS

        async def look() -> float:
            self.figures.show(await container.review_work()())
            return BETWEEN_LOOKS

        async def end_when_idle() -> float:
            if await self._idle(container):
                self._stopping.set()
            return BETWEEN_IDLE_LOOKS

        async def keep() -> float:
            await keep_time(container, asyncio.Event())
            return 0.0

        rounds: dict[str, Round] = {"leases": beat, "hand-over": feeder.feed, "events": tell}
        if self.settings.worker.metrics_port:
            rounds["figures"] = look
        if self.until_idle:
            rounds["idleness"] = end_when_idle
        elif not self.settings.redis_url.get_secret_value():
            rounds["schedule"] = keep
        return rounds

    async def _idle(self, container: Container) -> bool:
        review = await container.review_work()()
        running = sum(review.counts.get((queue, TaskState.RUNNING), 0) for queue in self.queues)
        return not running and not self.queues & review.oldest_waiting.keys() and not self._heart.beating


def _later(seconds: float, deed: Callable[[], None]) -> Timer:
    timer = Timer(seconds, deed)
    timer.daemon = True
    timer.start()
    return timer


def _end_by_force() -> None:
    """Something does not let go; its lease expires, and others take over."""
    log.error("the worker did not stop in time and is ended by force")
    sys.stderr.flush()
    os._exit(1)
