"""Before somebody applies, it is looked whether the job is still open."""

import pytest
from applications_world import DAY, ApplicationsWorld, opening
from closing_world import Town
from dependency_injector.providers import Object
from searches_world import gazetteer, taxonomy

from copilot_core.entities.application import Stage
from copilot_core.entities.identities import SourceName
from copilot_core.entities.job_query import JobQuery
from copilot_core.errors import Unavailable
from copilot_core.testing import make_posting

CLOSED = "<p>This job is closed.</p>"
PAGES = "https://jobs.example/opening-"


@pytest.fixture
def town(world: ApplicationsWorld) -> Town:
    made = Town()
    world.container.web.override(Object(lambda: made))
    return made


async def test_who_applies_to_a_closed_job_is_told_and_applies_all_the_same(
    world: ApplicationsWorld, town: Town
) -> None:
    world.container.taxonomy.override(Object(taxonomy()))
    world.container.gazetteer.override(Object(gazetteer()))
    for company in ("Clinic", "Hospice"):
        town.shows(f"https://{company}.example/", CLOSED)
        posting = make_posting(company=company, url=f"https://{company}.example/", description=company * 20)
        await world.container.store_postings()(SourceName("acme"), [posting])
    page = await world.container.search_jobs()(JobQuery())
    first, second = [await world.container.show_job()(job.id) for job in page.jobs]
    world.clock.move(3 * DAY)
    begun = await world.track(first, Stage.APPLIED, check=True)
    assert begun.application.stage is Stage.APPLIED
    assert begun.job is not None
    assert begun.job.closed
    assert [said.code for said in begun.warnings] == ["applying_to_closed"]
    saved = (await world.track(second, check=True)).application
    assert len(town.asked) == 1
    moved = await world.move(saved, Stage.APPLIED, check=True)
    assert (len(town.asked), [said.code for said in moved.warnings]) == (2, ["applying_to_closed"])


async def test_what_may_be_closed_and_what_could_not_be_checked_is_told(world: ApplicationsWorld, town: Town) -> None:
    town.pages[f"{PAGES}2"] = Unavailable("web_failed", url=f"{PAGES}2", problem="down")
    await world.put(opening(1), opening(2))
    world.clock.move(3 * DAY)
    doubted = await world.track(opening(1), Stage.APPLIED, check=True)
    assert [said.code for said in doubted.warnings] == ["closing_doubted_missing"]
    unchecked = await world.track(opening(2), Stage.APPLIED, check=True)
    assert [said.code for said in unchecked.warnings] == ["closing_unchecked"]


async def test_nobody_is_asked_when_no_look_is_wanted(world: ApplicationsWorld, town: Town) -> None:
    await world.put(opening())
    world.clock.move(3 * DAY)
    await world.track(opening(), Stage.APPLIED)
    assert town.asked == []
