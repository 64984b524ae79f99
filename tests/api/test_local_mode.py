"""One person without a log-in: nobody else gets in, by whatever name, page or link."""

import os
import time
from collections.abc import Mapping

import pytest
from api_world import World, problem_of
from httpx import AsyncClient
from litestar import post

from copilot_web.links import FOLDER, LASTS, Links
from copilot_web.local import COOKIE, FILE, local_token

READ, WRITE = "/api/v1/jobs/x", "/api/v1/things"
OWN = {"origin": "http://127.0.0.1"}


@pytest.fixture(autouse=True)
def things(world: World) -> None:
    """Let the application have something that writes."""

    @post(WRITE, operation_id="makeThing")
    async def make_thing() -> None:
        """Make a thing."""

    world.app.register(make_thing)


async def opened(world: World, client: AsyncClient) -> str:
    """Open a link as a browser does; returns the cookie's line."""
    answer = await client.get("/local", params={"key": Links(world.settings.home).make()})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    return str(answer.headers["set-cookie"])


async def test_a_link_lets_a_browser_in(world: World) -> None:
    async with world.client_of() as browser:
        problem_of(await browser.get(READ), 401)
        await opened(world, browser)
        problem_of(await browser.get(READ), 404)


async def test_the_cookie_is_hidden_from_scripts_and_other_sites(world: World) -> None:
    async with world.client_of() as browser:
        line = (await opened(world, browser)).lower()
    assert all(word in line for word in ("httponly", "samesite=strict", "path=/api/v1;"))
    assert "secure" not in line


async def test_a_link_works_once(world: World) -> None:
    key = Links(world.settings.home).make()
    async with world.client_of() as first, world.client_of() as second:
        assert (await first.get("/local", params={"key": key})).status_code == 303
        assert problem_of(await second.get("/local", params={"key": key}), 401)["code"] == "link_spent"
        assert COOKIE not in second.cookies


async def test_an_old_link_does_not_work(world: World) -> None:
    links = Links(world.settings.home)
    key = links.make()
    then = time.time() - LASTS - 1
    for file in (world.settings.home / FOLDER).iterdir():
        os.utime(file, (then, then))
    async with world.client_of() as browser:
        problem_of(await browser.get("/local", params={"key": key}), 401)
    links.make()
    assert len(list((world.settings.home / FOLDER).iterdir())) == 1


@pytest.mark.parametrize("key", ["", "x", "../local-token", "\x00", "ä" * 3000])
async def test_a_made_up_key_opens_nothing(world: World, key: str) -> None:
    async with world.client_of() as browser:
        problem_of(await browser.get("/local", params={"key": key}), 401)


async def test_neither_token_nor_key_can_be_read_by_others_on_the_machine(world: World) -> None:
    home = world.settings.home
    key = Links(home).make()
    assert (home / FILE).stat().st_mode & 0o077 == 0
    assert (home / FOLDER).stat().st_mode & 0o077 == 0
    assert all(key not in file.name for file in (home / FOLDER).iterdir())


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "me@127.0.0.1",
        "127.0.0.1, evil",
        "",
        "localhost.",
    ],
)
async def test_a_strangers_name_for_this_address_is_refused(world: World, host: str) -> None:
    for path in (READ, "/health/live", "/api/v1/docs", "/local?key=x"):
        answer = await world.client.get(path, headers={"host": host})
        assert answer.status_code in {400, 421}
        assert problem_of(answer, answer.status_code)["code"] in {"request_refused", "host_unknown"}


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:3000", "LOCALHOST", "[::1]:8000"])
async def test_names_of_this_machine_are_known(world: World, host: str) -> None:
    assert (await world.client.get("/health/live", headers={"host": host})).status_code == 200


async def test_two_hosts_are_refused(world: World) -> None:
    twice = [("host", "127.0.0.1"), ("host", "evil.example")]
    assert (await world.client.get("/health/live", headers=twice)).status_code == 421


FORGED: tuple[dict[str, str], ...] = (
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1:9999"},
    {"origin": "https://127.0.0.1"},
    {"origin": "http://127.0.0.1.evil.example"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1"},
    {},
)


@pytest.mark.parametrize("headers", FORGED)
async def test_a_page_of_another_site_cannot_use_the_cookie(world: World, headers: Mapping[str, str]) -> None:
    async with world.client_of() as browser:
        await opened(world, browser)
        answer = await browser.post(WRITE, headers=dict(headers))
        assert problem_of(answer, 403)["code"] == "origin_unknown"


@pytest.mark.parametrize("headers", [OWN, {"sec-fetch-site": "same-origin"}, OWN | {"sec-fetch-site": "same-origin"}])
async def test_the_own_page_can(world: World, headers: Mapping[str, str]) -> None:
    async with world.client_of() as browser:
        await opened(world, browser)
        assert (await browser.post(WRITE, headers=dict(headers))).status_code == 201


async def test_a_script_with_the_token_needs_no_page(world: World) -> None:
    assert (await world.client.post(WRITE, headers={"origin": "https://x.example"})).status_code == 201


@pytest.mark.parametrize("given", ["Bearer", "Bearer x", "Basic {token}", "{token}", "Bearer {token}x"])
async def test_a_wrong_token_is_nobody(world: World, given: str) -> None:
    token = local_token(world.settings.home)
    async with world.client_of() as nobody:
        answer = await nobody.get(READ, headers={"authorization": given.format(token=token)})
        assert problem_of(answer, 401)["code"] == "not_signed_in"
