"""Jobs: listed, shown, brought, split, checked."""

from typing import Any

from api_world import World, problem_of

from copilot_core.entities.identities import SourceName
from copilot_core.entities.place import Remote
from copilot_core.testing import make_posting

BY_HAND = {"by": "hand", "title": "Data Engineer", "company": "Acme", "place": "Berlin", "description": "Python, SQL."}


async def test_jobs_are_listed_with_facets_and_go_on_page_by_page(stocked: World) -> None:
    first = (await stocked.client.get("/api/v1/jobs", params={"limit": 5, "sort": "date"})).json()
    assert len(first["jobs"]) == 5
    assert first["facets"]
    assert "description" not in first["jobs"][0]
    asked = {"limit": 5, "sort": "date", "cursor": first["next"]}
    second = (await stocked.client.get("/api/v1/jobs", params=asked)).json()
    assert {one["id"] for one in first["jobs"]}.isdisjoint(one["id"] for one in second["jobs"])
    assert second["total"] == first["total"]


async def test_every_filter_narrows(stocked: World) -> None:
    everything = (await stocked.client.get("/api/v1/jobs")).json()["total"]
    job = (await stocked.jobs())[0]
    filters: list[dict[str, Any]] = [
        {"text": job["title"]},
        {"city": "Nowhere"},
        {"country": "Fiji"},
        {"remote": [kind for kind in Remote if kind != job["remote"]]},
        {"work_from": "NZ"},
        {"pay_min": 900_000, "currency": "EUR"},
        {"posted_after": "2100-01-01T00:00:00Z"},
        {"sources": "nobody"},
        {"seniority": "director"},
        {"employment": "volunteer"},
        {"skill": "cobol"},
        {"company": "Nobody Ltd"},
        {"beyond": 10_000_000},
        {"marked": "saved"},
    ]
    for given in filters:
        answer = await stocked.client.get("/api/v1/jobs", params=given)
        assert answer.status_code == 200, (given, answer.text)
        assert answer.json()["total"] < everything, given
    assert (await stocked.client.get("/api/v1/jobs", params={"closed": "true"})).json()["total"] >= everything
    assert (await stocked.client.get("/api/v1/jobs", params={"dismissed": "true"})).json()["total"] >= everything


HOSTILE: list[tuple[dict[str, Any], str]] = [
    ({"limit": -1}, "limit"),
    ({"limit": 0}, "limit"),
    ({"limit": 10**30}, "limit"),
    ({"limit": "many"}, "limit"),
    ({"remote": "sometimes"}, "remote"),
    ({"sort": "beauty"}, "sort"),
    ({"pay_min": -5}, "pay_min"),
    ({"pay_min": "nan"}, "pay_min"),
    ({"pay_min": "inf"}, "pay_min"),
    ({"beyond": 2**70}, "beyond"),
    ({"posted_after": "yesterday"}, "posted_after"),
    ({"posted_after": "0001-01-01T00:00:00+23:59"}, "posted_after"),
    ({"closed": "perhaps"}, "closed"),
    ({"text": "x" * 1_001}, "text"),
    ({"text": "a\0b"}, "text"),
    ({"currency": "EURO"}, "currency"),
    ({"colour": "red"}, "colour"),
]


async def test_what_makes_no_sense_is_refused_and_named(world: World) -> None:
    for given, field in HOSTILE:
        problem = problem_of(await world.client.get("/api/v1/jobs", params=given), 400)
        assert [one["field"] for one in problem["errors"]] == [field], problem


async def test_what_no_job_could_answer_is_refused(world: World) -> None:
    assert problem_of(await world.client.get("/api/v1/jobs", params={"country": "Atlantis"}), 422)["code"]
    problem_of(await world.client.get("/api/v1/jobs", params={"cursor": "made up"}), 422)


async def test_a_name_in_an_address_may_be_anything(world: World) -> None:
    for name in ("a%00b", "%ff%fe", "x" * 5_000, "%2e%2e", "'; DROP TABLE jobs; --", "💥"):
        answer = await world.client.get(f"/api/v1/jobs/{name}")
        assert answer.status_code in (400, 404, 414), (name, answer.text)


async def test_one_job_is_shown_with_its_sightings(stocked: World) -> None:
    job = (await stocked.jobs())[0]
    shown = (await stocked.client.get(f"/api/v1/jobs/{job['id']}")).json()
    assert shown["summary"] == job
    assert shown["sightings"][0]["posting"]["title"] == job["title"]
    problem = problem_of(await stocked.client.get("/api/v1/jobs/none"), 404)
    assert problem["code"] == "job_unknown"


