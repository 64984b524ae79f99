"""Worlds of the API: empty, and with jobs."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from api_world import World, open_world, world_settings

from copilot_adapters.settings import DATABASE, Settings


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose SQLite database is up to date, and empty."""
    home = tmp_path_factory.mktemp("empty")

    async def make() -> None:
        async with open_world(world_settings(home)):
            pass

    asyncio.run(make())
    return home


@pytest.fixture(scope="session")
def stocked_home(tmp_path_factory: pytest.TempPathFactory, empty_home: Path) -> Path:
    """A home whose SQLite database holds some jobs of the sample."""
    home = tmp_path_factory.mktemp("stocked")
    shutil.copy(empty_home / DATABASE, home / DATABASE)

    async def make() -> None:
        async with open_world(world_settings(home)) as world:
            await world.collect()

    asyncio.run(make())
    return home


EITHER = ["sqlite", pytest.param("postgres", marks=pytest.mark.slow)]


@pytest.fixture(params=EITHER)
def empty_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of an empty database, on SQLite and on PostgreSQL."""
    return _settings(request, tmp_path, "empty_home")


@pytest.fixture(params=EITHER)
def stocked_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of a database with jobs; the one on PostgreSQL is filled by `stocked`."""
    return _settings(request, tmp_path, "stocked_home")


def _settings(request: pytest.FixtureRequest, home: Path, filled: str) -> Settings:
    if request.param == "postgres":
        return world_settings(home, request.getfixturevalue("postgres_url"))
    shutil.copy(request.getfixturevalue(filled) / DATABASE, home / DATABASE)
    return world_settings(home)


@pytest.fixture
async def world(empty_settings: Settings) -> AsyncIterator[World]:
    """The application over an empty database."""
    async with open_world(empty_settings) as opened:
        yield opened


@pytest.fixture
async def stocked(stocked_settings: Settings) -> AsyncIterator[World]:
    """The application over a database with 20 jobs of the sample."""
    async with open_world(stocked_settings) as opened:
        if stocked_settings.database.startswith("postgresql"):
            await opened.collect()
        yield opened
