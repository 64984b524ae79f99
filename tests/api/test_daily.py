"""What one does every day: what is new, which is better, and what a page must know."""

from api_world import World, problem_of

from copilot_core.entities.identities import SourceName
from copilot_core.sentences import CATALOGUE
from copilot_core.testing import make_posting


async def _bring(world: World, *names: str) -> None:
    postings = [make_posting(external_id=name, title=f"Nurse {name}", company=f"Clinic {name}") for name in names]
    await world.container.store_postings()(SourceName("one"), postings)


async def test_news_of_a_search_go_on_page_by_page_until_they_are_seen(world: World) -> None:
    search = (await world.client.post("/api/v1/searches", json={"name": "N", "query": {"text": "nurse"}})).json()["id"]
    await _bring(world, "amber", "birch", "cedar")
    first = (await world.client.get(f"/api/v1/searches/{search}/news", params={"limit": 2})).json()
    assert (len(first["news"]["jobs"]), first["news"]["total"]) == (2, 3)
    asked = {"limit": 2, "cursor": first["news"]["next"]}
    rest = (await world.client.get(f"/api/v1/searches/{search}/news", params=asked)).json()
    assert len(rest["news"]["jobs"]) == 1
    await _bring(world, "dune")
    seen = await world.client.post(f"/api/v1/searches/{search}/seen", json={"upto": first["upto"]})
    assert (seen.status_code, seen.json()["new"]) == (200, 0)
    left = (await world.client.get(f"/api/v1/searches/{search}/news")).json()["news"]
    assert [job["title"] for job in left["jobs"]] == ["Nurse dune"]
    await world.client.post(f"/api/v1/searches/{search}/seen", json={})
    assert (await world.client.get(f"/api/v1/searches/{search}/news")).json()["news"]["total"] == 0
    await world.client.post(f"/api/v1/searches/{search}/seen", json={"upto": 0})
    assert (await world.client.get(f"/api/v1/searches/{search}/news")).json()["news"]["total"] == 0


async def test_jobs_are_compared_side_by_side(stocked: World) -> None:
    one, two = (job["id"] for job in (await stocked.jobs())[:2])
    problem_of(await stocked.client.get("/api/v1/matches/comparison", params={"jobs": [one]}), 404)
    resume = (await stocked.resume())["id"]
    for asked in ([one, two], [two, one]):
        found = await stocked.client.get("/api/v1/matches/comparison", params={"jobs": asked, "resume": resume})
        assert [match["job"]["id"] for match in found.json()["matches"]] == asked
    problem_of(await stocked.client.get("/api/v1/matches/comparison", params={"jobs": [one, "none"]}), 404)
    problem_of(await stocked.client.get("/api/v1/matches/comparison", params={"jobs": ["x"] * 11}), 400)
    problem_of(await stocked.client.get("/api/v1/matches/comparison"), 400)


async def test_a_profile_is_taken_from_a_resume(world: World) -> None:
    assert problem_of(await world.client.get("/api/v1/profile/suggestion"), 404)["code"] == "resume_none"
    resume = (await world.resume())["id"]
    await world.client.patch("/api/v1/profile", json={"want": ["Baker"], "pay": "50000 EUR"})
    shown = (await world.client.get("/api/v1/profile/suggestion", params={"replace": True})).json()["wishes"]
    assert shown["want"] != ["Baker"]
    assert (await world.client.get("/api/v1/profile")).json()["wishes"]["want"] == ["Baker"]
    taken = await world.client.post("/api/v1/profile/import", json={"resume": resume})
    assert taken.json()["wishes"]["want"] == ["Baker"]
    replaced = (await world.client.post("/api/v1/profile/import", json={"replace": True})).json()["wishes"]
    assert (replaced["want"], replaced["pay_min"]) == (shown["want"], 50_000)
    problem_of(await world.client.post("/api/v1/profile/import", json={"resume": "none"}), 404)


async def test_a_page_is_told_all_texts_and_all_choices_before_anybody_signs_in(world: World) -> None:
    async with world.client_of() as nobody:
        german = (await nobody.get("/api/v1/sentences", params={"language": "de"})).json()
        assert german["sentences"] == {code: told[1] for code, told in CATALOGUE.items()}
        choices = (await nobody.get("/api/v1/choices")).json()
        problem_of(await nobody.get("/api/v1/sentences", params={"language": "xx"}), 400)
    assert "interviewing" in choices["moves"]["applied"]
    assert choices["language_levels"][0] == "A1"


async def test_who_looks_after_the_installation_sees_how_the_work_goes(world: World) -> None:
    await world.client.post("/api/v1/tasks", json={"name": "no_op"})
    told = (await world.client.get("/api/v1/work")).json()
    assert sum(one["count"] for one in told["counts"] if one["state"] == "waiting") == 1
    async with world.client_of("ada") as ada:
        problem_of(await ada.get("/api/v1/work"), 403)
