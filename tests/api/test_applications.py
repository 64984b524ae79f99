"""Applications and marks through the API."""

from datetime import timedelta
from typing import Any

from api_world import World, problem_of
from httpx import AsyncClient, Response

URL = "/api/v1/applications"


async def track(world: World, number: int = 0, **said: object) -> dict[str, Any]:
    job = (await world.jobs())[number]
    answer = await world.client.post(URL, json={"job": job["id"], **said})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    assert answer.headers["location"] == f"{URL}/{found['application']['id']}"
    assert answer.headers["etag"] == '"1"'
    return found


async def move(client: AsyncClient, application: str, stage: str, version: int) -> Response:
    headers = {"if-match": f'"{version}"'}
    return await client.post(f"{URL}/{application}/moves", json={"stage": stage}, headers=headers)


async def test_an_application_goes_its_way(stocked: World) -> None:
    begun = await track(stocked)
    one = begun["application"]["id"]
    assert begun["moves"] == ["preparing", "applied", "withdrawn"]
    moved = await move(stocked.client, one, "applied", 1)
    assert (moved.status_code, moved.headers["etag"]) == (200, '"2"')
    noted = await stocked.client.post(f"{URL}/{one}/notes", json={"text": "Sent to Ms Meyer"})
    assert noted.status_code == 201, noted.text
    when = {"at": "2099-01-01T08:00:00Z"}
    problem_of(await stocked.client.put(f"{URL}/{one}/reminder", json=when, headers={"if-match": '"3"'}), 422)
    when = {"at": (stocked.container.clock().now() + timedelta(days=2)).isoformat()}
    due = await stocked.client.put(f"{URL}/{one}/reminder", json=when, headers={"if-match": '"3"'})
    assert due.status_code == 200, due.text
    cleared = await stocked.client.delete(f"{URL}/{one}/reminder", headers={"if-match": '"4"'})
    assert cleared.json()["application"]["remind_at"] is None
    shown = await stocked.client.get(f"{URL}/{one}")
    assert shown.headers["etag"] == '"5"'
    assert [line["what"] for line in shown.json()["application"]["timeline"]] == [
        "moved",
        "moved",
        "noted",
        "reminder_set",
        "reminder_cleared",
    ]
    assert (await stocked.client.delete(f"{URL}/{one}", headers={"if-match": '"5"'})).status_code == 204
    problem_of(await stocked.client.get(f"{URL}/{one}"), 404)


async def test_who_changes_an_old_version_is_told(stocked: World) -> None:
    one = (await track(stocked))["application"]["id"]
    assert (await move(stocked.client, one, "applied", 1)).status_code == 200
    late = problem_of(await move(stocked.client, one, "withdrawn", 1), 412)
    assert (late["code"], late["params"]["version"]) == ("application_changed", 2)
    nameless = await stocked.client.post(f"{URL}/{one}/moves", json={"stage": "offer"})
    problem_of(nameless, 428)
    problem_of(await stocked.client.delete(f"{URL}/{one}", headers={"if-match": '"1"'}), 412)


async def test_what_may_not_follow_is_refused_with_the_reason(stocked: World) -> None:
    one = (await track(stocked))["application"]["id"]
    assert problem_of(await move(stocked.client, one, "offer", 1), 422)["code"] == "move_before_applying"
    problem_of(await move(stocked.client, one, "promoted", 1), 400)


async def test_a_job_tracked_already_is_answered_with_that_application(stocked: World) -> None:
    begun = await track(stocked, stage="applied")
    again = await stocked.client.post(URL, json={"job": begun["job"]["id"], "stage": "applied"})
    assert again.status_code == 200
    assert again.json()["application"] == begun["application"]
    assert [said["code"] for said in again.json()["warnings"]] == ["applied_already"]


async def test_applications_are_listed_by_stage_and_page_by_page(stocked: World) -> None:
    for number in range(3):
        await track(stocked, number, stage="applied" if number else "saved")
    listed = (await stocked.client.get(URL, params={"stage": "applied"})).json()
    assert [one["application"]["stage"] for one in listed["applications"]] == ["applied", "applied"]
    first = (await stocked.client.get(URL, params={"limit": 2})).json()
    rest = (await stocked.client.get(URL, params={"limit": 2, "cursor": first["next"]})).json()
    assert (len(first["applications"]), len(rest["applications"]), rest["next"]) == (2, 1, None)
    problem_of(await stocked.client.get(URL, params={"cursor": "x"}), 422)


async def test_another_person_sees_and_changes_nothing(stocked: World) -> None:
    one = (await track(stocked))["application"]["id"]
    async with stocked.client_of("ben") as ben:
        assert (await ben.get(URL)).json()["applications"] == []
        problem_of(await ben.get(f"{URL}/{one}"), 404)
        problem_of(await move(ben, one, "applied", 1), 404)
        problem_of(await ben.post(f"{URL}/{one}/notes", json={"text": "mine"}), 404)
        problem_of(await ben.delete(f"{URL}/{one}", headers={"if-match": '"1"'}), 404)


async def test_a_job_is_dismissed_and_brought_back(stocked: World) -> None:
    job = (await stocked.jobs())[0]["id"]
    mark = f"/api/v1/jobs/{job}/mark"
    problem_of(await stocked.client.get(mark), 404)
    put = await stocked.client.put(mark, json={"mark": "dismissed", "reason": "pay", "note": "too little"})
    assert (put.status_code, put.json()["reason"]) == (200, "pay")
    assert job not in {one["id"] for one in await stocked.jobs()}
    dismissed = (await stocked.client.get("/api/v1/jobs", params={"marked": "dismissed"})).json()
    assert [one["id"] for one in dismissed["jobs"]] == [job]
    async with stocked.client_of("ben") as ben:
        assert job in {one["id"] for one in (await ben.get("/api/v1/jobs")).json()["jobs"]}
    assert (await stocked.client.delete(mark)).status_code == 204
    assert job in {one["id"] for one in await stocked.jobs()}
    problem_of(await stocked.client.put(mark, json={"mark": "saved", "reason": "pay"}), 422)
    problem_of(await stocked.client.put(mark, json={"mark": "loved"}), 400)
