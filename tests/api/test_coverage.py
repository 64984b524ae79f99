"""What the boards hold, and how each of them does."""

from datetime import UTC, datetime, timedelta

from api_world import World, problem_of

from copilot_core.entities.collection import Outcome
from copilot_core.entities.identities import SourceName
from copilot_core.entities.source_run import SourceRun


async def test_coverage_says_what_is_held_board_by_board_and_what_adds_more(stocked: World) -> None:
    job = (await stocked.jobs())[0]
    told = (await stocked.client.get("/api/v1/coverage", params={"text": job["title"]})).json()
    assert told["total"] >= 1
    assert told["boards"][0]["source"]["name"] == "arbeitnow"
    assert told["boards"][0]["jobs"] == told["total"]
    assert told["boards"][0]["source"]["attribution"]["url"]
    assert told["told"][0]["params"]["jobs"] == told["total"]
    nowhere = (await stocked.client.get("/api/v1/coverage", params={"text": "x", "place": "Ohio"})).json()
    assert nowhere["total"] == 0
    assert nowhere["told"][0]["params"]["place"] == "US", "a state is asked for as its country"


async def test_coverage_is_about_ones_wishes_when_nothing_is_asked(stocked: World) -> None:
    await stocked.client.patch("/api/v1/profile", json={"want": ["Nurse"], "where": ["Berlin"]})
    told = (await stocked.client.get("/api/v1/coverage")).json()
    assert (told["text"], told["place"]) == ("Nurse", "Berlin")


async def test_a_source_shows_its_terms_and_its_runs_page_by_page(stocked: World) -> None:
    async with stocked.container.storage().transaction() as books:
        for number in range(3):
            at = datetime.now(UTC) - timedelta(days=number + 1)
            run = SourceRun(
                source=SourceName("arbeitnow"), at=at, search="s", outcome=Outcome.OK, latency=1.0, whole=True, found=5
            )
            await books.source_runs.add(run)
    first = (await stocked.client.get("/api/v1/sources/arbeitnow", params={"limit": 2})).json()
    assert first["source"]["attribution"]
    assert len(first["runs"]) == 2
    asked = {"limit": 2, "cursor": first["next"]}
    rest = (await stocked.client.get("/api/v1/sources/arbeitnow", params=asked)).json()
    assert len(rest["runs"]) == 2
    assert rest["next"] is None
    assert rest["runs"][0]["at"] < first["runs"][-1]["at"]
    assert problem_of(await stocked.client.get("/api/v1/sources/nobody"), 404)["code"] == "source_unknown"
    problem_of(await stocked.client.get("/api/v1/sources/arbeitnow", params={"cursor": "x"}), 422)
