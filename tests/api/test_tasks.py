"""Tasks, the schedule, events, and the state of the installation."""

from api_world import World, problem_of

from copilot_core.rules.new_task import new_task


async def test_work_is_asked_for_shown_and_done(world: World) -> None:
    asked = await world.client.post("/api/v1/tasks", json={"name": "no_op", "key": "once"})
    assert asked.status_code == 202, asked.text
    again = await world.client.post("/api/v1/tasks", json={"name": "no_op", "key": "once"})
    assert again.json()["id"] == asked.json()["id"]
    assert (await world.client.get(asked.headers["location"])).json()["state"] == "waiting"
    assert await world.work() == ["done"]
    shown = (await world.client.get(f"/api/v1/tasks/{asked.json()['id']}")).json()
    assert (shown["state"], shown["attempts"]) == ("done", 1)
    retried = await world.client.post(f"/api/v1/tasks/{shown['id']}/retry")
    assert problem_of(retried, 409)["code"] == "task_not_ended"


async def test_a_task_is_cancelled_and_tried_again(world: World) -> None:
    task = (await world.client.post("/api/v1/tasks", json={"name": "no_op"})).json()["id"]
    assert (await world.client.post(f"/api/v1/tasks/{task}/cancel")).json()["state"] == "cancelled"
    assert (await world.client.post(f"/api/v1/tasks/{task}/retry")).json()["state"] == "waiting"


async def test_tasks_are_listed_by_state_and_kind_page_by_page(world: World) -> None:
    for _ in range(3):
        await world.client.post("/api/v1/tasks", json={"name": "no_op"})
    await world.client.post("/api/v1/collections", json={})
    asked: dict[str, str | int | list[str]] = {"name": "no_op", "states": ["waiting", "running"], "limit": 2}
    first = (await world.client.get("/api/v1/tasks", params=asked)).json()
    second = (await world.client.get("/api/v1/tasks", params={**asked, "cursor": first["next"]})).json()
    assert [len(first["tasks"]), len(second["tasks"])] == [2, 1]
    assert second["next"] is None
    problem_of(await world.client.get("/api/v1/tasks", params={"cursor": first["next"]}), 422)
    assert (await world.client.get("/api/v1/tasks", params={"states": "done"})).json()["tasks"] == []
    for wrong in ({"states": "asleep"}, {"limit": 0}, {"limit": 201}, {"state": "done"}):
        problem_of(await world.client.get("/api/v1/tasks", params=wrong), 400)


async def test_what_nobody_can_do_is_refused(world: World) -> None:
    for given, status in (
        ({"name": "fly"}, 422),
        ({"name": "collect", "payload": {"colour": "red"}}, 422),
        ({"name": "collect", "payload": {"limit": "many"}}, 422),
        ({"name": "no_op", "payload": {"a": 1}}, 422),
        ({"name": "no_op", "payload": {"a": {}}}, 400),
        ({"name": "no_op", "delay": -1}, 400),
        ({"name": "no_op", "delay": 1e300}, 400),
        ({"name": "no_op", "key": "a\0"}, 400),
        ({"name": "clean_up", "payload": {"a": "\0"}}, 400),
        ({"name": "clean_up", "payload": {"a": ["\0"]}}, 400),
        ({"name": "no_op", "person": "ada"}, 400),
    ):
        assert problem_of(await world.client.post("/api/v1/tasks", json=given), status), given
    problem_of(await world.client.get("/api/v1/tasks/none"), 404)
    problem_of(await world.client.post("/api/v1/tasks/none/cancel"), 404)
    problem_of(await world.client.post("/api/v1/tasks/none/retry"), 404)


async def test_what_concerns_all_is_for_those_who_look_after_it(world: World) -> None:
    await world.container.enqueue_tasks()([new_task("clean_up")])
    async with world.client_of("ada") as ada, world.client_of("root", admin=True) as root:
        assert (await ada.get("/api/v1/tasks")).json()["tasks"] == []
        (task,) = (await root.get("/api/v1/tasks")).json()["tasks"]
        problem_of(await ada.get(f"/api/v1/tasks/{task['id']}"), 404)
        problem_of(await ada.post(f"/api/v1/tasks/{task['id']}/cancel"), 404)
        assert (await root.post(f"/api/v1/tasks/{task['id']}/cancel")).status_code == 200
        problem_of(await ada.post("/api/v1/tasks", json={"name": "rebuild_index"}), 403)
        problem_of(await ada.post("/api/v1/tasks/purge", json={}), 403)
        for path in ("schedule", "plugins", "diagnosis"):
            problem_of(await ada.get(f"/api/v1/{path}"), 403)
        assert (await root.post("/api/v1/tasks", json={"name": "rebuild_index"})).status_code == 202


async def test_old_tasks_are_forgotten(world: World) -> None:
    task = (await world.client.post("/api/v1/tasks", json={"name": "no_op"})).json()["id"]
    await world.client.post(f"/api/v1/tasks/{task}/cancel")
    assert (await world.client.post("/api/v1/tasks/purge", json={})).json() == {"purged": 0}
    assert (await world.client.post("/api/v1/tasks/purge", json={"ended_before": 0})).json() == {"purged": 1}
    problem_of(await world.client.post("/api/v1/tasks/purge", json={"ended_before": -1}), 400)


async def test_the_schedule_the_plugins_and_the_diagnosis_are_shown(world: World) -> None:
    plan = (await world.client.get("/api/v1/schedule")).json()
    assert "clean_up" in {one["name"] for one in plan["entries"]}
    plugins = (await world.client.get("/api/v1/plugins")).json()["plugins"]
    assert "arbeitnow" in {one["name"] for one in plugins}
    findings = (await world.client.get("/api/v1/diagnosis")).json()["findings"]
    assert {"database"} <= {one["what"] for one in findings}
    assert {one["state"] for one in findings} <= {"ok", "warn", "fail"}


async def test_events_are_told_since_a_cursor(world: World) -> None:
    assert (await world.client.get("/api/v1/events")).json() == {"events": [], "cursor": 0}
    await world.client.post("/api/v1/tasks", json={"name": "no_op"})
    first = (await world.client.get("/api/v1/events")).json()
    assert [one["payload"]["state"] for one in first["events"]] == ["waiting"]
    since = {"since": first["cursor"]}
    assert (await world.client.get("/api/v1/events", params=since)).json() == {"events": [], "cursor": first["cursor"]}
    await world.work()
    assert (await world.client.get("/api/v1/events", params=since)).json()["events"]
    for wrong in (-1, 2**60, "x"):
        problem_of(await world.client.get("/api/v1/events", params={"since": wrong}), 400)
    beyond = await world.client.get("/api/v1/events", params={"since": 999})
    assert beyond.status_code in (200, 410), beyond.text
