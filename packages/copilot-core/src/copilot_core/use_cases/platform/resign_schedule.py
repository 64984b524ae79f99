"""Leave the schedule to others."""

from attrs import frozen

from copilot_core.ports.storage import Storage


@frozen
class ResignSchedule:
    """Let another process lead at once: this one stops."""

    storage: Storage

    async def __call__(self, holder: str) -> None:
        """Resign, if `holder` leads."""
        async with self.storage.transaction(serial=False) as books:
            await books.schedule.resign(holder)
