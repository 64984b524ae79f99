"""Processes of a bench: a server of our own, measured from outside."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

from attrs import frozen

from copilot_adapters.settings import Settings

TICKS: int = os.sysconf("SC_CLK_TCK")


@frozen
class Serving:
    """A server that runs; `ready` are the seconds it took until it answered."""

    pid: int
    port: int
    ready: float

    @property
    def memory(self) -> float:
        """KB of memory that it holds (Linux)."""
        lines = Path(f"/proc/{self.pid}/status").read_text("ascii").splitlines()
        return next(float(line.split()[1]) for line in lines if line.startswith("VmRSS:"))

    @property
    def busy(self) -> float:
        """Seconds of a processor that it took so far (Linux)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


@contextmanager
def serving(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[Serving]:
    """Run a Python module that prints a document with its address when it is ready, and end it."""
    began = perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, "-P", "-m", *command],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        port = _port(process)
        yield Serving(process.pid, port, perf_counter() - began)
    finally:
        process.terminate()
        process.communicate(timeout=30)


def web_process(settings: Settings, **more: str) -> tuple[Sequence[str], Mapping[str, str]]:
    """Return the command and environment of `copilot web` with these settings, on a port that is free."""
    environment = {
        "COPILOT_HOME": str(settings.home),
        "COPILOT_DATABASE_URL": settings.database_url.get_secret_value(),
        "COPILOT_REDIS_URL": settings.redis,
        "COPILOT_EMBEDDER": settings.embedder,
        "COPILOT_LOG__FORMAT": "json",
        **more,
    }
    return ["copilot_adapters.cli", "web", "--port", "0", "--json"], environment


def _port(process: "subprocess.Popen[str]") -> int:
    assert process.stdout is not None  # noqa: S101 - as it was started
    text = ""
    for line in process.stdout:
        text += line
        with suppress(ValueError):
            return urlsplit(json.loads(text)["address"]).port or 0
    raise RuntimeError(f"the server ended with {process.wait()} before it was ready: copilot web tells why")