async def test_similar_jobs_are_other_jobs(stocked: World) -> None:
    job = (await stocked.jobs())[0]["id"]
    found = (await stocked.client.get(f"/api/v1/jobs/{job}/similar", params={"limit": 3})).json()["jobs"]
    assert len(found) <= 3
    assert job not in {one["id"] for one in found}
    problem_of(await stocked.client.get("/api/v1/jobs/none/similar"), 404)
    problem_of(await stocked.client.get(f"/api/v1/jobs/{job}/similar", params={"limit": 201}), 400)


async def test_a_job_written_by_hand_is_its_writers_alone(world: World) -> None:
    made = await world.client.post("/api/v1/jobs", json=BY_HAND)
    assert made.status_code == 201, made.text
    assert made.headers["location"] == f"/api/v1/jobs/{made.json()['summary']['id']}"
    shown = await world.client.get(made.headers["location"])
    assert shown.json()["owner"] == "local"
    async with world.client_of("ada") as ada:
        problem_of(await ada.get(made.headers["location"]), 404)
        assert (await ada.get("/api/v1/jobs")).json()["total"] == 0


NO_JOBS: list[tuple[object, int]] = [
    ({"by": "hand", "title": "x"}, 400),
    ({"by": "hand", "title": "", "company": "Acme"}, 422),
    ({"by": "page", "url": "file:///etc/passwd"}, 400),
    ({"by": "page", "url": "https://x.example/a\0b"}, 400),
    ({"by": "magic"}, 400),
    ({"url": "https://x.example"}, 400),
    ({**BY_HAND, "owner": "ada"}, 400),
    ([], 400),
    ({**BY_HAND, "title": "\0"}, 400),
]


async def test_what_is_no_job_is_refused(world: World) -> None:
    for given, status in NO_JOBS:
        problem_of(await world.client.post("/api/v1/jobs", json=given), status)


async def test_a_page_that_is_none_answers_why(world: World) -> None:
    answer = await world.client.post("/api/v1/jobs", json={"by": "page", "url": "https://jobs.example/1"})
    assert problem_of(answer, answer.status_code)["code"] != "request_broke"
    assert answer.status_code in (404, 422, 503)


async def _merged(world: World) -> tuple[str, list[str]]:
    """Let two boards have the same job; return its id, and those of its sightings."""
    text = "<p>Northwind builds software for wind parks in Python and SQL; you keep it running, day and night.</p>"
    given = {"title": "Python Developer", "company": "Northwind", "description": text, "places": ("Berlin, Germany",)}
    for board in ("one", "two"):
        posting = make_posting(external_id=board, url=f"https://{board}.example/1", **given)
        await world.container.store_postings()(SourceName(board), [posting])
    (job,) = await world.jobs()
    shown = (await world.client.get(f"/api/v1/jobs/{job['id']}")).json()
    return job["id"], [one["id"] for one in shown["sightings"]]


async def test_a_sighting_is_taken_out_of_a_job(world: World) -> None:
    job, sightings = await _merged(world)
    assert len(sightings) == 2
    answer = await world.client.post(f"/api/v1/jobs/{job}/split", json={"sighting": sightings[1]})
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"/api/v1/jobs/{answer.json()['taken']['summary']['id']}"
    assert len(await world.jobs()) == 2
    async with world.client_of("ada") as ada:
        assert (await ada.get("/api/v1/jobs")).json()["total"] == 1
        problem_of(await ada.post(f"/api/v1/jobs/{job}/split", json={"sighting": "none"}), 404)
        for_all = {"sighting": sightings[1], "for_all": True}
        assert problem_of(await ada.post(f"/api/v1/jobs/{job}/split", json=for_all), 403)["params"] == {
            "power": "admin"
        }
    alone = answer.json()["taken"]["summary"]["id"]
    again = await world.client.post(f"/api/v1/jobs/{alone}/split", json={"sighting": sightings[1]})
    assert problem_of(again, 409)["code"] == "job_not_merged"


async def test_a_job_is_looked_at_again(stocked: World) -> None:
    job = (await stocked.jobs())[0]["id"]
    answer = await stocked.client.post(f"/api/v1/jobs/{job}/check")
    assert answer.status_code == 200, answer.text
    assert answer.json()["job"]["summary"]["id"] == job
    problem_of(await stocked.client.post("/api/v1/jobs/none/check"), 404)


async def test_how_a_job_fits_is_explained(stocked: World) -> None:
    job = (await stocked.jobs())[0]["id"]
    assert problem_of(await stocked.client.get(f"/api/v1/jobs/{job}/match"), 404)["code"] == "resume_none"
    resume = (await stocked.resume())["id"]
    for asked in ({}, {"resume": resume}):
        found = (await stocked.client.get(f"/api/v1/jobs/{job}/match", params=asked)).json()
        assert found["job"]["id"] == job
        assert 0 <= found["score"] <= 100
    problem_of(await stocked.client.get("/api/v1/jobs/none/match"), 404)
    problem_of(await stocked.client.get(f"/api/v1/jobs/{job}/match", params={"resume": "none"}), 404)
