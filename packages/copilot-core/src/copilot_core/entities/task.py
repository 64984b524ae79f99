"""Work that lasts: a row that says what is to be done, and how far it has come."""

from datetime import datetime
from enum import StrEnum

from attrs import field, frozen

from copilot_core.entities.identities import PersonId, TaskId
from copilot_core.entities.payload import Payload
from copilot_core.sentences import Sentence


class Queue(StrEnum):
    """Where work waits; a worker may serve some of them only."""

    COLLECT = "collect"
    EMBED = "embed"
    MATCH = "match"
    NOTIFY = "notify"
    MAINTAIN = "maintain"


class TaskState(StrEnum):
    """Where a task stands; the last three are for ever, unless somebody asks for another try."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"
    CANCELLED = "cancelled"


ENDED = frozenset({TaskState.DONE, TaskState.DEAD, TaskState.CANCELLED})


@frozen(kw_only=True)
class Kind:
    """How tasks of a kind are done: `most_attempts` failures, `time_limit` seconds each; a small `priority` goes first."""

    queue: Queue
    most_attempts: int = 5
    time_limit: float = 600.0
    priority: int = 50


@frozen(kw_only=True)
class NewTask:
    """What is to be done. The same `key` of the same person and kind is one task, however often it is asked for.

    `delay` is in seconds. `person` is None for the installation's own work.
    """

    id: TaskId
    name: str
    kind: Kind
    payload: Payload = field(factory=dict)
    person: PersonId | None = None
    key: str | None = None
    delay: float = 0.0
    priority: int | None = None


@frozen(kw_only=True)
class Progress:
    """How far a task has come: `done` of `total` (0: nobody knows), and what it is doing."""

    done: int = 0
    total: int = 0
    note: Sentence | None = None


@frozen(kw_only=True)
class Failure:
    """One attempt that failed: when, on which worker, and why."""

    at: datetime
    worker: str
    why: Sentence


@frozen
class Claim:
    """The right to work on a task: it holds while nobody else was given a higher `fence`."""

    task: TaskId
    fence: int


@frozen(kw_only=True)
class Task:
    """A task as it stands. `attempts` counts the starts, `losses` those whose worker vanished; `story` tells every failure.

    Times are the database's own. `run_after`: not before.
    """

    id: TaskId
    name: str
    queue: Queue
    priority: int
    state: TaskState
    created_at: datetime
    run_after: datetime
    time_limit: float
    most_attempts: int
    person: PersonId | None = None
    key: str | None = None
    payload: Payload = field(factory=dict)
    attempts: int = 0
    losses: int = 0
    fence: int = 0
    worker: str = ""
    cancel_asked: bool = False
    progress: Progress = Progress()
    result: Payload = field(factory=dict)
    story: tuple[Failure, ...] = ()
    started_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def claim(self) -> Claim:
        """The right that the last start was given."""
        return Claim(self.id, self.fence)
