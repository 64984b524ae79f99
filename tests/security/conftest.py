"""Fixtures of the attacks."""

import os
from pathlib import Path

import pytest
from command_line import Copilot


@pytest.fixture
def copilot(tmp_path: Path) -> Copilot:
    home = tmp_path / "home"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COPILOT_")}
    return Copilot(home, clean | {"COPILOT_HOME": str(home), "COPILOT_BACKGROUND": "false", "COPILOT_EMBEDDER": "none"})
