"""Which run of which process holds a claim, and whether that run is surely over."""

import os
import socket
from uuid import uuid4

from copilot_core.ports.leases import HELD


def claimant() -> str:
    """Name a run of this process among all runs on all machines."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:12]}"


def board_claimant() -> str:
    """Name a run that asks a board; one that is a task's names the task, too."""
    task = HELD.get()
    return claimant() if task is None else f"{claimant()}@{task.task}"


def is_over(holder: str) -> bool:
    """Tell whether the run of a holder surely ended: its process is no more, or its task was begun anew by this one."""
    run, _, task = holder.partition("@")
    mine = HELD.get()
    return is_gone(run) or (mine is not None and task == mine.task)


def is_gone(holder: str) -> bool:
    """Tell whether a holder surely ended: it ran on this machine, and its process is no more."""
    host, process, _ = (*holder.rsplit(":", 2), "", "")[:3]
    if host != socket.gethostname() or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
