"""The command line as people and scripts call it: a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from attrs import frozen
from prepared import run_prepared

FORKS = sys.platform == "linux"
"""Elsewhere forking a process that has imported much is not safe."""


def run_afresh(
    args: list[str], *, cwd: Path, env: dict[str, str], stdin: str, timeout: float
) -> "subprocess.CompletedProcess[str]":
    """Run `copilot` in a new interpreter: where other packages are to be found."""
    command = [sys.executable, "-m", "copilot_adapters.cli", *args]
    return subprocess.run(
        command, check=False, capture_output=True, text=True, input=stdin, timeout=timeout, cwd=cwd, env=env
    )


@frozen
class Ran:
    """What a command left."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@frozen
class Copilot:
    """`copilot` with a home of its own."""

    home: Path
    env: dict[str, str]

    def __call__(self, *args: str, env: dict[str, str] | None = None, stdin: str = "", timeout: float = 110) -> Ran:
        whole = self.env | (env or {})
        run = run_prepared if whole.get("PYTHONPATH") == os.environ.get("PYTHONPATH") and FORKS else run_afresh
        ran = run([*args], cwd=self.home.parent, env=whole, stdin=stdin, timeout=timeout)
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    def start(self, *args: str, env: dict[str, str] | None = None) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "copilot_adapters.cli", *args],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.home.parent,
            env=self.env | (env or {}),
        )
