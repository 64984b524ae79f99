"""The processes: workers, and the one who asks for work."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Self

from attrs import define, field
from real.violence.asker import ENOUGH
from real.violence.grounds import Postgres, Valkey
from servers import free_port

TESTS = Path(__file__).parents[2]


@define
class Crew:
    """Workers in their places, an asker, and the servers they need; embedded there are none."""

    home: Path
    seed: int
    tasks: int
    lease: float
    servers: bool
    size: int = 3
    postgres: Postgres = field(factory=Postgres)
    valkey: Valkey = field(factory=Valkey)
    workers: dict[int, "subprocess.Popen[bytes]"] = field(factory=dict)
    asker: "subprocess.Popen[bytes] | None" = None
    web: "subprocess.Popen[bytes] | None" = None
    port: int = field(factory=free_port)

    def __enter__(self) -> Self:
        if self.servers:
            self.postgres.start()
            self.valkey.start()
        return self

    def __exit__(self, *_: object) -> None:
        for process in (*self.workers.values(), self.asker, self.web):
            if process is not None and process.poll() is None:
                process.kill()
                process.wait()
        if self.servers:
            self.postgres.stop()
            self.valkey.stop()

    @property
    def database(self) -> str:
        """Address of the database as settings name it, empty for the file in the home."""
        return self.postgres.url if self.servers else ""

    @property
    def address(self) -> str:
        """Where the web process answers."""
        return f"http://127.0.0.1:{self.port}"

    def start_all(self) -> None:
        self.start_asker()
        self.start_web()
        for place in range(self.size):
            self.start_worker(place)

    def start_worker(self, place: int) -> None:
        self.workers[place] = self._start("worker", place)

    def kill_worker(self, place: int) -> None:
        self.workers[place].kill()
        self.workers[place].wait()

    def start_asker(self) -> None:
        self.asker = self._start("asker", 0)

    def kill_asker(self, *, between: bool) -> None:
        """Kill it from outside, or let it kill itself after its next commit, before it publishes."""
        assert self.asker is not None
        if self.asker.poll() is None:
            self.asker.send_signal(signal.SIGUSR1 if between else signal.SIGKILL)
        self.asker.wait()

    def finish_asking(self, patience: float) -> None:
        """Tell the asker that it was enough, and wait until it asked for what it still owes."""
        assert self.asker is not None
        (self.home / ENOUGH).touch()
        assert self.asker.wait(patience) == 0, "the asker failed"

    def start_web(self) -> None:
        self.web = self._run("web", ["copilot_adapters.cli", "web", "--port", str(self.port)])

    def revive_web(self) -> None:
        """Start it again where it ended by itself: it does not start while the database is away."""
        if self.web is not None and self.web.poll() is not None:
            self.start_web()

    def kill_web(self) -> None:
        assert self.web is not None
        self.web.kill()
        self.web.wait()

    def jump(self, seconds: float) -> None:
        """Move everybody's clock."""
        (self.home / "clock").write_text(str(seconds))

    def _start(self, role: str, place: int) -> "subprocess.Popen[bytes]":
        return self._run(f"{role}-{place}", [f"real.violence.{role}", str(self.seed), str(self.tasks)])

    def _run(self, name: str, command: list[str]) -> "subprocess.Popen[bytes]":
        environment = os.environ | {
            "PYTHONPATH": f"{TESTS}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
            "COPILOT_HOME": str(self.home),
            "COPILOT_EMBEDDER": "none",
            "COPILOT_WORKER__LEASE": str(self.lease),
            "COPILOT_WORKER__AGAIN_AFTER": "3",
            "COPILOT_WORKER__THREADS": "6",
            "COPILOT_LIMITS__ENABLED": "false",
            "COPILOT_LOG__LEVEL": "warning",
        }
        if self.servers:
            environment |= {"COPILOT_DATABASE_URL": self.postgres.url, "COPILOT_REDIS_URL": self.valkey.url}
        with (self.home / f"{name}.log").open("ab") as log:
            whole = [sys.executable, "-m", *command]
            return subprocess.Popen(whole, stdout=log, stderr=log, env=environment, start_new_session=True)
