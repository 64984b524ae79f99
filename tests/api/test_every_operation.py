"""What holds for all operations: each is tested, described, and blind for other people's things."""

import json
import re
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from api_world import HEADER, World, problem_of, world_settings
from httpx import AsyncClient, Response
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from copilot_web.app import make_app

HERE = Path(__file__).parent
FILES = (*HERE.rglob("test_*.py"), *HERE.parent.glob("*_world.py"))
ADDRESS = re.compile(r"(\w+) = f?\"(/[^\"]*)\"")
TOMORROW = (datetime.now(UTC) + timedelta(days=1)).isoformat()
VERBS = ("get", "post", "put", "patch", "delete")
Operation = tuple[str, str, dict[str, Any]]


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The OpenAPI document."""
    settings = world_settings(tmp_path_factory.mktemp("document"))
    return make_app(settings, sample=True).openapi_schema.to_schema()


def operations(document: dict[str, Any], *, but: Collection[str] = ()) -> list[Operation]:
    found = ((verb, path, item[verb]) for path, item in document["paths"].items() for verb in VERBS if verb in item)
    return [one for one in found if not set(one[2].get("tags", ())) & set(but)]


def test_every_operation_is_called_by_a_test(document: dict[str, Any]) -> None:
    sources = "\n".join(_written_out(file.read_text("utf-8")) for file in FILES)
    missed = [f"{verb} {path}" for verb, path, _ in operations(document) if not _called(verb, path, sources)]
    assert not missed, f"no test in tests/api calls {missed}"


def _written_out(source: str) -> str:
    """Put the addresses that a test gives a name to where the name stands."""
    for name, address in ADDRESS.findall(source):
        source = source.replace(f"{{{name}}}", address).replace(f"({name},", f'("{address}",')
        source = source.replace(f"({name})", f'("{address}")')
    return source


def _called(verb: str, path: str, sources: str) -> bool:
    """Tell whether a test writes `.verb("path"` with something for each parameter."""
    named = re.sub(r"\\\{\w+\\\}", r"[^/\"?]+", re.escape(path))
    return bool(re.search(rf"\.{verb}\(\s*f?\"{named}[\"?]", sources))


def test_every_operation_is_described(document: dict[str, Any]) -> None:
    for verb, path, one in operations(document):
        for told in ("operationId", "summary", "description", "tags", "responses"):
            assert one.get(told), f"{verb} {path} has no {told}"
    ids = [one["operationId"] for _, _, one in operations(document)]
    assert len(ids) == len(set(ids))


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    wrong = [f"{list(one.instance_path)}: {one.message}" for one in OPENAPI_31_VALIDATOR.iter_errors(document)]
    assert not wrong, wrong[:5]


BODIES: dict[str, object] = {
    "splitJob": {"sighting": "any"},
    "markJob": {"mark": "saved"},
    "changeSearch": {"when": "hourly"},
    "moveApplication": {"stage": "applied"},
    "noteApplication": {"text": "a note"},
    "joinSighting": {"sighting": "any"},
    "markNewsSeen": {},
    "renameResume": {"title": "mine"},
    "correctResume": {"name": "Nora"},
    "restoreVersion": {"number": 1},
    "setReminder": {"at": TOMORROW},
}
"""What is sent along, so that nothing else is wrong."""

VERSION = {"if-match": '"1"'}


ELSEWHERE = frozenset({"auth", "account", "admin"})
"""What needs accounts is asked by people who have some: tests/api/matrix, tests/api/test_accounts…."""

FOR_ALL = frozenset({"showSource"})
"""What names a thing that is nobody's own."""

FOR_READERS = frozenset({"issueLiveTicket"})
"""What changes nothing though it is no GET."""


async def test_another_persons_things_are_not_found(world: World, document: dict[str, Any]) -> None:
    async with world.client_of("ada") as ada, world.client_of("eve") as eve:
        things = await _things_of(world, ada)
        for verb, path, one in operations(document, but=ELSEWHERE):
            if "{" not in path or one["operationId"] in FOR_ALL:
                continue
            address = re.sub(r"\{(\w+)\}", lambda found: things[found[1]], path)
            answer = await _ask(eve, verb, address, one["operationId"])
            assert answer.status_code == 404, (verb, path, answer.text)
            if verb == "get" and one["operationId"] not in {"showMark", "explainMatch"}:
                assert (await ada.get(address)).status_code == 200, (path, "the owner must see it")


async def test_nobody_sees_anything(world: World, document: dict[str, Any]) -> None:
    async with world.client_of("ada") as ada, world.client_of() as nobody:
        things = await _things_of(world, ada)
        for verb, path, one in operations(document, but=ELSEWHERE):
            address = re.sub(r"\{(\w+)\}", lambda found: things[found[1]], path)
            if not any(one.get("security", [True])):
                assert (await nobody.request(verb, address)).status_code in (200, 503), path
                continue
            problem_of(await _ask(nobody, verb, address, one["operationId"]), 401)


async def test_who_may_only_read_changes_nothing(world: World, document: dict[str, Any]) -> None:
    async with world.client_of("ada") as ada:
        things = await _things_of(world, ada)
        ada.headers[HEADER] = "ada reader"
        for verb, path, one in operations(document, but=ELSEWHERE):
            address = re.sub(r"\{(\w+)\}", lambda found: things[found[1]], path)
            if verb != "get" and one["operationId"] not in FOR_READERS:
                problem_of(await _ask(ada, verb, address, one["operationId"]), 403)


async def test_lists_are_each_persons_own(world: World) -> None:
    async with world.client_of("ada") as ada, world.client_of("eve") as eve:
        things = await _things_of(world, ada)
        for name in ("jobs", "resumes", "searches", "tasks", "applications", "events"):
            assert (await ada.get(f"/api/v1/{name}")).json()[name], name
            assert (await eve.get(f"/api/v1/{name}")).json()[name] == [], name
        await world.resume(eve)
        own = {"resume": things["resume_id"]}
        problem_of(await eve.get("/api/v1/matches", params=own), 404)
        tracked = await eve.post("/api/v1/applications", json={"job": things["job_id"]})
        assert tracked.status_code == 404, tracked.text


async def _ask(client: AsyncClient, verb: str, address: str, operation: str) -> Response:
    headers = VERSION if operation not in BODIES else {**VERSION, "content-type": "application/json"}
    content = json.dumps(BODIES[operation]) if operation in BODIES else None
    return await client.request(verb.upper(), address, headers=headers, content=content)


async def _things_of(world: World, owner: AsyncClient) -> dict[str, str]:
    """Return one thing of a person for each name that paths have for them."""
    by_hand = {"by": "hand", "title": "Nurse", "company": "Acme", "description": "Care for people at night."}
    job = (await owner.post("/api/v1/jobs", json=by_hand)).json()["summary"]["id"]
    search = {"name": "Nurses", "query": {"text": "nurse"}}
    application = await owner.post("/api/v1/applications", json={"job": job})
    return {
        "job_id": job,
        "resume_id": (await world.resume(owner))["id"],
        "search_id": (await owner.post("/api/v1/searches", json=search)).json()["id"],
        "task_id": (await owner.post("/api/v1/tasks", json={"name": "no_op"})).json()["id"],
        "application_id": application.json()["application"]["id"],
        "source_name": "arbeitnow",
    }
