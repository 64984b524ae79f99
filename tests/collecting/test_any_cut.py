"""Wherever a collection is cut off, and however often: going on stores what an uncut one stores."""

import asyncio
import shutil
from pathlib import Path

import pytest
from collecting_world import HOUR, CollectingWorld, PagedBoard, cut
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copilot_adapters.stemmers.snowball import Snowball
from copilot_adapters.storage import SqlStorage
from copilot_core.entities.posting import Search
from copilot_core.errors import CopilotError, Unavailable

CUTS: dict[str, CopilotError | Exception] = {
    "limited": Unavailable("board_limited", retry_after=60, board="Acme", status=429),
    "blocked": Unavailable("board_blocked", permanent=True, board="Acme", status=403),
    "down": Unavailable("board_unreachable", board="Acme", problem="HTTP 500"),
    "changed": Unavailable("board_changed", permanent=True, board="Acme", problem="it is not a list"),
    "cancelled": asyncio.CancelledError(),  # type: ignore[dict-item]  # what a cancelled run sees
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, made once."""
    file = tmp_path_factory.mktemp("template") / "empty.sqlite"

    async def make() -> None:
        storage = SqlStorage(f"sqlite+aiosqlite:///{file}", Snowball().stem)
        await storage.migrate()
        await storage.close()

    asyncio.run(make())
    return file


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    board=st.builds(PagedBoard, total=st.integers(0, 14), size=st.integers(1, 5)),
    search=st.builds(Search, limit=st.integers(1, 16), requests=st.integers(1, 6)),
    cuts=st.lists(st.tuples(st.sampled_from(sorted(CUTS)), st.integers(0, 14)), max_size=3),
)
def test_any_cut(
    template: Path, tmp_path: Path, board: PagedBoard, search: Search, cuts: list[tuple[str, int]]
) -> None:
    async def run() -> set[str]:
        shutil.copy(template, tmp_path / "cut.sqlite")
        storage = SqlStorage(f"sqlite+aiosqlite:///{tmp_path / 'cut.sqlite'}", Snowball().stem)
        world = CollectingWorld(storage)
        for kind, after in cuts:
            try:
                await world.collect(cut(board, after, CUTS[kind]), search)
            except asyncio.CancelledError:
                assert kind == "cancelled"
            world.clock.move(HOUR)
        await world.collect(board, search)
        stored = await world.stored()
        await storage.close()
        return stored

    assert asyncio.run(run()) == {
        str(number) for number in range(min(board.total, search.limit, search.requests * board.size))
    }
