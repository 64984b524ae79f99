"""Backups: all that is stored, in one file."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from attrs import field, frozen


@frozen(kw_only=True)
class Backup:
    """A backup that is complete: where it is, its bytes, the revision of what it holds, and its rows by table."""

    file: Path
    size: int
    made_at: datetime
    revision: str
    program: str
    rows: Mapping[str, int] = field(factory=dict)


class Archive(Protocol):
    """Backups in one format for every database: made of one may be restored into any other.

    No secret is kept in the database, so none is in a backup; settings must be kept apart.
    """

    async def back_up(self, file: Path) -> Backup:
        """Write one consistent state while others go on writing; `file` appears when it is complete and was verified.

        Raise `Rejected("backup_exists")`, `Rejected("backup_busy")`, `Unavailable("backup_unwritable")`.
        """
        ...

    async def restore(self, file: Path, *, replace: bool = False, force: bool = False) -> Backup:
        """Put a backup in place of what is stored, in one step: whatever happens, either the old or the new is there.

        What was running waits again under a higher fencing number, so that nothing is lost nor done twice. Raise
        `Rejected("backup_damaged")`, `Rejected("backup_newer")`, `Rejected("storage_newer")`,
        `Rejected("storage_not_empty")` unless `replace`, and `Rejected("storage_at_work")` unless `force`.
        """
        ...

    async def thin(self, folder: Path, keep: int) -> int:
        """Delete all but the newest `keep` of the backups that were named by `backup_name`; returns how many."""
        ...


PREFIX, SUFFIX = "copilot-", ".backup.zip"


def backup_name(at: datetime) -> str:
    """Name a backup by its time, so that names sort by age."""
    return f"{PREFIX}{at:%Y%m%dT%H%M%SZ}{SUFFIX}"
