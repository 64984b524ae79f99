"""What the README shows is run."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
ACME = ROOT / "examples" / "copilot-acme"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.mark.slow
def test_the_ten_lines_of_library_print_jobs(tmp_path: Path) -> None:
    resume = ROOT / "packages/copilot-adapters/src/copilot_adapters/sample/resume.md"
    (tmp_path / "resume.md").write_bytes(resume.read_bytes())
    program = tmp_path / "program.py"
    program.write_text(blocks("python")[0], "utf-8")
    env = {"COPILOT_HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"}
    ran = subprocess.run(
        [sys.executable, str(program)], check=True, capture_output=True, text=True, cwd=tmp_path, env=env
    )
    lines = ran.stdout.strip().splitlines()
    assert len(lines) == 3
    assert all("Nurse" in line for line in lines), lines


def test_the_plug_in_shown_is_the_example() -> None:
    assert blocks("python")[1].strip() in (ACME / "src/copilot_acme/__init__.py").read_text("utf-8")
    assert blocks("toml")[0].strip() in (ACME / "pyproject.toml").read_text("utf-8")


def test_every_command_shown_exists() -> None:
    shown = set(re.findall(r"^\$ copilot (\w+)", README, re.MULTILINE)) | set(re.findall(r"`copilot (\w+)", README))
    ran = subprocess.run(
        [sys.executable, "-m", "copilot_adapters.cli", "--help"], check=True, capture_output=True, text=True
    )
    assert shown
    assert all(re.search(rf"\b{command}\b", ran.stdout) for command in shown), shown
