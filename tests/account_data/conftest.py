"""An installation with two people who left something everywhere."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from account_data_world import ANN, BOB, live, opened, stock

from copilot_adapters.container import Container


@pytest.fixture
async def container(tmp_path: Path, storage_url: str) -> AsyncIterator[Container]:
    """The library on an empty database of either kind."""
    async with opened(tmp_path / "home", storage_url) as made:
        yield made


@pytest.fixture
async def two(container: Container) -> Container:
    """The library, with Ann and Bob."""
    await stock(container)
    for person in (ANN, BOB):
        await live(container, person)
    return container
