"""Saved searches on either database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from dependency_injector.providers import Object
from searches_world import SearchWorld, Shelves, gazetteer, taxonomy

from copilot_adapters.container import closing_container
from copilot_adapters.settings import Settings
from copilot_core.testing import StillClock


@pytest.fixture
async def world(storage_url: str, tmp_path: Path) -> AsyncIterator[SearchWorld]:
    settings = Settings(home=tmp_path, database_url=storage_url, embedder="none", redis_url="")  # type: ignore[arg-type]  # pydantic coerces
    clock, shelves = StillClock(), Shelves()
    async with closing_container(settings=settings) as container:
        for provider, made in (
            (container.clock, clock),
            (container.boards, shelves),
            (container.taxonomy, taxonomy()),
            (container.gazetteer, gazetteer()),
        ):
            provider.override(Object(made))
        yield SearchWorld(container, clock, shelves)
