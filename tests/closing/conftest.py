"""A world in which postings close: a board and pages whose answers a test holds in its hand."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from closing_world import Town, World
from dependency_injector.providers import Object

from copilot_adapters.container import closing_container
from copilot_adapters.gazetteers.geonames import Geonames
from copilot_adapters.settings import load_settings
from copilot_adapters.taxonomies.esco_onet import EscoOnet
from copilot_core.testing.clock import StillClock


@pytest.fixture(scope="session")
def known() -> tuple[EscoOnet, Geonames]:
    """What takes long to load, and is the same for all."""
    return EscoOnet(), Geonames()


@pytest.fixture
async def world(tmp_path: Path, storage_url: str, known: tuple[EscoOnet, Geonames]) -> AsyncIterator[World]:
    settings = load_settings(
        home=tmp_path / "home",
        database_url=storage_url,
        embedder="none",
        background=False,
        job_sources={"greenhouse": {"companies": ["acme", "globex"]}},
    )
    async with closing_container(settings=settings, migrate=False) as container:
        made = World(container, Town(), StillClock())
        container.web.override(Object(lambda: made.town))
        container.taxonomy.override(Object(known[0]))
        container.gazetteer.override(Object(known[1]))
        container.clock.override(Object(made.clock))
        yield made
