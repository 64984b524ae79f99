"""Fixtures of the command line."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command_line import Copilot


@pytest.fixture
def copilot(tmp_path: Path) -> Copilot:
    home = tmp_path / "home"
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("COPILOT_", "COLUMNS"))}
    return Copilot(home, clean | {"COPILOT_HOME": str(home), "COPILOT_BACKGROUND": "false", "COPILOT_EMBEDDER": "none"})


@pytest.fixture
def plug_in(tmp_path: Path) -> Callable[[str, str], dict[str, str]]:
    """Install a stranger's package: module text in, environment out."""

    def install(name: str, source: str) -> dict[str, str]:
        folder = tmp_path / "plugins"
        info = folder / f"{name}-1.0.dist-info"
        info.mkdir(parents=True)
        (folder / f"{name}_board.py").write_text(source, "utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[copilot.job_sources]\n{name} = {name}_board:Board\n", "utf-8")
        return {"PYTHONPATH": str(folder)}

    return install


@pytest.fixture(scope="session")
def replay(shared: Path) -> Iterator[str]:
    """Address of the recorded boards on loopback."""
    script = shared / "tools" / "replay_boards.py"
    command = [sys.executable, str(script), "--data", str(shared / "data" / "boards"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        base: str = json.loads(server.stdout.readline())["base"]
        yield base
        server.terminate()
