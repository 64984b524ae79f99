"""What can be done in the background."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from copilot_core.entities.payload import Payload
from copilot_core.entities.task import Progress, Task
from copilot_core.ports.storage import Books


class Work(Protocol):
    """A task in somebody's hands.

    Every transaction that the deed opens, whoever's code opens it, checks the claim first; a deed that lost its
    claim is cancelled, and so is one whose person asked for it: it lets `CancelledError` through, and what it stored
    stays.
    """

    @property
    def task(self) -> Task:
        """What is to be done."""
        ...

    async def progress(self, progress: Progress) -> None:
        """Tell how far it has come, at most some times a second."""
        ...

    def finishing(self, result: Payload) -> AbstractAsyncContextManager[Books]:
        """Open the transaction that ends the task: what is written in it is written exactly once."""
        ...


Deed = Callable[[Work], Awaitable[Payload]]
"""Does the work and returns the result. It may be started again after any step: what it did must bear it."""


class Deeds(Protocol):
    """Deeds by the name of the task."""

    def deed(self, name: str) -> Deed:
        """Return what does it; raise `Rejected("task_kind_unknown")`."""
        ...
