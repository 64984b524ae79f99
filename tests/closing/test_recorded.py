"""Recorded boards and pages, asked by the real client: what says closed, and what proves nothing."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from closing_world import DAY, HOURS, Town, World
from dependency_injector.providers import Object

from copilot_adapters.container import closing_container
from copilot_adapters.gazetteers.geonames import Geonames
from copilot_adapters.job_sources.structured_data import find
from copilot_adapters.posting_pages.polite import read_page
from copilot_adapters.settings import load_settings
from copilot_adapters.taxonomies.esco_onet import EscoOnet
from copilot_core.entities.closing import ClosingState, Told
from copilot_core.entities.identities import JobId, SourceName
from copilot_core.ports.web import Answer
from copilot_core.testing.clock import StillClock
from copilot_core.testing.makers import make_posting, make_sighting

pytestmark = pytest.mark.slow

COMPANIES = {"greenhouse": "anthropic", "lever": "spotify", "ashby": "linear"}


@pytest.fixture(scope="module")
def replay(shared: Path) -> Iterator[str]:
    script = shared / "tools" / "replay_boards.py"
    command = [sys.executable, str(script), "--data", str(shared / "data" / "boards"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield json.loads(server.stdout.readline())["base"]
        server.terminate()


@pytest.fixture(params=COMPANIES)
async def recorded(
    request: pytest.FixtureRequest, tmp_path: Path, replay: str, known: tuple[EscoOnet, Geonames]
) -> AsyncIterator[tuple[World, JobId, str]]:
    """The whole library on the recorded board: a job of it, and the board's name."""
    name: str = request.param
    sources = {name: {"companies": [COMPANIES[name]], "base_url": f"{replay}/ok/{name}"}}
    settings = load_settings(home=tmp_path / "home", embedder="none", background=False, job_sources=sources)
    async with closing_container(settings=settings) as container:
        world = World(container, Town(), StillClock(datetime(2026, 9, 1, tzinfo=UTC)))
        container.clock.override(Object(world.clock))
        container.taxonomy.override(Object(known[0]))
        container.gazetteer.override(Object(known[1]))
        report = await world.collect(source=SourceName(name))
        assert report.found > 1
        world.clock.move(2 * DAY)
        yield world, (await world.all())[0], f"{replay}/{{}}/{name}"


def behaves(world: World, address: str, mode: str) -> None:
    [settings] = world.container.settings().job_sources.values()
    settings["base_url"] = address.format(mode)


@pytest.mark.parametrize("mode", ["blocked", "broken", "truncated", "html", "limited"])
async def test_a_board_that_fails_proves_nothing(recorded: tuple[World, JobId, str], mode: str) -> None:
    world, job, address = recorded
    behaves(world, address, mode)
    checked = await world.container.check_posting()(job, patience=8.0)
    assert checked.unchecked or mode == "limited"
    assert await world.why(job) is None
    assert await world.state(job) is ClosingState.OPEN


async def test_the_board_that_lists_it_keeps_it_open_and_one_that_has_it_no_more_closes_it(
    recorded: tuple[World, JobId, str],
) -> None:
    world, job, address = recorded
    assert not (await world.look(job)).unchecked
    assert await world.state(job) is ClosingState.OPEN
    behaves(world, address, "gone")
    world.clock.move(2 * DAY)
    assert not (await world.look(job)).unchecked
    assert await world.state(job) is ClosingState.DOUBTED
    world.clock.move(2 * DAY)
    await world.look(job)
    assert await world.why(job) == "closing_not_found"


@pytest.mark.parametrize("mode", ["gone", "blocked", "broken", "html", "truncated", "drift"])
async def test_listings_of_a_failing_board_doubt_nothing(recorded: tuple[World, JobId, str], mode: str) -> None:
    world, _, address = recorded
    behaves(world, address, mode)
    for _ in range(3):
        await world.collect(source=SourceName(address.rpartition("/")[2]))
        world.clock.move(HOURS[7])
    found = [await world.job(one) for one in await world.all()]
    assert all(inquiry.state is ClosingState.OPEN for job in found for inquiry in job.inquiries)


def test_a_recorded_page_expires_by_its_own_date(shared: Path) -> None:
    body = (shared / "data" / "boards" / "jsonld" / "meta.html").read_bytes()
    [item] = find(body.decode(), "JobPosting").items
    seen = make_sighting(make_posting(title=str(item["title"]), url="https://careers.example/1"))
    answer = Answer("https://careers.example/1", 200, body, "text/html")
    assert read_page(answer, seen, datetime(2026, 6, 9, tzinfo=UTC)).told is Told.SHOWN
    assert read_page(answer, seen, datetime(2026, 6, 10, tzinfo=UTC)).told is Told.EXPIRED
    other = make_sighting(make_posting(title="Baker"))
    assert read_page(answer, other, datetime(2026, 6, 10, tzinfo=UTC)).told is Told.SILENT
