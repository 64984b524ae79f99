"""Which run of which process holds a claim, and whether that process still runs."""

import os
import socket
from uuid import uuid4


def claimant() -> str:
    """Name a run of this process among all runs on all machines."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:12]}"


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
