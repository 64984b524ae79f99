"""The guide to a board of one's own shows the example as it is, and the example works from its own folder."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "copilot-acme"
GUIDE = (ROOT / "docs" / "how-to" / "add-a-job-board.md").read_text("utf-8")
SHOWN = {
    "python": ("src/copilot_acme/__init__.py", "tests/test_acme.py", "src/copilot_acme/paged.py"),
    "toml": ("pyproject.toml",),
    "sh": ("README.md",),
}


@pytest.mark.parametrize("language", SHOWN)
def test_the_guide_shows_the_real_files(language: str) -> None:
    blocks = [block.strip() for block in re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)]
    files = [(EXAMPLE / name).read_text("utf-8") for name in SHOWN[language]]
    assert len(blocks) == len(files)
    for block, file in zip(blocks, files, strict=True):
        assert block.strip() in file


def test_the_first_plug_in_is_small() -> None:
    code = (EXAMPLE / "src/copilot_acme/__init__.py").read_text("utf-8")
    body = code.partition("@frozen")[2]
    lines = [line for line in body.splitlines() if line.strip() and '"""' not in line]
    assert len(lines) <= 10


@pytest.mark.slow
def test_the_example_passes_its_own_tests_from_its_own_folder() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        check=False,
        capture_output=True,
        text=True,
        cwd=EXAMPLE,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"\b[45]\d passed", ran.stdout), ran.stdout
