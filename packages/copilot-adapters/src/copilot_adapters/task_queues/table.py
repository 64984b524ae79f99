"""No messages: workers read the table of tasks."""

from collections.abc import Collection

from attrs import frozen

from copilot_core.ports.leases import Handed


@frozen
class ReadFromTable:
    """Adapter of `copilot_core.ports.task_queue.TaskQueue` without a server.

    There is nothing to send: the row is the hand-over, and workers on the same database look for rows themselves.
    """

    async def send(self, tasks: Collection[Handed]) -> None:
        """Leave the tasks where workers find them."""
