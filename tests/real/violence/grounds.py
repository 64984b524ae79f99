"""Servers that are killed, and come back on the same port."""

import os
import shutil
import signal
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from attrs import define, field
from servers import DEADLINE, free_port, serve_postgres, start_postgres, start_valkey, wait_until_it_answers

DURABLE = ("max_connections=100", "shared_buffers=128MB")
"""As PostgreSQL comes: fsync on, synchronous_commit on."""


@define
class Postgres:
    """A PostgreSQL server at its default durability."""

    port: int = field(factory=free_port)
    folder: Path = field(factory=lambda: _folder("postgres"))
    pid: int = 0

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        self.pid = start_postgres(self.folder, self.port, DURABLE)
        wait_until_it_answers("postgres", self.port, self.folder)

    def kill(self) -> None:
        _kill(self.pid)

    def come_back(self) -> None:
        """Start on what the killed one left; its last processes may hold the memory for a moment."""
        until = time.monotonic() + DEADLINE
        while True:
            self.pid = serve_postgres(self.folder, self.port, DURABLE)
            time.sleep(0.5)
            if _runs(self.pid):
                wait_until_it_answers("postgres", self.port, self.folder)
                return
            assert time.monotonic() < until, (self.folder / "server.log").read_text()

    def stop(self) -> None:
        _end(self.pid)
        shutil.rmtree(self.folder, ignore_errors=True)


@define
class Valkey:
    """A Valkey server that keeps nothing: killed, all its data is gone."""

    port: int = field(factory=free_port)
    folder: Path = field(factory=lambda: _folder("valkey"))
    pid: int = 0

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.pid = start_valkey(self.folder, self.port)
        wait_until_it_answers("valkey", self.port, self.folder)

    def kill(self) -> None:
        _kill(self.pid)

    def come_back(self) -> None:
        self.start()

    def stop(self) -> None:
        _end(self.pid)
        shutil.rmtree(self.folder, ignore_errors=True)


def _folder(kind: str) -> Path:
    made = Path(tempfile.mkdtemp(prefix=f"violence-{kind}-"))
    made.chmod(0o755)
    return made


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _end(pid: int) -> None:
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(pid, signal.SIGINT)
        os.waitpid(pid, 0)


def _runs(pid: int) -> bool:
    finished, _ = os.waitpid(pid, os.WNOHANG)
    return finished == 0
