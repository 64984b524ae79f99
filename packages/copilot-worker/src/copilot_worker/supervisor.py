"""Several worker processes: started together, started again when they die, stopped together."""

import logging
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from threading import Event
from types import FrameType

from attrs import define, field

log = logging.getLogger("copilot.worker")

FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
STEADY = 60.0
"""Seconds; who lived this long may start again at once."""

GLANCE = 0.2


def start_apart(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    """Start a process that the terminal's Ctrl-C does not reach (it would be asked to stop twice), on a leash."""
    return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 - our own command line


def let_go(process: "subprocess.Popen[bytes]") -> None:
    """Close the leash: whoever still held on to it ends."""
    if process.stdin is not None:
        process.stdin.close()


@define
class Place:
    """A place that one process fills at a time."""

    command: Sequence[str]
    process: "subprocess.Popen[bytes]"
    since: float = field(factory=time.monotonic)
    wait: float = FIRST_WAIT
    starts_again_at: float | None = None
    told: bool = False


@define(eq=False)
class Supervisor:
    """Keeps one process for each command. SIGTERM and SIGINT are passed on: once to stop, twice to stop at once."""

    commands: Sequence[Sequence[str]]
    start: Callable[[Sequence[str]], "subprocess.Popen[bytes]"] = start_apart
    restarts: int = field(default=0, init=False)
    _asked: int = field(default=0, init=False)
    _stopping: Event = field(factory=Event, init=False)
    _places: list[Place] = field(factory=list, init=False)

    def run(self, *, until_done: bool) -> int:
        """Keep them running until asked to stop, or until each ended well by itself; returns how many restarts."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._pass_on)
        self._places += [Place(command, self.start(command)) for command in self.commands]
        while not self._stopping.wait(GLANCE):
            if until_done and all(place.process.poll() == 0 for place in self._places):
                break
            for place in self._places:
                self._look_after(place, until_done=until_done)
        for place in self._places:
            if self._asked and not place.told:
                self._tell(place)
            place.process.wait()
            let_go(place.process)
        return self.restarts

    def _look_after(self, place: Place, *, until_done: bool) -> None:
        code, now = place.process.poll(), time.monotonic()
        if code is None or (until_done and code == 0):
            return
        if place.starts_again_at is None:
            place.wait = FIRST_WAIT if now - place.since > STEADY else min(place.wait * 2, LONGEST_WAIT)
            place.starts_again_at = now + place.wait
            log.warning("worker %s ended with %s; another starts in %.1f s", place.process.pid, code, place.wait)
        elif now >= place.starts_again_at:
            let_go(place.process)
            place.process, place.since, place.starts_again_at = self.start(place.command), now, None
            place.told = False
            self.restarts += 1

    def _pass_on(self, _number: int, _frame: FrameType | None) -> None:
        self._asked += 1
        self._stopping.set()
        for place in self._places:
            self._tell(place)

    def _tell(self, place: Place) -> None:
        place.told = True
        if place.process.poll() is None:
            place.process.send_signal(signal.SIGTERM if self._asked == 1 else signal.SIGKILL)
