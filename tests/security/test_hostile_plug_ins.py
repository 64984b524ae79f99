"""A plug-in that blocks, raises or tells secrets harms nothing but itself."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from datetime import timedelta
from pathlib import Path
from time import sleep

import pytest
from attrs import field, frozen
from command_line import Copilot

from copilot_adapters import inventory, patience
from copilot_adapters.boards import Boards
from copilot_adapters.clocks import SystemClock
from copilot_adapters.guest import QUEUED, Guest
from copilot_adapters.inventory import Entry, Inventory
from copilot_adapters.plugins import JOB_SOURCES, Plugins
from copilot_core.entities.identities import SourceName
from copilot_core.entities.posting import Attribution, Posting, Search
from copilot_core.errors import CopilotError, Rejected
from copilot_core.ports.web import Web
from copilot_core.testing.canned_web import CannedWeb

KEY = "s3cr3t-key"
Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Install a stranger's package for this process."""

    def put(name: str, source: str, group: str = JOB_SOURCES, thing: str = "Board") -> None:
        packaged(tmp_path / name, name, source, group, thing)
        monkeypatch.syspath_prepend(tmp_path / name)

    return put


def packaged(folder: Path, name: str, source: str, group: str, thing: str) -> None:
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (folder / f"{name}_module.py").write_text(source, "utf-8")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[{group}]\n{name} = {name}_module:{thing}\n", "utf-8")


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [
        ("sleeper", "import time\ntime.sleep(60)", "not ready within"),
        ("leaver", "import sys\nsys.exit(3)", "SystemExit"),
        (
            "raiser",
            "from attrs import Factory, frozen\n@frozen\nclass Board:\n    attribution: object = Factory(lambda: 1 / 0)",
            "ZeroDivisionError",
        ),
    ],
)
async def test_the_inventory_names_what_is_broken_and_lists_the_rest(
    install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, source: str, said: str
) -> None:
    monkeypatch.setattr(inventory, "MAKING_SECONDS", 2.0)
    install(name, source)
    entries = await listed(tmp_path)
    assert entries[name].state == "broken"
    assert said in entries[name].note
    assert entries["remotive"].state == "ready"


def test_what_never_ends_is_not_waited_for() -> None:
    with pytest.raises(Rejected, match="not ready within"):
        patience.within(0.05, "sleeper", lambda: sleep(60))


@frozen
class Telltale:
    """A stranger's board that puts its key into the failures it raises."""

    web: Web
    api_key: str = field(default=KEY, repr=False)
    attribution: Attribution = Attribution(name="Telltale", url="https://telltale.example")
    min_interval: timedelta = timedelta(0)

    async def postings(self, search: Search) -> AsyncIterator[Posting]:
        raise RuntimeError(f"401 for https://telltale.example/?q={search.text}&key={self.api_key}")
        yield


@frozen
class OnlyTelltale(Plugins):
    """The one board there is."""

    def build(self, name: str, settings: Mapping[str, object], **given: Web) -> Telltale:
        return Telltale(given["web"])


async def test_a_key_is_told_in_no_failure_of_a_board() -> None:
    boards = Boards(OnlyTelltale(JOB_SOURCES), {}, lambda: CannedWeb({}))
    with pytest.raises(CopilotError) as failed:
        _ = [one async for one in boards.source(SourceName("telltale")).postings(Search(text="baker"))]
    assert KEY not in str(failed.value)
    assert "401 for https://telltale.example/?q=baker" in str(failed.value)


@frozen
class Endless:
    """A stranger's board that yields rubbish for ever."""

    yielded: list[int]
    attribution: Attribution = Attribution(name="Endless", url="")
    min_interval: timedelta = timedelta(0)

    async def postings(self, search: Search) -> AsyncIterator[Posting]:
        while True:
            self.yielded.append(1)
            yield "rubbish"  # type: ignore[misc]


async def test_a_board_without_end_does_not_fill_the_memory() -> None:
    yielded: list[int] = []
    guest = Guest("endless", lambda: Endless(yielded), Attribution(name="Endless", url=""), timedelta(0), deadline=20)
    items = guest.postings(Search())
    taken = [await anext(items) for _ in range(3)]
    await asyncio.sleep(0.5)
    assert len(yielded) <= QUEUED + len(taken)
    assert isinstance(items, AsyncGenerator)
    await items.aclose()


@pytest.mark.slow
def test_a_broken_command_leaves_the_others_in_order(copilot: Copilot, tmp_path: Path) -> None:
    packaged(tmp_path / "bad", "bad", "raise RuntimeError('boom')", "copilot.commands", "register")
    ran = copilot("jobs", "--json", env={"PYTHONPATH": str(tmp_path / "bad")})
    assert (ran.code, ran.document["total"]) == (0, 0)
    assert "boom" in ran.err
    assert "Traceback" not in ran.err


async def listed(folder: Path) -> dict[str, Entry]:
    boards = Boards(Plugins(JOB_SOURCES), {}, lambda: CannedWeb({}))
    found = await Inventory({}, boards, SystemClock(), folder / "probes.json")()
    return {entry.name: entry for entry in found}
