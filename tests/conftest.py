"""What every test may ask for."""

import os
from pathlib import Path

import pytest

pytest_plugins: list[str] = []


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of recorded data: unset skips, set and wrong fails."""
    named = os.environ.get("COPILOT_SHARED")
    if not named:
        pytest.skip("COPILOT_SHARED is not set: recorded data is not at hand")
    folder = Path(named).resolve()
    assert (folder / "data" / "boards").is_dir(), f"COPILOT_SHARED={named} holds no data/boards"
    return folder
