"""Where messages become work: in Dramatiq's event loop."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import AsyncExitStack

import dramatiq
from attrs import define, field
from dramatiq.asyncio import get_event_loop_thread
from dramatiq.middleware import Middleware
from dramatiq.worker import Worker

from copilot_adapters.container import closing_container
from copilot_adapters.logs import about
from copilot_adapters.settings import Settings
from copilot_core.entities.identities import TaskId
from copilot_core.entities.task import TaskState
from copilot_core.errors import CopilotError
from copilot_core.use_cases.platform.run_task import RunTask
from copilot_worker.deeds import ContainerDeeds, Doing
from copilot_worker.heart import RowsHeart
from copilot_worker.metrics import Figures

log = logging.getLogger("copilot.worker")


@define(eq=False)
class Desk:
    """Runs tasks, and composes the library at the first of them: all it uses belongs to this one event loop."""

    settings: Settings
    deeds: Mapping[str, Doing]
    worker: str
    heart: RowsHeart
    figures: Figures
    _run: RunTask | None = field(default=None, init=False)
    _composing: asyncio.Lock = field(factory=asyncio.Lock, init=False)
    _ending: AsyncExitStack = field(factory=AsyncExitStack, init=False)
    _at_work: "dict[asyncio.Task[object], asyncio.AbstractEventLoop]" = field(factory=dict, init=False)

    async def do(self, task_id: str) -> None:
        """Run a task; what goes wrong here leaves the row, which is handed over again."""
        current = asyncio.current_task()
        assert current is not None  # noqa: S101 - a coroutine runs in a task
        self._at_work[current] = current.get_loop()
        with about(task=task_id):
            try:
                self._ended(TaskId(task_id), await self._state(TaskId(task_id)))
            except asyncio.CancelledError:
                self._ended(TaskId(task_id), None)
            finally:
                del self._at_work[current]

    def interrupt(self) -> None:
        """Cut short what runs, from another thread: each task is given back."""
        for task, loop in list(self._at_work.items()):
            loop.call_soon_threadsafe(task.cancel)

    async def close(self) -> None:
        """Close what was composed."""
        await self._ending.aclose()

    def _ended(self, task_id: TaskId, state: TaskState | None) -> None:
        deed = self.figures.names.get(task_id, "")
        self.figures.count(task_id, state)
        log.info("a start ended", extra={"deed": deed, "state": state.value if state else "left"})

    async def _state(self, task_id: TaskId) -> TaskState | None:
        try:
            run = await self._composed()
            return await run(task_id, self.worker)
        except CopilotError as error:
            log.warning("task %s is left for later: %s", task_id, error)
        except Exception:
            log.exception("task %s is left for later", task_id)
        return None

    async def _composed(self) -> RunTask:
        async with self._composing:
            if self._run is None:
                container = await self._ending.enter_async_context(closing_container(settings=self.settings))
                deeds = self.figures.measured(ContainerDeeds(container, self.deeds))
                made: RunTask = container.run_task(heart=self.heart, deeds=deeds, lease=self.settings.worker.lease)
                self._run = made
        return self._run


class ClosingDesk(Middleware):
    """Closes the desk in the event loop it lives in, before that ends."""

    def __init__(self, desk: Desk) -> None:
        """Take the desk; the library makes nothing of attrs classes."""
        self.desk = desk

    def after_worker_shutdown(self, _broker: dramatiq.Broker, _worker: Worker) -> None:
        """Close."""
        thread = get_event_loop_thread()
        if thread is not None:
            thread.run_coroutine(self.desk.close())
