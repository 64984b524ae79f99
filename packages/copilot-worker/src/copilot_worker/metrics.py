"""Figures for Prometheus: what this process did, and what waits in the table."""

from time import monotonic

from attrs import define, field
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server

from copilot_adapters.logs import about
from copilot_core.entities.identities import TaskId
from copilot_core.entities.payload import Payload
from copilot_core.entities.task import ENDED, Queue, TaskState
from copilot_core.errors import Rejected
from copilot_core.ports.deeds import Deed, Deeds, Work
from copilot_core.use_cases.platform.review_work import WorkReview

BETWEEN_LOOKS = 5.0
"""Seconds between two counts of the table."""

SECONDS = (0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1800)


@define
class Figures:
    """Counts of one process in a registry of its own."""

    registry: CollectorRegistry = field(factory=CollectorRegistry)
    ended: dict[str, int] = field(factory=dict, init=False)
    names: dict[TaskId, str] = field(factory=dict, init=False)
    _started: Counter = field(init=False)
    _ended: Counter = field(init=False)
    _seconds: Histogram = field(init=False)
    _depth: Gauge = field(init=False)
    _oldest: Gauge = field(init=False)

    def __attrs_post_init__(self) -> None:
        registry = self.registry
        self._started = Counter("copilot_tasks_started", "Tasks begun.", ("task",), registry=registry)
        self._ended = Counter("copilot_tasks_ended", "Starts by how they ended.", ("task", "state"), registry=registry)
        self._seconds = Histogram(
            "copilot_task_seconds", "Time a start took.", ("task",), buckets=SECONDS, registry=registry
        )
        self._depth = Gauge("copilot_tasks", "Tasks in the table.", ("queue", "state"), registry=registry)
        self._oldest = Gauge(
            "copilot_oldest_waiting_seconds", "Wait of the oldest due task.", ("queue",), registry=registry
        )

    def serve(self, address: str, port: int) -> None:
        """Answer on a port, in a thread that ends with the process; raise `Rejected` where nobody may listen."""
        try:
            start_http_server(port, addr=address, registry=self.registry)
        except OSError as error:
            problem = f"{address}:{port}: {error.strerror or error}; name another one"
            raise Rejected("setting_wrong", setting="COPILOT_WORKER__METRICS_PORT", problem=problem) from error

    def count(self, task: TaskId, state: TaskState | None) -> None:
        """Count how a start ended; None: the task was left to others."""
        end = state.value if state else "left"
        self.ended[end] = self.ended.get(end, 0) + 1
        self._ended.labels(self.names.pop(task, ""), end).inc()

    def show(self, review: WorkReview) -> None:
        """Show what is in the table."""
        for queue in Queue:
            self._oldest.labels(queue.value).set(review.oldest_waiting.get(queue, 0.0))
            for state in TaskState:
                self._depth.labels(queue.value, state.value).set(review.counts.get((queue, state), 0))

    def measured(self, deeds: Deeds) -> "MeasuredDeeds":
        """Return the same deeds, counted and timed."""
        return MeasuredDeeds(deeds, self.names, self._started, self._seconds)


@define
class MeasuredDeeds:
    """Adapter of `copilot_core.ports.deeds.Deeds` around another."""

    deeds: Deeds
    names: dict[TaskId, str]
    started: Counter
    seconds: Histogram

    def deed(self, name: str) -> Deed:
        """Return what does it, measured."""
        deed = self.deeds.deed(name)

        async def measured(work: Work) -> Payload:
            self.names[work.task.id] = name
            self.started.labels(name).inc()
            began = monotonic()
            try:
                with about(deed=name):
                    return await deed(work)
            finally:
                self.seconds.labels(name).observe(monotonic() - began)

        return measured


def ended_in_all(figures: Figures) -> dict[str, int]:
    """Return how many starts ended in each of the states that last."""
    return {state.value: figures.ended.get(state.value, 0) for state in sorted(ENDED)}
