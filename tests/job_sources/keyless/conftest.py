"""What the boards without keys are held against."""

import importlib.util
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from copilot_adapters.web.polite_web import PoliteWeb


@pytest.fixture(scope="session")
def boards(shared: Path) -> Path:
    """Recorded answers, a folder for each board."""
    return shared / "data" / "boards"


@pytest.fixture(scope="session")
def keyless_replay(shared: Path, boards: Path) -> Iterator[Any]:
    """A server that answers as the recorded boards did: `keyless_replay.url(board, mode)`."""
    with _loaded(shared / "tools" / "replay_boards.py").Replay(boards, slow=0.3) as running:
        yield running


@pytest.fixture
async def once() -> AsyncIterator[PoliteWeb]:
    """The real client, asking once only."""
    web = PoliteWeb(spacing=0.0, longest_wait=0.0, attempts=1)
    yield web
    await web.aclose()


@pytest.fixture
async def patient() -> AsyncIterator[PoliteWeb]:
    """The real client, as it is."""
    web = PoliteWeb(spacing=0.0)
    yield web
    await web.aclose()


def _loaded(file: Path) -> ModuleType:
    name = "replay_boards"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
