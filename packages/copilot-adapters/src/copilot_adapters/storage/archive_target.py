"""The file a backup is written to: there when it is whole, never before, and for its owner only."""

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from copilot_core.errors import Rejected, Unavailable


@contextmanager
def appearing(file: Path) -> Iterator[IO[bytes]]:
    """Open a file beside `file`, and rename it when left; left by an exception it is deleted.

    One that a killed process left behind is taken over by the next.
    """
    part = file.with_name(f".{file.name}.part")
    with _refusals_named(file):
        file.parent.mkdir(mode=0o700, exist_ok=True)
        _check_free(file)
        with _alone(part, file) as target:
            try:
                yield target
                target.flush()
                os.fsync(target.fileno())
                _check_free(file)
                part.rename(file)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
        _settle(file.parent)


def _check_free(file: Path) -> None:
    if file.exists():
        raise Rejected("backup_exists", file=str(file))


@contextmanager
def _alone(part: Path, file: Path) -> Iterator[IO[bytes]]:
    with os.fdopen(_opened(part), "r+b") as target:
        try:
            fcntl.flock(target, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Rejected("backup_busy", file=str(file)) from error
        if not _is_at(part, target):
            raise Rejected("backup_busy", file=str(file))
        target.truncate()
        yield target


def _opened(part: Path) -> int:
    """Open it for nobody but us: in a folder of many, others may have put something of that name there."""
    handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_NONBLOCK | os.O_NOFOLLOW, 0o600)
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid() or status.st_nlink > 1:
        os.close(handle)
        raise OSError(errno.EEXIST, f"{part} was put there by somebody else; delete it")
    os.fchmod(handle, 0o600)
    return handle


def _is_at(part: Path, target: IO[bytes]) -> bool:
    """Tell whether nobody renamed it between opening and locking."""
    return part.exists() and part.stat().st_ino == os.fstat(target.fileno()).st_ino


@contextmanager
def _refusals_named(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        problem = error.strerror or str(error)
        raise Unavailable("backup_unwritable", permanent=True, file=str(file), problem=problem) from error


def _settle(folder: Path) -> None:
    """Let the name outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
