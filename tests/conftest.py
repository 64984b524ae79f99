"""What every test may ask for."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from figures import note

from copilot_adapters.stemmers.snowball import Snowball
from copilot_adapters.storage import SqlStorage

pytest_plugins = ["servers"]

SLOW = frozenset(
    {
        "account_data",
        "api",
        "matrix",
        "attacks",
        "fuzz",
        "accounts",
        "accounts_adapters",
        "applications",
        "archives",
        "caches",
        "closing",
        "collecting",
        "limiters",
        "reading_again",
        "searches",
    }
    | {"test_new_matches", "test_match_jobs", "test_searching", "test_hostile_index", "test_hostile_plug_ins"}
    | {"test_claims", "test_handing_over", "test_at_once", "test_crossings", "test_transactions", "test_kept_things"}
    | {
        "test_events",
        "test_asking",
        "test_collecting",
        "test_running",
        "test_hostile_documents",
        "test_profiles",
        "test_adding_resumes",
    }
    | {"test_private_jobs", "test_doctor_of_meaning", "test_keeping_the_schedule"}
)
"""Folders and files whose tests make databases, applications or processes: `make test` runs them, `make check` does not."""

PROOFS = frozenset({"attacks", "test_any_request"})
"""Folders and files whose tests take minutes and count what they prove: `make security` and `make fuzz-api` run them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        named = {item.path.parent.name, item.path.stem}
        if SLOW & named:
            item.add_marker(pytest.mark.slow)
        if PROOFS & named:
            item.add_marker(pytest.mark.proof)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count every test that held as a check, where figures are written down."""
    if "COPILOT_FIGURES" in os.environ:
        note("tests", "", checks=len(terminalreporter.stats.get("passed", [])))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of recorded data: unset skips, set and wrong fails."""
    named = os.environ.get("COPILOT_SHARED")
    if not named:
        pytest.skip("COPILOT_SHARED is not set: recorded data is not at hand")
    folder = Path(named).resolve()
    assert (folder / "data" / "boards").is_dir(), f"COPILOT_SHARED={named} holds no data/boards"
    return folder


BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.slow)]


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a database without tables, of either kind."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'copilot.sqlite'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(params=BOTH)
def storage_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of a database with the tables and nothing in them, of either kind: a copy of one that was migrated."""
    if request.param == "sqlite":
        file = tmp_path / "copilot.sqlite"
        file.write_bytes(request.getfixturevalue("ready_sqlite"))
        return f"sqlite+aiosqlite:///{file}"
    return str(request.getfixturevalue("ready_postgres_url"))


@pytest.fixture
async def storage(storage_url: str) -> AsyncIterator[SqlStorage]:
    """Storage that is empty: the same tests hold for both databases."""
    made = SqlStorage(storage_url, Snowball().stem)
    yield made
    await made.close()
