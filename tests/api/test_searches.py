"""Saved searches."""

from typing import Any

from api_world import World, problem_of

NURSES = {"name": "Nurses", "query": {"text": "nurse", "remote": ["no"]}, "sources": ["arbeitnow"]}


async def _saved(world: World, **given: Any) -> dict[str, Any]:
    answer = await world.client.post("/api/v1/searches", json={**NURSES, **given})
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"/api/v1/searches/{answer.json()['id']}"
    found: dict[str, Any] = answer.json()
    return found


async def test_a_search_is_saved_listed_and_shown(stocked: World) -> None:
    saved = await _saved(stocked)
    assert saved["query"]["text"] == "nurse"
    assert (await stocked.client.get("/api/v1/searches")).json() == {"searches": [saved]}
    shown = (await stocked.client.get(f"/api/v1/searches/{saved['id']}")).json()
    assert shown["search"] == saved
    assert shown["news"]["jobs"] == []


async def test_a_search_of_the_same_name_is_refused(world: World) -> None:
    await _saved(world)
    assert problem_of(await world.client.post("/api/v1/searches", json=NURSES), 409)["code"] == "search_exists"


async def test_a_search_is_changed_paused_and_resumed(world: World) -> None:
    search = (await _saved(world))["id"]
    changed = (await world.client.patch(f"/api/v1/searches/{search}", json={"when": "every 6h"})).json()
    assert changed["timetable"]["hours"] == 6
    paused = (await world.client.post(f"/api/v1/searches/{search}/pause")).json()
    assert (paused["active"], paused["next_due"]) == (False, None)
    assert (await world.client.post(f"/api/v1/searches/{search}/resume")).json()["active"]


async def test_a_search_is_run_in_the_background_and_tells_what_is_new(world: World) -> None:
    search = (await _saved(world, query={}))["id"]
    asked = await world.client.post(f"/api/v1/searches/{search}/run")
    assert asked.status_code == 202, asked.text
    assert asked.headers["location"] == f"/api/v1/tasks/{asked.json()['id']}"
    assert await world.work() == ["done"]
    shown = (await world.client.get(f"/api/v1/searches/{search}")).json()
    assert shown["search"]["new"] == shown["news"]["total"] > 0
    kinds = [one["kind"] for one in (await world.client.get("/api/v1/events")).json()["events"]]
    assert "search" in kinds


async def test_a_search_is_removed(world: World) -> None:
    search = (await _saved(world))["id"]
    gone = await world.client.delete(f"/api/v1/searches/{search}")
    assert (gone.status_code, gone.content) == (204, b"")
    problem_of(await world.client.delete(f"/api/v1/searches/{search}"), 404)
    problem_of(await world.client.get(f"/api/v1/searches/{search}"), 404)
    problem_of(await world.client.post(f"/api/v1/searches/{search}/run"), 404)


async def test_what_could_never_be_asked_is_refused(world: World) -> None:
    for given, status in (
        ({"when": "whenever"}, 422),
        ({"when": "daily 08:00 Europe/Atlantis"}, 422),
        ({"when": "every 1m"}, 422),
        ({"name": "   "}, 422),
        ({"name": "x" * 201}, 400),
        ({"name": "a\0b"}, 400),
        ({"query": {"country": "Atlantis"}}, 422),
        ({"query": {"remote": ["sometimes"]}}, 400),
        ({"query": {"pay_min": -1}}, 400),
        ({"query": {"cursor": "x"}}, 400),
        ({"person": "ada"}, 400),
    ):
        answer = await world.client.post("/api/v1/searches", json={**NURSES, **given})
        assert problem_of(answer, status), given
    unknown = await world.client.post("/api/v1/searches", json={**NURSES, "sources": ["nobody"]})
    assert unknown.status_code in (404, 422)
    search = (await _saved(world))["id"]
    problem_of(await world.client.patch(f"/api/v1/searches/{search}", json={}), 400)
    problem_of(await world.client.patch(f"/api/v1/searches/{search}", json={"when": "never"}), 422)
    problem_of(await world.client.get(f"/api/v1/searches/{search}", params={"limit": 0}), 400)
