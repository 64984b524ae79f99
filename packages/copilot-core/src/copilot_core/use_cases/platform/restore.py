"""Put a backup in place of what is stored."""

from pathlib import Path

from attrs import frozen

from copilot_core.ports.archive import Archive, Backup


@frozen
class Restore:
    """Restore a backup: of SQLite or PostgreSQL, into either."""

    archive: Archive

    async def __call__(self, file: Path, *, replace: bool = False, force: bool = False) -> Backup:
        """Return what was restored; `replace` what is stored, `force` it while workers are at work."""
        return await self.archive.restore(file, replace=replace, force=force)
