"""Requests that are written to break what reads them: answered as wrong, never as a fault of ours."""

import pytest
from api_world import World, problem_of

JSON = {"content-type": "application/json"}
LOG_IN = "/api/v1/auth/log-in"
WRONG = '{"email":"anna@example.org","password":"seven green bicycles"}'


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 10_000,
        b'{"email":' + b"[" * 5_000,
        b'{"a":' * 2_500,
        b'{"email":"\xff\xfe","password":"x"}',
        b"\xff\xfe{\x00}\x00",
        b'{"email":"\\ud800","password":"x"}',
        b'{"email":NaN,"password":' + b"9" * 5_000 + b"}",
    ],
    ids=["lists", "lists within", "objects", "no UTF-8", "UTF-16", "half a pair", "numbers"],
)
async def test_json_that_nothing_can_be_made_of_is_refused(world: World, body: bytes) -> None:
    async with world.client_of() as stranger:
        problem_of(await stranger.post(LOG_IN, content=body, headers=JSON), 400)
    problem_of(await world.client.post("/api/v1/searches", content=body, headers=JSON), 400)


async def test_a_stranger_sends_little(world: World) -> None:
    async with world.client_of() as stranger:
        problem_of(await stranger.post(LOG_IN, content=b"[" + b"[]," * 10_000, headers=JSON), 413)


async def test_json_is_no_upload(world: World) -> None:
    body = b"[" + b"[]," * 400_000 + b"[]]"
    problem_of(await world.client.post("/api/v1/searches", content=body, headers=JSON), 413)


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "http://[x]y", "http://]", "null", "", "http://a\xba/"])
async def test_an_origin_that_is_none_is_a_strangers(world: World, origin: str) -> None:
    given = [(name.encode(), value.encode("latin-1")) for name, value in {**JSON, "origin": origin}.items()]
    async with world.client_of() as stranger:
        problem_of(await stranger.post(LOG_IN, content=WRONG, headers=given), 403)


async def test_an_origin_that_is_none_opens_nothing_by_the_cookie(world: World) -> None:
    token = world.client.headers["authorization"].removeprefix("Bearer ")
    async with world.client_of() as browser:
        headers = {**JSON, "origin": "http://[", "cookie": f"copilot_local={token}"}
        problem_of(await browser.post("/api/v1/searches", content="{}", headers=headers), 403)


async def test_columns_nested_without_an_end_are_no_columns(world: World) -> None:
    answer = await world.client.post(
        "/api/v1/applications/import",
        files={"file": ("a.csv", b"title,company\na,b\n", "text/csv")},
        data={"mapping": "[" * 5_000},
    )
    problem_of(answer, 400)
