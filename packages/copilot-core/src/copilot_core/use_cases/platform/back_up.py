"""Write a backup."""

from pathlib import Path

from attrs import frozen

from copilot_core.ports.archive import Archive, Backup


@frozen
class BackUp:
    """Write all that is stored into one file, while others go on."""

    archive: Archive

    async def __call__(self, file: Path) -> Backup:
        """Return what was written; a file of this name is never overwritten."""
        return await self.archive.back_up(file)
