"""Blocked companies, and sightings taken apart and put together."""

from api_world import World, problem_of

from copilot_core.entities.identities import SourceName
from copilot_core.testing import make_posting

TEXT = "<p>Northwind builds software for wind parks in Python and SQL; you keep it running, day and night.</p>"
ADVERT = {"title": "Python Developer", "company": "Northwind", "description": TEXT, "places": ("Berlin, Germany",)}


async def titles(world: World, **asked: str) -> list[str]:
    found = (await world.client.get("/api/v1/jobs", params=asked)).json()
    assert found["total"] == len(found["jobs"])
    return [job["company"] for job in found["jobs"]]


async def test_a_blocked_company_is_left_out_of_everything_but_what_was_saved(world: World) -> None:
    postings = [make_posting(external_id=name, company=name, title=f"Nurse {name}") for name in ("Acme", "Elbe & Co.")]
    search = (await world.client.post("/api/v1/searches", json={"name": "N", "query": {"text": "nurse"}})).json()["id"]
    await world.container.store_postings()(SourceName("one"), postings)
    blocked = await world.client.put("/api/v1/blocked-companies", json={"company": " elbe  & co. "})
    assert blocked.json() == {"companies": ["elbe & co."]}
    assert await titles(world) == await titles(world, text="nurse") == await titles(world, remote="unknown") == ["Acme"]
    assert (await world.client.get("/api/v1/facets")).json()["total"] == 1
    assert (await world.client.get(f"/api/v1/searches/{search}/news")).json()["news"]["total"] == 1
    assert await titles(world, company="Elbe & Co.") == ["Elbe & Co."]
    async with world.client_of("ada") as ada:
        assert (await ada.get("/api/v1/jobs")).json()["total"] == 2
        assert (await ada.get("/api/v1/blocked-companies")).json() == {"companies": []}
    job = (await world.client.get("/api/v1/jobs", params={"company": "Elbe & Co."})).json()["jobs"][0]["id"]
    await world.client.put(f"/api/v1/jobs/{job}/mark", json={"mark": "saved"})
    assert await titles(world, marked="saved") == ["Elbe & Co."]
    left = await world.client.delete("/api/v1/blocked-companies", params={"company": "ELBE & CO."})
    assert left.json() == {"companies": []}
    assert len(await titles(world)) == 2
    again = await world.client.delete("/api/v1/blocked-companies", params={"company": "Elbe & Co."})
    assert problem_of(again, 404)["code"] == "company_not_blocked"
    assert problem_of(await world.client.put("/api/v1/blocked-companies", json={"company": " "}), 422)["code"]


async def test_pages_go_on_when_a_company_is_blocked_meanwhile(world: World) -> None:
    postings = [make_posting(external_id=name, company=name, title=f"Nurse {name}") for name in ("A1", "B2", "C3")]
    await world.container.store_postings()(SourceName("one"), postings)
    first = (await world.client.get("/api/v1/jobs", params={"limit": 1, "sort": "date"})).json()
    await world.client.put("/api/v1/blocked-companies", json={"company": first["jobs"][0]["company"]})
    asked = {"limit": 2, "sort": "date", "cursor": first["next"]}
    rest = await world.client.get("/api/v1/jobs", params=asked)
    assert len(rest.json()["jobs"]) == 2


async def _merged(world: World) -> tuple[str, list[str]]:
    for board in ("one", "two"):
        posting = make_posting(external_id=board, url=f"https://{board}.example/1", **ADVERT)
        await world.container.store_postings()(SourceName(board), [posting])
    (job,) = await world.jobs()
    seen = (await world.client.get(f"/api/v1/jobs/{job['id']}/sightings")).json()
    assert seen["apart"] == []
    assert seen["merges"][0]["reason"]["code"].startswith("merged")
    return job["id"], [one["id"] for one in seen["sightings"]]


async def test_a_split_is_shown_and_taken_back(world: World) -> None:
    job, (_, second) = await _merged(world)
    taken = (await world.client.post(f"/api/v1/jobs/{job}/split", json={"sighting": second})).json()["taken"]
    (left,) = [one["id"] for one in await world.jobs() if one["id"] != taken["summary"]["id"]]
    (apart,) = (await world.client.get(f"/api/v1/jobs/{left}/sightings")).json()["apart"]
    assert apart == {"sighting": second, "job": taken["summary"]["id"], "for_all": False}
    async with world.client_of("ada") as ada:
        (hers,) = (await ada.get("/api/v1/jobs")).json()["jobs"]
        assert (await ada.get(f"/api/v1/jobs/{hers['id']}/sightings")).json()["apart"] == []
        assert (await ada.post(f"/api/v1/jobs/{left}/join", json={"sighting": second})).status_code == 404
        for_all = {"sighting": second, "for_all": True}
        problem_of(await ada.post(f"/api/v1/jobs/{hers['id']}/join", json=for_all), 403)
    joined = await world.client.post(f"/api/v1/jobs/{left}/join", json={"sighting": second})
    assert joined.status_code == 200, joined.text
    assert len(joined.json()["sightings"]) == 2
    (one,) = await world.jobs()
    again = await world.client.post(f"/api/v1/jobs/{one['id']}/join", json={"sighting": second})
    assert problem_of(again, 404)["code"] == "split_unknown"
    for _ in range(2):
        split = await world.client.post(f"/api/v1/jobs/{one['id']}/split", json={"sighting": second})
        assert split.status_code == 201, split.text
        assert len(await world.jobs()) == 2
        kept = split.json()["left"]["summary"]["id"]
        back = await world.client.post(f"/api/v1/jobs/{kept}/join", json={"sighting": second})
        assert [job["id"] for job in await world.jobs()] == [back.json()["summary"]["id"]] == [one["id"]]
