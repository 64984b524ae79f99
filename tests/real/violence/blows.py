"""What is done to those who work: each blow must hit running work."""

import os
import signal
import time
from collections.abc import Callable
from random import Random

from attrs import define, field
from real.violence.crew import Crew
from real.violence.ledger import Ledger
from real.violence.visitor import Visitor

PATIENCE = 120.0
"""Seconds that anything may take to recover, or to have work in hand that a blow can hit."""


@define
class Blows:
    """Strikes in a random order, and measures from each blow how long the work that was hit took to go on."""

    crew: Crew
    ledger: Ledger
    visitor: Visitor
    chance: Random
    lease: float
    kills: dict[str, int] = field(factory=dict)
    recovery: dict[str, list[float]] = field(factory=dict)
    _landed: float = 0.0

    def all(self, rounds: int) -> list[str]:
        """Return the order: every kind of blow, `rounds` times."""
        kinds = ["worker", "asker", "web", "stopped", "clock"]
        kinds += ["postgres", "valkey"] if self.crew.servers else []
        order = kinds * rounds
        self.chance.shuffle(order)
        return order

    def strike(self, kind: str) -> None:
        """Wait until there is work to hit, hit it, and see it go on."""
        blow: Callable[[], list[str]] = getattr(self, f"_{kind}")
        self.crew.revive_web()
        hit = blow()
        assert hit, f"{kind} hit nothing"
        self.kills[kind] = self.kills.get(kind, 0) + 1
        self.ledger.wait_until_gone_on(hit, PATIENCE)
        self.recovery.setdefault(kind, []).append(time.monotonic() - self._landed)

    def _worker(self) -> list[str]:
        place, pid = self._busy_worker()
        self._landed = time.monotonic()
        self.crew.kill_worker(place)
        hit = self.ledger.running_under(pid)
        self.crew.start_worker(place)
        return hit or self._worker()

    def _asker(self) -> list[str]:
        """Kill the one who asks for work; half the time it does so itself, between commit and publish."""
        asked = self.ledger.count()
        self._landed = time.monotonic()
        self.crew.kill_asker(between=self.crew.servers and self.chance.random() < 0.5)
        self.crew.start_asker()
        return self.ledger.wait_for_more(asked, PATIENCE)

    def _web(self) -> list[str]:
        self.visitor.wait_for_more(PATIENCE)
        failures = self.visitor.failures
        self._landed = time.monotonic()
        self.crew.kill_web()
        self.visitor.wait_for_a_failure(failures, PATIENCE)
        self.crew.start_web()
        return self.visitor.wait_for_more(PATIENCE)

    def _stopped(self) -> list[str]:
        """Stop a worker for longer than its lease: what it held may go to others, its own late effects are refused."""
        _, pid = self._busy_worker()
        self._landed = time.monotonic()
        os.kill(pid, signal.SIGSTOP)
        hit = self.ledger.running_under(pid)
        time.sleep(self.lease + 2 if hit else 0)
        os.kill(pid, signal.SIGCONT)
        return hit or self._stopped()

    def _clock(self) -> list[str]:
        _, pid = self._busy_worker()
        self._landed = time.monotonic()
        self.crew.jump(self.chance.choice([-3, -1, 1, 3]) * 86_400.0)
        return self.ledger.running_under(pid) or self._clock()

    def _postgres(self) -> list[str]:
        self._busy_worker()
        self._landed = time.monotonic()
        self.crew.postgres.kill()
        time.sleep(self.chance.uniform(0, 2))
        self.crew.postgres.come_back()
        return self.ledger.running() or self._postgres()

    def _valkey(self) -> list[str]:
        self._busy_worker()
        self._landed = time.monotonic()
        self.crew.valkey.kill()
        hit = self.ledger.running()
        time.sleep(self.chance.uniform(0, 2))
        self.crew.valkey.come_back()
        return hit or self._valkey()

    def _busy_worker(self) -> tuple[int, int]:
        """Return a worker with work in hand: its place and its process id."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            places = list(self.crew.workers)
            self.chance.shuffle(places)
            for place in places:
                pid = self.crew.workers[place].pid
                if self.ledger.running_under(pid):
                    return place, pid
            time.sleep(0.05)
        raise AssertionError("no worker has work in hand")
