"""What one person brought is nowhere in what another is shown, by whatever door they come."""

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
from attrs import evolve

from copilot_adapters.container import Container, closing_container
from copilot_adapters.settings import load_settings
from copilot_core.entities.identities import JobId, PersonId, SightingId, SourceName
from copilot_core.entities.job import Job
from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.entities.resume import Reading
from copilot_core.errors import NotFound
from copilot_core.testing.makers import make_posting

ANN, BOB = PersonId("ann"), PersonId("bob")
SECRET = "zyzzogeton"
TEXT = "You bake bread and rolls in our bakery in Berlin, every night from two to ten, with five colleagues. " * 6
SHARED = make_posting(
    external_id="1", title="Baker", company="Good Bread", description=TEXT, places=("Berlin, Germany",)
)


@pytest.fixture
async def container(tmp_path: Path) -> AsyncIterator[Container]:
    settings = load_settings(home=tmp_path / "home", embedder="none", background=False)
    async with closing_container(settings=settings) as made:
        yield made


async def brought(container: Container) -> list[Job]:
    """Store a shared job, then let Ann bring a copy of it and a job of her own."""
    await container.store_postings()(SourceName("acme"), [SHARED])
    copy = evolve(SHARED, external_id="2", url=f"https://{SECRET}.example/2", description=f"{TEXT} {SECRET}")
    own = evolve(copy, external_id="3", title=f"Falconer {SECRET}", company=SECRET, description=f"Falcons, {SECRET}.")
    return [await container.add_job()(posting, person=ANN) for posting in (copy, own)]


async def test_lists_counts_and_facets_of_others_hold_nothing_private(container: Container) -> None:
    await brought(container)
    for query in (
        JobQuery(),
        JobQuery(text=SECRET),
        JobQuery(text="baker falconer", sort=Sort.RELEVANCE),
        JobQuery(company=SECRET),
        JobQuery(sources=frozenset({SourceName("manual")})),
        JobQuery(sort=Sort.PAY),
    ):
        page = await container.search_jobs()(query, person=BOB)
        assert SECRET not in told(page)
        assert "manual" not in told(page)
        assert page.total <= 1
    assert (await container.search_jobs()(JobQuery(text=SECRET), person=ANN)).total == 2


async def test_no_id_of_a_private_job_opens_it_for_others(container: Container) -> None:
    mine = await brought(container)
    ids = {str(job.id) for job in mine} | {str(seen.id) for job in mine for seen in job.sightings}
    for one in ids:
        for deed in (container.show_job(), container.similar_jobs()):
            with pytest.raises(NotFound):
                await deed(JobId(one), person=BOB)
        for sighting in ids:
            with pytest.raises(NotFound):
                await container.split_job()(JobId(one), SightingId(sighting), person=BOB)
    assert SECRET in told(await container.show_job()(mine[0].id, person=ANN))


async def test_a_shared_job_shows_others_nothing_of_a_private_copy(container: Container) -> None:
    mine = await brought(container)
    [shared] = (await container.search_jobs()(JobQuery(), person=BOB)).jobs
    seen = await container.show_job()(shared.id, person=BOB)
    assert len(seen.sightings) == 1
    assert not seen.merges
    assert SECRET not in told(seen)
    for job in mine:
        for sighting in job.sightings:
            if sighting.owner == ANN:
                with pytest.raises(NotFound):
                    await container.split_job()(shared.id, sighting.id, person=BOB)


async def test_matching_considers_only_what_the_person_may_see(container: Container) -> None:
    mine = await brought(container)
    reading = Reading(text=f"Baker and falconer, {SECRET}")
    assert SECRET not in told(await container.match_jobs()(reading, person=BOB))
    named = await container.match_jobs()(reading, person=BOB, among=[job.id for job in mine])
    assert SECRET not in told(named)
    assert (await container.match_jobs()(reading, person=BOB)).considered == 1


def told(thing: object) -> str:
    return msgspec.json.encode(thing).decode()
