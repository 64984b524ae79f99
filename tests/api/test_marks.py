"""Jobs saved and dismissed: listed with reasons, changed together, and back."""

from api_world import World, problem_of


async def test_marked_jobs_are_listed_with_reasons_page_by_page(stocked: World) -> None:
    jobs = [one["id"] for one in (await stocked.jobs())[:3]]
    for job in jobs:
        await stocked.client.put(f"/api/v1/jobs/{job}/mark", json={"mark": "dismissed", "reason": "pay", "note": "low"})
    first = (await stocked.client.get("/api/v1/marks", params={"limit": 2})).json()
    assert [one["job"]["id"] for one in first["marked"]] == [jobs[2], jobs[1]]
    assert first["marked"][0]["mark"]["reason"] == "pay"
    rest = (await stocked.client.get("/api/v1/marks", params={"limit": 2, "cursor": first["next"]})).json()
    assert [one["job"]["id"] for one in rest["marked"]] == [jobs[0]]
    assert rest["next"] is None
    assert (await stocked.client.get("/api/v1/marks", params={"mark": "saved"})).json()["marked"] == []
    problem_of(await stocked.client.get("/api/v1/marks", params={"cursor": "made up"}), 422)
    async with stocked.client_of("ada") as ada:
        assert (await ada.get("/api/v1/marks")).json()["marked"] == []


async def test_several_jobs_are_marked_together_and_back(stocked: World) -> None:
    one, two, three = (job["id"] for job in (await stocked.jobs())[:3])
    await stocked.client.put(f"/api/v1/jobs/{one}/mark", json={"mark": "saved", "note": "nice"})
    changes = [{"job": job, "mark": "dismissed", "reason": "place"} for job in (one, two, three)]
    changed = await stocked.client.post("/api/v1/marks", json={"changes": changes})
    assert changed.status_code == 200, changed.text
    assert len(changed.json()["marks"]) == 3
    assert one not in {job["id"] for job in await stocked.jobs()}
    undone = await stocked.client.post("/api/v1/marks", json={"changes": changed.json()["undo"]})
    assert [mark["note"] for mark in undone.json()["marks"]] == ["nice"]
    assert {one, two, three} <= {job["id"] for job in await stocked.jobs()}


async def test_of_several_all_are_marked_or_none(stocked: World) -> None:
    job = (await stocked.jobs())[0]["id"]
    wrong = [{"job": job, "mark": "saved"}, {"job": "none", "mark": "saved"}]
    problem_of(await stocked.client.post("/api/v1/marks", json={"changes": wrong}), 404)
    assert (await stocked.client.get("/api/v1/marks")).json()["marked"] == []
    unfit = [{"job": job, "mark": "saved", "reason": "pay"}]
    assert problem_of(await stocked.client.post("/api/v1/marks", json={"changes": unfit}), 422)["code"]
    for many in (51, 0):
        answer = await stocked.client.post("/api/v1/marks", json={"changes": [{"job": job}] * many})
        problem_of(answer, 400)
