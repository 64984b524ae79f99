"""Installations that workers work for: on one machine without servers, and on PostgreSQL with Valkey."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from worker_world import Installation


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Installation]:
    made = Installation(tmp_path / "home")
    yield made
    made.end()


@pytest.fixture
def hosted(tmp_path: Path, postgres_url: str, redis_url: str) -> Iterator[Installation]:
    with Redis.from_url(redis_url) as client:
        client.flushdb()
    made = Installation(tmp_path / "home", postgres_url, redis_url)
    yield made
    made.end()


@pytest.fixture(params=["embedded", "hosted"])
def installation(request: pytest.FixtureRequest) -> Installation:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Installation)
    return found
