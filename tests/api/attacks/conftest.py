"""A world with people in it, to be attacked."""

from collections.abc import AsyncIterator

import pytest
from attacks_world import attacked
from seeds.cast import Cast

from copilot_adapters.settings import Settings


@pytest.fixture
async def cast(empty_settings: Settings) -> AsyncIterator[Cast]:
    """An owner, another person, an admin, and nobody, on either database."""
    async with attacked(empty_settings) as everybody:
        yield everybody
