"""Keeps the schedule: of all processes that do, one leads."""

import asyncio
import logging
import signal

from attrs import define

from copilot_adapters.container import Container, closing_container
from copilot_adapters.settings import Settings
from copilot_adapters.storage.claimants import claimant
from copilot_core.errors import Unavailable
from copilot_core.use_cases.platform.keep_schedule import LEASE, KeepSchedule

log = logging.getLogger("copilot.scheduler")

BETWEEN_TICKS = 4.0
"""Seconds; several fit into a leader's lease."""


def run_scheduler(settings: Settings) -> None:
    """Keep the schedule until SIGTERM or SIGINT; then another process may lead at once."""
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    async with closing_container(settings=settings) as container:
        await keep_time(container, stopped)


async def keep_time(container: Container, stopped: asyncio.Event, *, pause: float = BETWEEN_TICKS) -> None:
    """Look at the schedule again and again, until stopped or cancelled; then let another process lead at once.

    A database that does not answer is asked again: what was due meanwhile is caught up once.
    """
    holder = f"{claimant()}:{id(stopped):x}"
    keeper = _Keeper(container.keep_schedule(), holder)
    try:
        while not stopped.is_set():
            await keeper.tick()
            await _rest(stopped, pause)
    finally:
        await _resign(container, holder)


@define
class _Keeper:
    """One look after the other; what is the same as before is not told again."""

    keep: KeepSchedule
    holder: str
    leads: bool | None = None
    failing: bool = False

    async def tick(self) -> None:
        """Look once."""
        try:
            done = await self.keep(self.holder, LEASE)
        except Unavailable as error:
            if not self.failing:
                log.warning("the schedule waits: %s", error)
            self.failing = True
            return
        if self.failing:
            log.warning("the schedule goes on")
        self.failing = False
        if done.leads is not self.leads:
            log.info("%s %s the schedule", self.holder, "leads" if done.leads else "stands by for")
        self.leads = done.leads
        for problem in done.problems:
            log.warning("a saved search cannot be planned: %s", problem)
        for task in done.started:
            log.info("started task %s", task)


async def _rest(stopped: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stopped.wait(), seconds)
    except TimeoutError:
        return


async def _resign(container: Container, holder: str) -> None:
    try:
        await container.resign_schedule()(holder)
    except Unavailable as error:
        log.warning("could not resign, the lease expires by itself: %s", error)
