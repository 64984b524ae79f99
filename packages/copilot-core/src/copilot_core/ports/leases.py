"""Tasks, as those see them who work."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import Protocol

from attrs import frozen

from copilot_core.entities.identities import TaskId
from copilot_core.entities.payload import Payload
from copilot_core.entities.task import Claim, Failure, Progress, Queue, Task
from copilot_core.sentences import Sentence


class Standing(StrEnum):
    """Whether to go on with a claim."""

    HELD = "held"
    CANCEL = "cancel"
    LOST = "lost"


@frozen(kw_only=True)
class Handed:
    """A task that is to be handed over to whoever works: only its id travels."""

    id: TaskId
    queue: Queue
    priority: int


class Leases(Protocol):
    """Who works on what, and for how long yet. All time is the database's; `lease` is in seconds.

    A claim is one conditional UPDATE that gives a higher fencing number. Whatever is written for a claim is written
    only while it holds: state running, the same number. An expired lease ends nothing by itself: until somebody else
    claims the task, its holder may still finish.
    """

    async def any_free(self, queues: Collection[Queue], again_after: float) -> bool:
        """Tell whether `hand_over` or `bury` would find anything: a look that writes nothing."""
        ...

    async def hand_over(self, queues: Collection[Queue], limit: int, again_after: float) -> tuple[Handed, ...]:
        """Take the tasks that are due and that nobody was given in the last `again_after` seconds, the urgent first.

        These wait, or run under a lease that has expired. They count as given from now on. No more than `limit` tasks
        of these queues are given and not yet started at a time.
        """
        ...

    async def claim(self, ids: Collection[TaskId], worker: str, lease: float) -> tuple[Task, ...]:
        """Claim those that are due: waiting, or running under a lease that has expired. The others are left out."""
        ...

    async def renew(self, claims: Collection[Claim], lease: float) -> dict[Claim, Standing]:
        """Renew the leases of the claims that still hold, and tell how each stands."""
        ...

    async def hold(self, claim: Claim) -> None:
        """Raise `Rejected("task_lost")` unless the claim holds; it holds until this transaction ends."""
        ...

    async def progress(self, claim: Claim, progress: Progress) -> None:
        """Note how far it has come; raise `Rejected("task_lost")`."""
        ...

    async def finish(self, done: Mapping[Claim, Payload]) -> frozenset[Claim]:
        """End as done those that still hold, and return these."""
        ...

    async def fail(self, claim: Claim, failure: Failure, again_in: float | None) -> bool:
        """Add to the story; due again in so many seconds, dead when None. False: the claim was lost."""
        ...

    async def cancelled(self, claim: Claim) -> bool:
        """End as cancelled. False: the claim was lost."""
        ...

    async def give_back(self, claims: Collection[Claim]) -> None:
        """Let others have it at once: the worker stops. The start counts as no attempt."""
        ...

    async def bury(self, most_losses: int, why: Sentence) -> tuple[Task, ...]:
        """End as dead what lost its worker so often: it may be what kills them. Returns them as they were."""
        ...

    async def workers(self) -> dict[str, int]:
        """Return on how many tasks each worker holds a lease that has not expired."""
        ...


HELD: ContextVar[Claim | None] = ContextVar("HELD", default=None)


@contextmanager
def holding(claim: Claim | None) -> Iterator[None]:
    """Let every transaction opened within check first that the claim holds: no effect comes too late. None: no check."""
    before = HELD.set(claim)
    try:
        yield
    finally:
        HELD.reset(before)
