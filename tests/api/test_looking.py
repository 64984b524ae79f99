"""Counts by every filter, and words while one types."""

from typing import Any

from api_world import World, problem_of

BY_HAND = {"by": "hand", "title": "Data Engineer", "company": "Quillon 100% Works", "description": "Python, SQL."}


async def suggested(world: World, kind: str, text: str, **more: Any) -> list[str]:
    asked = {"kind": kind, "text": text, **more}
    answer = await world.client.get("/api/v1/suggestions", params=asked)
    assert answer.status_code == 200, answer.text
    found: list[str] = answer.json()["suggestions"]
    return found


async def test_counts_come_without_jobs_and_follow_the_filters(stocked: World) -> None:
    listed = (await stocked.client.get("/api/v1/jobs")).json()
    counted = (await stocked.client.get("/api/v1/facets")).json()
    assert counted == {"total": listed["total"], "more": False, "facets": listed["facets"]}
    company, times = next(iter(counted["facets"]["company"].items()))
    narrowed = (await stocked.client.get("/api/v1/facets", params={"company": company})).json()
    assert narrowed["total"] == times
    problem_of(await stocked.client.get("/api/v1/facets", params={"country": "Atlantis"}), 422)


async def test_titles_skills_and_places_are_suggested_as_one_types(world: World) -> None:
    assert any("nurse" in one.casefold() for one in await suggested(world, "title", "nurs"))
    skills = await suggested(world, "skill", "pyth")
    assert any(one.casefold().startswith("python") for one in skills), skills
    assert "Berlin, DE" in await suggested(world, "place", "berl")
    assert "Munich, DE" in await suggested(world, "place", "münch")
    assert len(await suggested(world, "title", "e", limit=3)) == 3
    assert await suggested(world, "place", " ") == []
    problem_of(await world.client.get("/api/v1/suggestions", params={"kind": "colour", "text": "r"}), 400)


async def test_companies_are_those_of_the_jobs_one_sees(stocked: World) -> None:
    company = (await stocked.jobs())[0]["company"]
    assert company in await suggested(stocked, "company", company[:4].upper())
    assert await suggested(stocked, "company", "%") == []
    assert await suggested(stocked, "company", "Quillon") == []
    await stocked.client.post("/api/v1/jobs", json=BY_HAND)
    assert await suggested(stocked, "company", "quillon 100%") == ["Quillon 100% Works"]
    async with stocked.client_of("ada") as ada:
        answer = await ada.get("/api/v1/suggestions", params={"kind": "company", "text": "Quillon"})
        assert answer.json()["suggestions"] == []
