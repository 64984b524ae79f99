"""A world with people in it, to be attacked."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from api_world import world_settings
from attacks_world import attacked
from seeds.cast import Cast

from copilot_adapters.settings import DATABASE


@pytest.fixture
async def cast(tmp_path: Path, empty_home: Path) -> AsyncIterator[Cast]:
    """An owner, another person, an admin, and nobody, where it does not matter which database there is."""
    shutil.copy(empty_home / DATABASE, tmp_path / DATABASE)
    async with attacked(world_settings(tmp_path)) as everybody:
        yield everybody
