"""A process that has imported the command line, and forks for each command: a process of its own without the wait.

`python prepared.py SOCKET` serves; `run_prepared` asks. Each command gets its own working directory, environment and
open files, as a fresh interpreter would.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

import copilot_adapters
import copilot_core

LEFT_OUT = (
    "__main__",
    ".testing",
    ".minilm",
    ".chroma",
    ".migrations.",
    ".evaluations",
    ".benches",
    ".redis",
    ".dramatiq",
)
STARTING = 60.0
"""Seconds that the imports may take."""


def run_prepared(
    args: list[str], *, cwd: Path, env: dict[str, str], stdin: str, timeout: float
) -> "subprocess.CompletedProcess[str]":
    """Run `copilot` with these arguments, and wait for it."""
    with (
        tempfile.TemporaryFile("w+") as given,
        tempfile.TemporaryFile("w+") as out,
        tempfile.TemporaryFile("w+") as err,
        socket.socket(socket.AF_UNIX) as asked,
    ):
        given.write(stdin)
        given.seek(0)
        asked.connect(_served())
        order = json.dumps({"args": args, "cwd": str(cwd), "env": env}).encode()
        socket.send_fds(asked, [len(order).to_bytes(8, "big")], [given.fileno(), out.fileno(), err.fileno()])
        asked.sendall(order)
        asked.settimeout(timeout)
        answers = asked.makefile("r")
        pid = int(answers.readline())
        try:
            code = int(answers.readline())
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)
            raise subprocess.TimeoutExpired(args, timeout) from None
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(args, code, out.read(), err.read())


@cache
def _served() -> str:
    """Return the address of this test process's own server."""
    folder = Path(tempfile.mkdtemp(prefix="copilot-prepared-"))
    address = folder / "s"
    server = subprocess.Popen([sys.executable, __file__, str(address)], start_new_session=True)
    atexit.register(server.kill)
    until = time.monotonic() + STARTING
    while not address.exists():
        assert server.poll() is None, "the prepared command line ended"
        assert time.monotonic() < until, "the prepared command line does not start"
        time.sleep(0.02)
    return str(address)


def _serve(address: str) -> None:
    _import_all()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address + ".new")
        listening.listen(64)
        Path(address + ".new").rename(address)
        while True:
            asked, _ = listening.accept()
            if os.fork() == 0:
                listening.close()
                _attend(asked)
            asked.close()


def _import_all() -> None:
    """Import what commands import late, but for what starts threads of its own."""
    for name in ("alembic.command", "aiosqlite", "rich.console", "rich.table", "rich.progress", "psycopg"):
        importlib.import_module(name)
    for package in (copilot_core, copilot_adapters):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not any(part in found.name for part in LEFT_OUT):
                importlib.import_module(found.name)


def _attend(asked: socket.socket) -> None:
    """Run one command in a child, and tell its process id and how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    head, fds, _, _ = socket.recv_fds(asked, 8, 3)
    order = b""
    while len(order) < int.from_bytes(head, "big"):
        order += asked.recv(65536)
    child = os.fork()
    if child == 0:
        asked.close()
        _become(json.loads(order), fds)
    asked.sendall(f"{child}\n".encode())
    _, status = os.waitpid(child, 0)
    asked.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _become(order: dict[str, object], fds: list[int]) -> None:
    for number, fd in enumerate(fds):
        os.dup2(fd, number)
        os.close(fd)
    os.environ.clear()
    os.environ.update(order["env"])  # type: ignore[call-overload]  # as it was sent
    os.chdir(str(order["cwd"]))
    sys.argv = ["copilot", *order["args"]]  # type: ignore[misc]  # as it was sent
    from copilot_adapters.cli import main  # noqa: PLC0415 - as a fresh interpreter does

    code = 1
    try:
        main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve(sys.argv[1])
