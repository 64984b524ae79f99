"""Meaning follows: jobs are read for meaning in a process of its own, while the person goes on."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from copilot_adapters.cli.session import Session

if TYPE_CHECKING:
    from copilot_adapters.container import Container

WORKER = ("worker", "--until-idle", "--alone", "--queues", "embed,match")
WITHOUT_WORKER = ("db", "reindex", "--only-new")
"""Where copilot-worker is not installed."""

NICENESS = 10
BETWEEN_TRIES = 0.2


@contextmanager
def alone(home: Path, patience: float = 0.0) -> Iterator[bool]:
    """Tell whether this process is the only one of the home that reads for meaning; the lock ends with the process.

    Another one that is about to end is waited for, `patience` seconds long.
    """
    until = time.monotonic() + patience
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(home / "reading.lock", flags, 0o600), "r+") as lock:
        while not (mine := _taken(lock)) and time.monotonic() < until:
            time.sleep(BETWEEN_TRIES)
        yield mine


def _taken(lock: TextIO) -> bool:
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def follow(session: Session) -> bool:
    """Have read what has not been read; return whether a process was started for it.

    Where tasks travel by Redis the workers do it. `-P` keeps modules that lie in the working directory from being
    imported.
    """
    settings = session.settings()
    if settings.embedder == "none" or not settings.background:
        return False
    with_worker = bool(entry_points(group="copilot.commands", name="worker"))
    if with_worker:
        session.run(_ask)
    if with_worker and settings.redis:
        return False
    home = ["--home", str(session.home)] if session.home else []
    command = [sys.executable, "-P", "-m", "copilot_adapters.cli", *home, *(WORKER if with_worker else WITHOUT_WORKER)]
    started = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    if os.name == "posix":
        os.setpriority(os.PRIO_PROCESS, started.pid, NICENESS)
    return True


async def _ask(container: "Container") -> None:
    await container.ask_to_read()()
