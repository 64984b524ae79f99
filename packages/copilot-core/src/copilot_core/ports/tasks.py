"""Tasks, as those see them who ask for them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from attrs import frozen

from copilot_core.entities.identities import PersonId, TaskId
from copilot_core.entities.task import NewTask, Queue, Task, TaskState


@frozen(kw_only=True)
class TaskQuery:
    """Which tasks: newest first. `person` sees their own; `installation` adds the work that is nobody's."""

    person: PersonId
    installation: bool = False
    states: frozenset[TaskState] = frozenset()
    name: str = ""
    limit: int = 50
    before: TaskId | None = None


@frozen(kw_only=True)
class Tally:
    """How many tasks there are of a kind, and for how many seconds the oldest that is due waits; None for none."""

    count: int
    waits: float | None


class Tasks(Protocol):
    """Tasks. Another person's are `NotFound("task_unknown")`; `person=None` stands for the installation's own.

    `add` is written in the transaction of its cause: the task is there exactly when its cause is.
    """

    async def add(self, new: Sequence[NewTask], *, handed: bool = False) -> tuple[TaskId, ...]:
        """Add tasks, thousands in one go; where the key is known, return the id of the task that has it.

        `handed`: who adds them sends them to the queue right after; they count as handed over.
        """
        ...

    async def task(self, task_id: TaskId, person: PersonId | None) -> Task:
        """Return one task."""
        ...

    async def list(self, query: TaskQuery) -> tuple[Task, ...]:
        """Return tasks, the newest first."""
        ...

    async def cancel(self, task_id: TaskId, person: PersonId | None) -> Task:
        """End a waiting task now, ask a running one to stop; an ended one stays as it is. Returns it as it stands."""
        ...

    async def retry(self, task_id: TaskId, person: PersonId | None) -> Task:
        """Let a dead or cancelled task run again from a fresh count; raise `Rejected("task_not_ended")` for others."""
        ...

    async def purge(self, states: Collection[TaskState], ended_before: datetime, limit: int) -> int:
        """Delete ended tasks, at most `limit`; returns how many."""
        ...

    async def tallies(self) -> dict[tuple[Queue, TaskState], Tally]:
        """Count all tasks as of one moment, for the state of the installation."""
        ...
