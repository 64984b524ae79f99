"""What holds for every operation: tags, sizes, languages, compression, keys against doing things twice."""

import asyncio
import gc
from typing import Any

import pytest
from api_world import World, problem_of
from attrs import define, field
from litestar import MediaType, Request, Response, get, post
from litestar.di import NamedDependency, Provide
from litestar.handlers import HTTPRouteHandler

from copilot_core.entities.identities import PersonId
from copilot_core.errors import Rejected
from copilot_web.app import LARGEST_BODY
from copilot_web.versions import tagged, version_of

KEY = {"idempotency-key": "one-of-mine"}
LONG = "a fine job " * 200


@define
class Workshop:
    """Makes things, and counts them."""

    made: list[Any] = field(factory=list)
    wait: asyncio.Event | None = None
    fails: bool = False
    begun: asyncio.Event = field(factory=asyncio.Event)


@pytest.fixture
def shop(world: World) -> Workshop:
    """Let the application have things that can be read, made and changed."""
    shop = Workshop()

    @post("/things", operation_id="makeThing")
    async def make_thing(request: Request[Any, Any, Any], person: NamedDependency[PersonId]) -> Response[Any]:
        shop.begun.set()
        if shop.wait is not None:
            await shop.wait.wait()
        if shop.fails:
            raise Rejected("request_wrong")
        shop.made.append((person, await request.body()))
        return Response({"number": len(shop.made)}, status_code=201, headers={"Location": "/things/1"})

    @post("/secrets", operation_id="makeSecret")
    async def make_secret() -> Response[str]:
        shop.made.append("secret")
        return Response(f"secret {len(shop.made)}", headers={"Cache-Control": "no-store"})

    @get("/things", operation_id="showThings", media_type=MediaType.TEXT)
    async def show_things() -> str:
        return LONG + str(len(shop.made))

    @get("/things/1", operation_id="showThing")
    async def show_thing() -> Response[list[int]]:
        return tagged([1], 7)

    @post("/things/1", operation_id="changeThing", dependencies={"version": Provide(version_of)})
    async def change_thing(version: NamedDependency[int]) -> int:
        return version

    for one in (make_thing, make_secret, show_things, show_thing, change_thing):
        world.app.register(one)
    return shop


