"""`python -m copilot_adapters.cli.leash …`: a command that ends when the process that started it is gone, however it went."""

import os
import signal
from threading import Thread

from copilot_adapters.cli import main

STDIN = 0


def _end_with_parent() -> None:
    """Wait until the other end of the pipe is closed; nothing is ever written to it."""
    while os.read(STDIN, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    Thread(target=_end_with_parent, daemon=True).start()
    main()
