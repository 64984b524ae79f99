"""Going on with a session: the cookie, two tabs at once, and a cookie that was stolen."""

import asyncio
from collections.abc import AsyncIterator
from http.cookies import SimpleCookie
from ipaddress import ip_network

import pytest
from accounts_world import ADA, EVE, OWN_PAGE, PASSWORD, Town, town_of
from api_world import problem_of
from guards_world import told
from httpx import Response

from copilot_adapters.settings import Settings
from copilot_web.refresh_cookie import NAME, SECURE_NAME

CREDENTIALS = {"email": ADA, "password": PASSWORD}
FORGED = (
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"sec-fetch-site": "cross-site"},
    {"origin": "http://localhost:99"},
)


@pytest.fixture
async def town(empty_settings: Settings, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Town]:
    """An installation with accounts, on either database."""
    async with town_of(empty_settings, caplog) as opened:
        yield opened


def cookie_of(answer: Response) -> dict[str, str]:
    """Return the one cookie that is set, with its attributes."""
    [line] = answer.headers.get_list("set-cookie")
    [(name, one)] = SimpleCookie(line).items()
    return {"name": name, "value": one.value, **{key: str(value) for key, value in one.items() if value}}


async def test_on_this_machine_the_cookie_goes_to_its_two_operations_alone(town: Town) -> None:
    await town.settle(ADA)
    async with town.browser() as ada:
        answer = await ada.log_in()
    cookie = cookie_of(answer)
    assert answer.headers["cache-control"] == "no-store"
    assert (cookie["name"], cookie["path"]) == (NAME, "/api/v1/auth")
    assert (cookie["httponly"], cookie["samesite"], "secure" in cookie) == ("True", "strict", False)
    assert int(cookie["max-age"]) in range(30 * 86_400 - 60, 30 * 86_400 + 1)
    assert cookie["value"] not in answer.text


@pytest.mark.parametrize("base", ["https://jobs.example", "http://jobs.example"])
async def test_anywhere_else_the_cookie_is_secure_and_of_this_very_host(town: Town, base: str) -> None:
    await town.settle(ADA)
    async with town.browser(base=base) as ada:
        cookie = cookie_of(await ada.log_in())
    assert (cookie["name"], cookie["path"], cookie["secure"]) == (SECURE_NAME, "/", "True")
    assert SECURE_NAME.startswith("__Host-")
    assert (cookie["httponly"], cookie["samesite"], "domain" in cookie) == ("True", "strict", False)


async def test_behind_a_trusted_proxy_the_cookie_is_that_of_https(
    empty_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    http = empty_settings.http.model_copy(update={"trusted_proxies": (ip_network("10.0.0.0/8"),)})
    settings = empty_settings.model_copy(update={"http": http})
    proxied = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9"}
    async with town_of(settings, caplog) as town:
        await town.settle(ADA)
        async with town.browser("10.0.0.1", headers=proxied) as ada, town.browser("192.0.2.1", headers=proxied) as liar:
            first = await ada.log_in()
            cookie = cookie_of(first)
            assert cookie["name"] == SECURE_NAME
            secret = {"cookie": f"{SECURE_NAME}={cookie['value']}"}
            assert problem_of(await ada.client.post("/api/v1/auth/refresh", headers=secret | OWN_PAGE), 403)
            page = secret | {"origin": "https://localhost"}
            assert (await ada.client.post("/api/v1/auth/refresh", headers=page)).status_code == 200
            assert cookie_of(await liar.log_in())["name"] == NAME


async def test_the_cookie_opens_nothing_else(town: Town) -> None:
    async with town.signed_in() as ada:
        [(name, value)] = ada.client.cookies.items()
        del ada.client.headers["authorization"]
        cookie = {"cookie": f"{name}={value}", **OWN_PAGE}
        for path in ("account", "jobs", "account/sessions", "events"):
            problem_of(await ada.client.get(f"/api/v1/{path}", headers=cookie), 401)
        problem_of(await ada.client.post("/api/v1/live/tickets", headers=cookie), 401)
        assert (await ada.client.post("/api/v1/auth/log-out", headers=cookie)).status_code == 204
        problem_of(await ada.client.post("/api/v1/auth/log-out", headers=cookie), 401)
        problem_of(await ada.client.post("/api/v1/auth/refresh", headers=cookie), 401)


@pytest.mark.parametrize("headers", [*FORGED, {}])
async def test_a_page_of_another_site_cannot_use_the_cookie(town: Town, headers: dict[str, str]) -> None:
    async with town.signed_in() as ada:
        del ada.client.headers["authorization"]
        for path in ("refresh", "log-out"):
            answer = await ada.client.post(f"/api/v1/auth/{path}", headers=headers)
            assert problem_of(answer, 403)["code"] == "origin_unknown"
        assert (await ada.refresh()).status_code == 200


@pytest.mark.parametrize("headers", FORGED)
async def test_a_page_of_another_site_signs_nobody_in(town: Town, headers: dict[str, str]) -> None:
    await town.settle(ADA)
    async with town.browser(headers=headers) as victim:
        answer = await victim.log_in()
        assert problem_of(answer, 403)["code"] == "origin_unknown"
        assert not victim.client.cookies
        body = {"email": EVE, "password": PASSWORD}
        problem_of(await victim.client.post("/api/v1/auth/register", json=body), 403)


async def test_two_tabs_that_ask_at_once_both_go_on(town: Town) -> None:
    async with town.signed_in() as ada, town.browser() as second, town.browser() as third:
        same = dict(ada.client.cookies)
        answers = await asyncio.gather(*(tab.refresh(same) for tab in (ada, second, third)))
        assert [answer.status_code for answer in answers] == [200] * 3
        assert len({cookie_of(answer)["value"] for answer in answers}) == 3
        assert len({answer.json()["session"] for answer in answers}) == 1
        for tab in (ada, second, third):
            assert (await tab.refresh(dict(tab.client.cookies))).status_code == 200
        assert len((await ada.client.get("/api/v1/account/sessions")).json()["sessions"]) == 1


async def test_a_stolen_cookie_ends_the_session_for_both(
    empty_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async with (
        town_of(empty_settings, caplog, refresh_grace=0) as town,
        town.signed_in() as ada,
        town.browser("198.51.100.9") as thief,
        town.signed_in() as elsewhere,
    ):
        stolen = dict(ada.client.cookies)
        assert (await ada.refresh()).status_code == 200
        with told("audit") as lines:
            assert problem_of(await thief.refresh(stolen), 401)["code"] == "refresh_reused"
        [line] = [line for line in lines if line["event"] == "refresh_refused"]
        assert (line["code"], line["session"], line["address"]) == ("refresh_reused", ada.session, "198.51.100.9")
        assert not await ada.is_in()
        assert problem_of(await ada.refresh(), 401)["code"] == "session_ended"
        assert await elsewhere.is_in()
        await ada.log_in()
        events = (await ada.client.get("/api/v1/events")).json()["events"]
        assert {"session": ada.session, "state": "begun"} in [one["payload"] for one in events]
        assert "reused" in [one["payload"].get("why") for one in events]


@pytest.mark.parametrize("cookie", ["", "x", "x" * 3000, '"', "ä"])
async def test_a_made_up_cookie_is_nobodys(town: Town, cookie: str) -> None:
    async with town.browser() as nobody:
        headers = [(b"cookie", f"{NAME}={cookie}".encode()), (b"origin", b"http://localhost")]
        problem_of(await nobody.client.post("/api/v1/auth/refresh", headers=headers), 401)