async def test_what_is_known_is_not_sent_again(world: World, shop: Workshop) -> None:
    first = await world.client.get("/things")
    tag = first.headers["etag"]
    assert tag.startswith('W/"')
    assert first.headers["cache-control"] == "private, no-cache"
    again = await world.client.get("/things", headers={"if-none-match": f'"x", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    await world.client.post("/things")
    assert (await world.client.get("/things", headers={"if-none-match": tag})).status_code == 200


async def test_an_answer_has_one_tag_however_it_travels(world: World, shop: Workshop) -> None:
    answers = [
        await world.client.get("/things", headers={"accept-encoding": way}) for way in ("br", "gzip", "identity")
    ]
    assert [one.headers.get("content-encoding") for one in answers] == ["br", "gzip", None]
    assert len({one.headers["etag"] for one in answers}) == 1


async def test_problems_have_no_tag(world: World, shop: Workshop) -> None:
    assert "etag" not in (await world.client.get("/api/v1/jobs/x")).headers


async def test_an_edit_names_its_version(world: World, shop: Workshop) -> None:
    tag = (await world.client.get("/things/1")).headers["etag"]
    assert tag == '"7"'
    assert (await world.client.get("/things/1", headers={"if-none-match": tag})).status_code == 304
    assert (await world.client.post("/things/1", headers={"if-match": tag})).json() == 7
    assert problem_of(await world.client.post("/things/1"), 428)["code"] == "version_missing"


@pytest.mark.parametrize("given", ["*", "7", 'W/"7"', '"7", "8"', '"-1"', '"٧"', '"' + "9" * 30 + '"'])
async def test_a_version_that_no_answer_had_has_changed(world: World, shop: Workshop, given: str) -> None:
    answer = await world.client.post("/things/1", headers=[(b"if-match", given.encode())])
    assert problem_of(answer, 412)["code"] == "has_changed"


async def test_a_request_sent_again_is_answered_as_it_was(world: World, shop: Workshop) -> None:
    first = await world.client.post("/things", json={"a": 1}, headers=KEY)
    again = await world.client.post("/things", json={"a": 1}, headers=KEY)
    assert (again.status_code, again.json(), again.headers["location"]) == (201, {"number": 1}, "/things/1")
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert len(shop.made) == 1


async def test_the_same_form_sent_again_is_the_same_request(world: World, shop: Workshop) -> None:
    for _ in range(2):
        await world.client.post("/things", files={"file": ("a.txt", b"words")}, headers=KEY)
    assert len(shop.made) == 1


@pytest.mark.parametrize(
    "other", [{"json": {"a": 2}}, {"json": {"a": 1}, "params": {"b": "1"}}, {"content": b'{"a":1}'}]
)
async def test_a_key_is_for_one_request(world: World, shop: Workshop, other: dict[str, Any]) -> None:
    await world.client.post("/things", json={"a": 1}, headers=KEY)
    assert problem_of(await world.client.post("/things", headers=KEY, **other), 422)["code"] == "key_reused"
    assert len(shop.made) == 1


async def test_a_key_is_a_persons_own(world: World, shop: Workshop) -> None:
    async with world.client_of("ann") as ann:
        assert (await ann.post("/things", headers=KEY)).json() == {"number": 1}
    assert (await world.client.post("/things", headers=KEY)).json() == {"number": 2}


async def test_of_many_at_once_one_is_done(world: World, shop: Workshop) -> None:
    shop.wait = asyncio.Event()
    first = asyncio.create_task(world.client.post("/things", headers=KEY))
    await shop.begun.wait()
    others = await asyncio.gather(*[world.client.post("/things", headers=KEY) for _ in range(5)])
    assert all(problem_of(one, 409)["code"] == "key_in_use" for one in others)
    assert all(one.headers["retry-after"] == "1" for one in others)
    shop.wait.set()
    assert (await first).status_code == 201
    assert len(shop.made) == 1


async def test_what_was_refused_is_asked_anew(world: World, shop: Workshop) -> None:
    shop.fails = True
    assert (await world.client.post("/things", headers=KEY)).status_code == 422
    shop.fails = False
    assert (await world.client.post("/things", headers=KEY)).status_code == 201


async def test_secrets_are_not_kept(world: World, shop: Workshop) -> None:
    answers = [(await world.client.post("/secrets", headers=KEY)).text for _ in range(2)]
    assert len(set(answers)) == 2


@pytest.mark.parametrize("key", ["", "a b", "x" * 256, "ä"])
async def test_a_wrong_key_is_refused(world: World, shop: Workshop, key: str) -> None:
    answer = await world.client.post("/things", headers=[(b"idempotency-key", key.encode())])
    assert problem_of(answer, 400)["code"] == "key_wrong"
    assert not shop.made


@pytest.mark.parametrize("headers", [{}, KEY])
async def test_a_body_beyond_the_limit_is_refused(world: World, shop: Workshop, headers: dict[str, str]) -> None:
    answer = await world.client.post("/things", content=b"x" * (LARGEST_BODY + 1), headers=headers)
    problem_of(answer, 413)
    assert not shop.made


async def test_problems_speak_german_when_asked(world: World) -> None:
    answer = await world.client.get("/api/v1/jobs/x", headers={"accept-language": "de-DE,de;q=0.9"})
    assert "x" in problem_of(answer, 404)["detail"]
    english = problem_of(await world.client.get("/api/v1/jobs/x"), 404)["detail"]
    assert answer.json()["detail"] != english


async def test_requests_leave_no_handlers_behind(world: World) -> None:
    async def after(requests: int) -> int:
        for _ in range(requests):
            assert (await world.client.get("/api/v1/jobs?limit=1")).status_code == 200
        gc.collect()
        return sum(isinstance(one, HTTPRouteHandler) for one in gc.get_objects())

    first = await after(1)
    assert await after(20) == first, "Litestar copies a handler for each request"
