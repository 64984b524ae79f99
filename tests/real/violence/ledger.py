"""What the database says about the work: read from outside, by plain SQL."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from attrs import frozen

Row = tuple[Any, ...]


@frozen
class Ledger:
    """Asks the database, and asks again while it is down."""

    database: str
    home: Path

    def rows(self, query: str) -> list[Row]:
        until = time.monotonic() + 60
        while True:
            try:
                with self._open() as ask:
                    return list(ask(query))
            except (psycopg.Error, sqlite3.Error):
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def count(self) -> int:
        return int(self.rows("SELECT count(*) FROM tasks WHERE name = 'strike'")[0][0])

    def states(self) -> dict[str, int]:
        return dict(self.rows("SELECT state, count(*) FROM tasks WHERE name = 'strike' GROUP BY state"))

    def running(self) -> list[str]:
        """Return the tasks that anybody has in hand."""
        return [task for (task,) in self.rows("SELECT id FROM tasks WHERE state = 'running' AND name = 'strike'")]

    def running_under(self, pid: int) -> list[str]:
        """Return the tasks a process has in hand."""
        running = "SELECT id, worker FROM tasks WHERE state = 'running' AND name = 'strike'"
        return [task for task, worker in self.rows(running) if str(pid) in worker.split(":")]

    def wait_until_gone_on(self, tasks: Sequence[str], patience: float) -> None:
        """Wait until each task that was hit ended, waits for its next attempt, or was started anew."""
        before = self._fences(tasks) if tasks else {}
        until = time.monotonic() + patience
        open_tasks = set(tasks)
        while open_tasks:
            assert time.monotonic() < until, f"not recovered: {sorted(open_tasks)[:5]} {self.states()}"
            now = self._fences(open_tasks)
            open_tasks = {task for task in open_tasks if now[task][1] == "running" and now[task][0] == before[task][0]}
            time.sleep(0.05)

    def wait_for_more(self, than: int, patience: float) -> list[str]:
        """Wait until more tasks were asked for, and return the newest."""
        until = time.monotonic() + patience
        while self.count() <= than:
            assert time.monotonic() < until, "nobody asks for work any more"
            time.sleep(0.05)
        newest = "SELECT id FROM tasks WHERE name = 'strike' ORDER BY created_at DESC, id DESC LIMIT 5"
        return [task for (task,) in self.rows(newest)]

    def _fences(self, tasks: Sequence[str] | set[str]) -> dict[str, tuple[int, str]]:
        named = ", ".join(f"'{task}'" for task in tasks)
        found = self.rows(f"SELECT id, fence, state FROM tasks WHERE id IN ({named})")
        return {task: (fence, state) for task, fence, state in found}

    @contextmanager
    def _open(self) -> Iterator[Any]:
        if self.database:
            with psycopg.connect(self.database, autocommit=True, connect_timeout=5) as connection:
                yield lambda query: connection.execute(query).fetchall()
            return
        opened = sqlite3.connect(self.home / "copilot.sqlite", timeout=15)
        try:
            yield lambda query: opened.execute(query).fetchall()
        finally:
            opened.close()
