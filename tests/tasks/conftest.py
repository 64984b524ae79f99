import pytest
from work_world import WorkWorld

from copilot_adapters.storage import SqlStorage


@pytest.fixture
def world(storage: SqlStorage) -> WorkWorld:
    return WorkWorld(storage)
