"""The way from those who ask to those who work."""

from collections.abc import Collection
from typing import Protocol

from copilot_core.ports.leases import Handed


class TaskQueue(Protocol):
    """Carries ids. A message may be lost, doubled or late: the row is the truth, and is handed over again."""

    async def send(self, tasks: Collection[Handed]) -> None:
        """Hand over; raise `Unavailable("queue_unavailable")`: the tasks are kept, and handed over later."""
        ...
