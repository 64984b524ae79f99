"""Applications on either database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from applications_world import ApplicationsWorld
from dependency_injector.providers import Object

from copilot_adapters.container import closing_container
from copilot_adapters.settings import Settings
from copilot_core.testing import StillClock


@pytest.fixture
async def world(storage_url: str, tmp_path: Path) -> AsyncIterator[ApplicationsWorld]:
    settings = Settings(home=tmp_path, database_url=storage_url, embedder="none", redis_url="")  # type: ignore[arg-type]  # pydantic coerces
    clock = StillClock()
    async with closing_container(settings=settings) as container:
        container.clock.override(Object(clock))
        yield ApplicationsWorld(container, clock)
