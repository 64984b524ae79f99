"""Figures of the web application for Prometheus, in a registry of their own."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Final

import structlog
from attrs import define, field
from litestar import Litestar
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, start_http_server

from copilot_adapters.guard_settings import Metrics
from copilot_core.entities.task import Queue, TaskState
from copilot_core.errors import CopilotError, Rejected
from copilot_core.use_cases.platform.review_work import WorkReview
from copilot_web.library import Library

log = structlog.get_logger("copilot.web")

SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
BETWEEN_LOOKS: Final = 5.0
"""Seconds between two looks into the database."""

MOST_UNTOLD: Final = 1_000
"""People that are counted whose events were not told; more make no difference."""


@define(eq=False)
class Figures:
    """Counts of one process; looked up in the database only where somebody may read them."""

    settings: Metrics
    library: Library
    registry: CollectorRegistry = field(factory=CollectorRegistry)
    _requests: Counter = field(init=False)
    _seconds: Histogram = field(init=False)
    _sockets: Gauge = field(init=False)
    _tasks: Gauge = field(init=False)
    _oldest: Gauge = field(init=False)
    _untold: Gauge = field(init=False)

    def __attrs_post_init__(self) -> None:
        registry = self.registry
        self._requests = Counter(
            "copilot_http_requests", "Requests answered.", ("method", "route", "status"), registry=registry
        )
        self._seconds = Histogram(
            "copilot_http_request_seconds", "Time they took.", ("method", "route"), buckets=SECONDS, registry=registry
        )
        self._sockets = Gauge("copilot_sockets_open", "WebSockets that are open.", registry=registry)
        self._tasks = Gauge("copilot_tasks", "Tasks in the table.", ("queue", "state"), registry=registry)
        self._oldest = Gauge(
            "copilot_oldest_waiting_seconds", "Wait of the oldest due task.", ("queue",), registry=registry
        )
        self._untold = Gauge(
            "copilot_events_unpublished_people", "People with events the bus may not have told.", registry=registry
        )

    @property
    def token(self) -> str:
        """The bearer that opens `/metrics`; empty: nothing does."""
        return self.settings.token.get_secret_value()

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request; a status of 0 is one whose client went away before."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    @contextmanager
    def socket(self) -> Iterator[None]:
        """Count a WebSocket as open within."""
        with self._sockets.track_inprogress():
            yield

    def text(self) -> bytes:
        """Return everything as Prometheus reads it."""
        return generate_latest(self.registry)

    @asynccontextmanager
    async def open(self, _app: Litestar) -> AsyncIterator[None]:
        """Look again and again while the application runs, and answer on the port, where figures are wanted."""
        if not self.token and not self.settings.port:
            yield
            return
        with self._listening():
            looking = asyncio.create_task(self._keep_looking())
            try:
                yield
            finally:
                looking.cancel()
                with suppress(asyncio.CancelledError):
                    await looking

    @contextmanager
    def _listening(self) -> Iterator[None]:
        if not self.settings.port:
            yield
            return
        host, port = self.settings.host, self.settings.port
        try:
            server, thread = start_http_server(port, addr=host, registry=self.registry)
        except OSError as error:
            problem = f"{host}:{port}: {error.strerror or error}; name another one"
            raise Rejected("setting_wrong", setting="COPILOT_METRICS__PORT", problem=problem) from error
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    async def _keep_looking(self) -> None:
        failing = False
        while True:
            try:
                await self.look()
            except CopilotError as error:
                if not failing:
                    log.warning("figures of the database are old", problem=str(error))
                failing = True
            else:
                failing = False
            await asyncio.sleep(BETWEEN_LOOKS)

    async def look(self) -> None:
        """Count what is in the database."""
        container = self.library.container
        self._show(await container.review_work()())
        async with container.storage().reading() as books:
            self._untold.set(len(await books.events.unpublished(MOST_UNTOLD)))

    def _show(self, review: WorkReview) -> None:
        for queue in Queue:
            self._oldest.labels(queue.value).set(review.oldest_waiting.get(queue, 0.0))
            for state in TaskState:
                self._tasks.labels(queue.value, state.value).set(review.counts.get((queue, state), 0))
