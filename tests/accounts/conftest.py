"""Accounts on either database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from dependency_injector.providers import Object
from signing_world import SigningWorld

from copilot_adapters.container import closing_container
from copilot_adapters.password_hashers.argon2 import Argon2
from copilot_adapters.settings import Settings
from copilot_core.testing import KeptLetters, StillClock


@pytest.fixture
async def world(storage_url: str, tmp_path: Path) -> AsyncIterator[SigningWorld]:
    settings = Settings(home=tmp_path, database_url=storage_url, embedder="none", redis_url="")  # type: ignore[arg-type]  # pydantic coerces
    clock, letters = StillClock(), KeptLetters()
    async with closing_container(settings=settings) as container:
        container.clock.override(Object(clock))
        container.account_mail.override(Object(letters))
        container.password_hasher.override(Object(Argon2(kib=8, passes=1, at_once=8)))
        yield SigningWorld(container, clock, letters)
