"""A process that runs beside the application: started again when it dies, ended with it."""

import logging
import subprocess
import sys
import time
from collections.abc import Sequence
from threading import Event, Lock, Thread

from attrs import define, field

log = logging.getLogger("copilot.up")

FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
STEADY = 60.0
"""Seconds; who lived this long may start again at once."""


@define(eq=False)
class Companion:
    """One `copilot` command, kept running; `patience` is how long it may take to end."""

    arguments: Sequence[str]
    patience: float
    _stopping: Event = field(factory=Event, init=False)
    _starting: Lock = field(factory=Lock, init=False)
    _process: "subprocess.Popen[bytes]" = field(init=False)
    _keeper: Thread = field(init=False)

    @property
    def pid(self) -> int:
        """Which process it is by now."""
        return self._process.pid

    def start(self) -> None:
        """Start it, and look after it from now on."""
        self._process = self._started()
        self._keeper = Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def stop(self) -> None:
        """End it in order; by force when it takes too long."""
        with self._starting:
            self._stopping.set()
        process = self._process
        process.terminate()
        try:
            process.wait(self.patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._keeper.join()
        _let_go(process)

    def _keep(self) -> None:
        wait = FIRST_WAIT
        while True:
            since = time.monotonic()
            code = self._process.wait()
            wait = FIRST_WAIT if time.monotonic() - since > STEADY else min(wait * 2, LONGEST_WAIT)
            if self._stopping.is_set():
                return
            log.warning("the worker (process %s) ended with %s; another starts in %.1f s", self.pid, code, wait)
            if self._stopping.wait(wait) or not self._again():
                return

    def _again(self) -> bool:
        with self._starting:
            if self._stopping.is_set():
                return False
            _let_go(self._process)
            self._process = self._started()
            return True

    def _started(self) -> "subprocess.Popen[bytes]":
        """Start one that Ctrl-C in the terminal does not reach, and that ends when this process is gone.

        `-P` keeps modules that lie in the working directory from being imported.
        """
        command = [sys.executable, "-P", "-m", "copilot_adapters.cli.leash", *self.arguments]
        return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 - our own command line


def _let_go(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin is not None:
        process.stdin.close()
