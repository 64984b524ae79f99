"""The OpenAPI document and its page."""

import json
import re
from collections import Counter
from typing import Any

from api_world import World

from copilot_web.document import operations
from copilot_web.problems import PROBLEM


def all_of(world: World) -> list[tuple[str, dict[str, Any]]]:
    return list(operations(world.schema))


async def test_it_is_served_to_everybody_as_it_is(world: World) -> None:
    async with world.client_of() as nobody:
        answer = await nobody.get("/api/v1/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == json.loads(json.dumps(world.schema))
    assert answer.json()["openapi"] == "3.1.0"


async def test_every_operation_has_a_name_of_its_own_and_is_told(world: World) -> None:
    names = Counter(one["operationId"] for _, one in all_of(world))
    assert [name for name, times in names.items() if times > 1] == []
    assert [one["operationId"] for _, one in all_of(world) if not one.get("summary")] == []


async def test_every_operation_says_how_it_fails(world: World) -> None:
    for _, one in all_of(world):
        failure = one["responses"]["default"]["content"][PROBLEM]["schema"]["$ref"]
        assert failure == "#/components/schemas/Problem"
    fields = world.schema["components"]["schemas"]["Problem"]["properties"]
    assert {"type", "title", "status", "detail", "instance", "code", "params", "errors"} <= fields.keys()


async def test_every_reference_leads_somewhere(world: World) -> None:
    schema = world.schema
    known = {f"#/components/schemas/{name}" for name in schema["components"]["schemas"]}
    assert set(references(schema)) <= known


async def test_what_makes_something_takes_a_key(world: World) -> None:
    for verb, one in all_of(world):
        public = one.get("security") in ([{}], [{"refresh": []}])
        named = [given["name"] for given in one.get("parameters", ())]
        assert ("Idempotency-Key" in named) == (verb == "post" and not public), one["operationId"]


async def test_who_may_ask_is_told(world: World) -> None:
    schema = world.schema
    assert schema["security"] == [{"session": []}, {"token": []}, {"local": []}]
    assert schema["paths"]["/health/live"]["get"]["security"] == [{}]
    async with world.client_of() as nobody:
        for path, verbs in schema["paths"].items():
            for verb, one in verbs.items():
                answer = await nobody.request(verb, path.replace("{", "").replace("}", ""))
                assert (answer.status_code != 401) == (one.get("security") == [{}]), (verb, path)


async def test_the_page_lists_every_operation_and_needs_nothing_else(world: World) -> None:
    async with world.client_of() as nobody:
        answer = await nobody.get("/", follow_redirects=True)
        style = await nobody.get("/api/v1/docs.css")
    assert answer.url.path == "/api/v1/docs"
    assert all(f'id="{one["operationId"]}"' in answer.text for _, one in all_of(world))
    assert "<script" not in answer.text
    assert "style=" not in answer.text
    assert "://" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert style.headers["content-type"].startswith("text/css")


def references(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [one for value in part.values() for one in references(value)]
    return [one for value in part for one in references(value)] if isinstance(part, list) else []


async def test_a_time_of_day_is_described_as_it_is_sent(world: World) -> None:
    given = {"name": "Nurses", "query": {"text": "nurse"}, "when": "daily 08:00"}
    made = (await world.client.post("/api/v1/searches", json=given)).json()
    at = world.schema["components"]["schemas"]["Timetable"]["properties"]["at"]["anyOf"][0]
    assert re.fullmatch(at["pattern"], made["timetable"]["at"])
    assert "format" not in at
