"""Proof by violence: whatever is killed, every task ends, and every effect is there exactly once.

`python -m real.violence --seeds 5` prints as its last line one JSON object.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from attrs import define, field
from real.violence.asker import asked
from real.violence.blows import Blows
from real.violence.crew import Crew
from real.violence.ledger import Ledger
from real.violence.reader import Reader
from real.violence.visitor import Visitor

LEASE = 3.0
LEFT = "SELECT count(*) FROM tasks WHERE key LIKE 'visit/%' AND state IN ('waiting', 'running')"
PATIENCE = 300.0
"""Seconds until all work must have ended once the blows are over."""


@define
class Report:
    """Sums of all seeds."""

    seeds: int = 0
    tasks: int = 0
    done: int = 0
    dead: int = 0
    lost: int = 0
    doubled: int = 0
    kills: Counter[str] = field(factory=Counter)
    recovery: dict[str, list[float]] = field(factory=dict)

    def add(self, ledger: Ledger, effects: Counter[str], blows: Blows) -> None:
        self._add_visits(ledger, blows.visitor)
        states, tasks = ledger.states(), asked(blows.crew.home)
        succeeded = {task for (task,) in ledger.rows("SELECT id FROM tasks WHERE state = 'done' AND name = 'strike'")}
        self.seeds += 1
        self.tasks += tasks
        self.done += states.get("done", 0)
        self.dead += states.get("dead", 0)
        self.lost += tasks - states.get("done", 0) - states.get("dead", 0) + len(succeeded - effects.keys())
        self.doubled += sum(count - 1 for count in effects.values()) + len(effects.keys() - succeeded)
        self.kills.update(blows.kills)
        for kind, seconds in blows.recovery.items():
            self.recovery.setdefault(kind, []).extend(seconds)

    def _add_visits(self, ledger: Ledger, visitor: Visitor) -> None:
        """What was confirmed over HTTP must be there, once, and done."""
        done = {task for (task,) in ledger.rows("SELECT id FROM tasks WHERE state = 'done' AND key LIKE 'visit/%'")}
        confirmed = set(visitor.confirmed.values())
        self.tasks += len(confirmed)
        self.done += len(confirmed & done)
        self.lost += len(confirmed - done)
        self.doubled += visitor.contradicted

    def line(self) -> str:
        recovery = {
            kind: {"median": round(statistics.median(all_), 2), "most": round(max(all_), 2)}
            for kind, all_ in sorted(self.recovery.items())
        }
        counts = {name: getattr(self, name) for name in ("seeds", "tasks", "done", "dead", "lost", "doubled")}
        return json.dumps({**counts, "kills": dict(sorted(self.kills.items())), "recovery_s": recovery})


def run(seed: int, tasks: int, rounds: int, report: Report, *, servers: bool) -> None:
    """One seed: all the work, all the blows, and the reckoning."""
    with (
        tempfile.TemporaryDirectory(prefix="violence-") as folder,
        Crew(home=Path(folder), seed=seed, tasks=tasks, lease=LEASE, servers=servers, size=3 if servers else 1) as crew,
    ):
        ledger = Ledger(crew.database, crew.home)
        reader = Reader(_url(crew))
        crew.start_all()
        reader.start()
        visitor = Visitor(crew)
        visitor.start()
        blows = Blows(crew=crew, ledger=ledger, visitor=visitor, chance=Random(seed), lease=LEASE)
        try:
            _strike(blows, rounds, tasks)
            visitor.stop()
            crew.finish_asking(PATIENCE)
            _wait_for_the_end(ledger)
        except BaseException:
            _show_logs(crew.home)
            raise
        reader.stop()
        assert sum(reader.cursors.values()) == ledger.rows("SELECT count(*) FROM events")[0][0], "events were missed"
        report.add(ledger, reader.effects, blows)


def _strike(blows: Blows, rounds: int, tasks: int) -> None:
    order = blows.all(rounds)
    for number, kind in enumerate(order, 1):
        try:
            blows.strike(kind)
        except AssertionError as failure:
            raise AssertionError(f"blow {number} of {order}, {kind}: {failure}") from failure
        took = blows.recovery[kind][-1]
        _say(f"  {number}/{len(order)} {kind}: went on after {took:.1f} s; {blows.ledger.states()} of {tasks}")


def _wait_for_the_end(ledger: Ledger) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        states = ledger.states()
        if states.keys() <= {"done", "dead"} and not ledger.rows(LEFT)[0][0]:
            return
        assert time.monotonic() < until, f"no end: {states}"
        time.sleep(0.5)


def _url(crew: Crew) -> str:
    if crew.servers:
        return crew.postgres.url.replace("postgresql://", "postgresql+psycopg://")
    return f"sqlite+aiosqlite:///{crew.home / 'copilot.sqlite'}"


def _show_logs(home: Path) -> None:
    for log in sorted(home.glob("*.log")):
        _say(f"--- {log.name}\n{log.read_text()[-3000:]}")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill everything, lose nothing.")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--tasks", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=2, help="how often each kind of blow falls in one seed")
    parser.add_argument("--embedded", action="store_true", help="SQLite and one process instead of servers and three")
    wanted = parser.parse_args()
    report = Report()
    for seed in range(1, wanted.seeds + 1):
        _say(f"seed {seed}")
        run(seed, wanted.tasks, wanted.rounds, report, servers=not wanted.embedded)
    print(report.line())
    sys.exit(1 if report.lost or report.doubled else 0)


if __name__ == "__main__":
    main()
