"""The first account: until then the installation is the local person's, from then on nobody's without signing in."""

from collections.abc import AsyncIterator

import pytest
from accounts_world import ADA, EVE, PASSWORD, Browser
from api_world import World, open_world, problem_of
from guards_world import client_at

from copilot_adapters.account_settings import Hashing
from copilot_adapters.settings import Settings
from copilot_web.links import Links
from copilot_web.local import COOKIE

REGISTERING = {"email": ADA, "password": PASSWORD, "name": "Ada"}
BY_HAND = {"by": "hand", "title": "Nurse", "company": "Acme", "description": "Care for people at night."}


@pytest.fixture
async def alone(empty_settings: Settings) -> AsyncIterator[World]:
    """An installation without accounts, on either database."""
    accounts = empty_settings.accounts.model_copy(update={"hashing": Hashing(kib=64, passes=1)})
    async with open_world(empty_settings.model_copy(update={"accounts": accounts})) as world:
        yield world


async def test_the_local_person_becomes_the_first_account_with_all_they_have(alone: World) -> None:
    job = (await alone.client.post("/api/v1/jobs", json=BY_HAND)).json()["summary"]["id"]
    assert (await alone.client.get("/api/v1/auth/methods")).json() == {"accounts": False, "registration": True}
    assert (await alone.client.post("/api/v1/auth/register", json=REGISTERING)).status_code == 202
    async with client_at(alone.app) as client:
        ada = Browser(client)
        answer = await ada.log_in()
        assert answer.status_code == 200, answer.text
        assert answer.json()["account"]["role"] == "admin"
        assert [one["id"] for one in (await client.get("/api/v1/jobs")).json()["jobs"]] == [job]
        assert (await client.get("/api/v1/admin/accounts")).status_code == 200


async def test_the_local_token_lets_nobody_in_any_more_at_once(alone: World) -> None:
    key = Links(alone.settings.home).make()
    async with client_at(alone.app) as browser:
        assert (await browser.get("/local", params={"key": Links(alone.settings.home).make()})).status_code == 303
        assert (await browser.get("/api/v1/jobs")).status_code == 200
        await alone.container.create_admin()(ADA, PASSWORD)
        for client in (browser, alone.client):
            assert problem_of(await client.get("/api/v1/jobs"), 401)["code"] == "local_token_over"
        assert COOKIE in browser.cookies
        problem = problem_of(await browser.get("/local", params={"key": key}), 401)
        assert problem["code"] == "local_token_over"
        assert "sign in" in problem["detail"]
        ada = Browser(browser)
        assert (await ada.log_in()).status_code == 200, "a cookie of before stands in nobody's way"
        assert await ada.is_in()
        assert (await ada.refresh()).status_code == 200


async def test_a_stranger_makes_no_first_account(alone: World) -> None:
    async with client_at(alone.app) as stranger:
        assert (await stranger.get("/api/v1/auth/methods")).json() == {"accounts": False, "registration": False}
        problem = problem_of(await stranger.post("/api/v1/auth/register", json=REGISTERING), 403)
        assert problem["code"] == "first_account_local"
        problem_of(await Browser(stranger).log_in(), 401)
    assert (await alone.client.get("/api/v1/jobs")).status_code == 200


async def test_the_local_token_registers_nobody_else_for_free(alone: World) -> None:
    await alone.container.create_admin()(ADA, PASSWORD)
    body = {"email": EVE, "password": PASSWORD}
    assert (await alone.client.post("/api/v1/auth/register", json=body)).status_code == 202
    async with client_at(alone.app) as eve:
        assert problem_of(await Browser(eve).log_in(EVE), 401)["code"] == "log_in_wrong"


async def test_a_page_of_another_site_makes_no_account_by_the_local_cookie(alone: World) -> None:
    async with client_at(alone.app, headers={"origin": "https://evil.example"}) as browser:
        await browser.get("/local", params={"key": Links(alone.settings.home).make()})
        assert COOKIE in browser.cookies
        problem_of(await browser.post("/api/v1/auth/register", json=REGISTERING), 403)
    assert (await alone.client.get("/api/v1/jobs")).status_code == 200


async def test_without_accounts_there_is_none_to_show(alone: World) -> None:
    assert problem_of(await alone.client.get("/api/v1/account"), 404)["code"] == "account_unknown"
    wanted = {"name": "x", "scopes": ["read"]}
    problem_of(await alone.client.post("/api/v1/account/tokens", json=wanted), 404)
    assert (await alone.client.get("/api/v1/account/sessions")).json() == {"sessions": []}
    assert (await alone.client.post("/api/v1/auth/log-out")).status_code == 204
