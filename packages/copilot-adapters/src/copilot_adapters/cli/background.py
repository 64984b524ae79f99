"""Meaning follows: jobs are read for meaning in a process of its own, while the person goes on."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from copilot_adapters.cli.session import Session

NICENESS = 10


@contextmanager
def alone(home: Path) -> Iterator[bool]:
    """Tell whether this process is the only one of the home that reads for meaning; the lock ends with the process."""
    import fcntl

    with (home / "reading.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def follow(session: Session) -> bool:
    """Start reading what has not been read; return whether a process was started.

    `-P` keeps modules that lie in the working directory from being imported.
    """
    settings = session.settings()
    if settings.embedder == "none" or not settings.background:
        return False
    home = ["--home", str(session.home)] if session.home else []
    command = [sys.executable, "-P", "-m", "copilot_adapters.cli", *home, "db", "reindex", "--json"]
    subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_step_back if os.name == "posix" else None,  # noqa: PLW1509 - no thread is running here
    )
    return True


def _step_back() -> None:
    os.nice(NICENESS)
