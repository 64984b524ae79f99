"""Collections and sources."""

from api_world import World, problem_of


async def test_boards_are_asked_in_the_background(world: World) -> None:
    asked = await world.client.post("/api/v1/collections", json={"sources": ["arbeitnow"], "limit": 5})
    assert asked.status_code == 202, asked.text
    assert asked.headers["location"] == f"/api/v1/tasks/{asked.json()['id']}"
    assert asked.json()["state"] == "waiting"
    assert await world.work() == ["done"]
    done = (await world.client.get(asked.headers["location"])).json()
    assert done["result"]["outcome.arbeitnow"] == "ok"
    assert len(await world.jobs()) > 0


async def test_what_cannot_be_collected_is_refused_at_once(world: World) -> None:
    nobody = await world.client.post("/api/v1/collections", json={"sources": ["nobody"]})
    assert nobody.status_code in (404, 422), nobody.text
    for given in ({"limit": 0}, {"limit": 10**9}, {"colour": "red"}, {"text": "a\0"}, {"sources": 7}):
        problem_of(await world.client.post("/api/v1/collections", json=given), 400)
    answer = await world.client.post("/api/v1/collections", content=b"{", headers={"content-type": "application/json"})
    problem_of(answer, 400)
    assert await world.tasks() == []


async def test_sources_tell_how_they_do_and_what_they_ask_for(stocked: World) -> None:
    found = (await stocked.client.get("/api/v1/sources")).json()["sources"]
    asked = {one["name"]: one for one in found}["arbeitnow"]
    assert asked["outcome"] == "ok"
    assert asked["attribution"]["url"].startswith("https://")
