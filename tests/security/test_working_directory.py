"""Nothing that lies in the working directory is run."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from copilot_adapters.cli import background
from copilot_adapters.cli.session import Session


@pytest.mark.slow
def test_the_process_in_the_background_imports_nothing_from_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("typer", "rich", "pydantic_settings"):
        (tmp_path / f"{module}.py").write_text(f"open({str(tmp_path / 'was_run')!r}, 'w').close()\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COPILOT_HOME", str(tmp_path / "home"))
    started: list[subprocess.Popen[Any]] = []

    def start(command: list[str], **options: Any) -> subprocess.Popen[Any]:
        started.append(real([sys.executable, *command[1 : command.index("worker")], "--help"], **options))
        return started[-1]

    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", start)
    assert background.follow(Session(tmp_path / "home"))
    assert started[0].wait(60) == 0
    assert not (tmp_path / "was_run").exists()
