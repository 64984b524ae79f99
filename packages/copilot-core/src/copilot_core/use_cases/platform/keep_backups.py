"""Keep the last backups in a folder."""

from datetime import datetime
from pathlib import Path

from attrs import frozen

from copilot_core.errors import Rejected
from copilot_core.ports.archive import Archive, backup_name


@frozen
class KeepBackups:
    """Write a backup into a folder, and delete the oldest there. Asked again for the same time, it writes no second."""

    archive: Archive
    folder: Path
    keep: int

    async def __call__(self, at: datetime) -> Path:
        """Return the backup of this time."""
        file = self.folder / backup_name(at)
        try:
            await self.archive.back_up(file)
        except Rejected as refusal:
            if refusal.code != "backup_exists":
                raise
        await self.archive.thin(self.folder, self.keep)
        return file
