"""The command line as people and scripts call it: a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from attrs import frozen


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
        ran = subprocess.run(
            [sys.executable, "-m", "copilot_adapters.cli", *args],
            check=False,
            capture_output=True,
            text=True,
            input=stdin,
            timeout=timeout,
            cwd=self.home.parent,
            env=self.env | (env or {}),
        )
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
