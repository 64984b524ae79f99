"""What goes on beside the work, in a thread with an event loop of its own."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from threading import Thread

from attrs import define, field

from copilot_adapters.container import Container, closing_container
from copilot_adapters.settings import Settings

log = logging.getLogger("copilot.worker")

Round = Callable[[], Awaitable[float]]
"""Does something once, and returns after how many seconds to do it again."""

AFTER_FAILURE = 1.0


@define(eq=False)
class Upkeep:
    """Goes its rounds by name until it is stopped; one that fails is tried again, and the others go on."""

    settings: Settings
    rounds: Callable[[Container], Mapping[str, Round]]
    _thread: Thread | None = field(default=None, init=False)
    _loop: asyncio.AbstractEventLoop | None = field(default=None, init=False)
    _stopping: asyncio.Event = field(factory=asyncio.Event, init=False)

    def start(self) -> None:
        """Start the thread."""
        self._thread = Thread(target=lambda: asyncio.run(self._main()), name="upkeep", daemon=True)
        self._thread.start()

    def stop(self, patience: float) -> None:
        """End the rounds, and wait for so many seconds."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
        if self._thread is not None:
            self._thread.join(patience)

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        async with closing_container(settings=self.settings, migrate=False) as container:
            going = [asyncio.create_task(_go(name, one)) for name, one in self.rounds(container).items()]
            await self._stopping.wait()
            for task in going:
                task.cancel()
            await asyncio.gather(*going, return_exceptions=True)


async def _go(name: str, once: Round) -> None:
    failing = False
    while True:
        try:
            pause = await once()
        except Exception as error:  # noqa: BLE001 - whatever it is, the next round may succeed
            if not failing:
                log.warning("%s: %s: %s; trying again", name, type(error).__name__, str(error) or "no answer in time")
            failing, pause = True, AFTER_FAILURE
        else:
            if failing:
                log.warning("%s: it works again", name)
            failing = False
        await asyncio.sleep(pause)
