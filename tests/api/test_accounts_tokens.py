"""Personal tokens: as far as their scopes go, until they are revoked, and nobody else's."""

from collections.abc import AsyncIterator

import pytest
from accounts_world import EVE, ROOT, Browser, Town, town_of
from api_world import problem_of
from httpx import Response

from copilot_adapters.settings import Settings

SEARCH = {"name": "Nurses", "query": {"text": "nurse"}}


@pytest.fixture
async def town(empty_settings: Settings, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Town]:
    """An installation with accounts, on either database."""
    async with town_of(empty_settings, caplog) as opened:
        yield opened


async def token(owner: Browser, *scopes: str, days: int | None = None) -> dict[str, str]:
    """Return the header of a new token."""
    wanted = {"name": "a script", "scopes": scopes, "days": days}
    answer = await owner.client.post("/api/v1/account/tokens", json=wanted)
    assert answer.status_code == 201, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return {"authorization": f"Bearer {answer.json()['secret']}"}


async def test_a_token_is_shown_once_and_listed_without_its_secret(town: Town) -> None:
    async with town.signed_in() as ada:
        secret = (await token(ada, "write", "read", days=30))["authorization"][7:]
        assert secret.startswith("copilot_")
        answer = await ada.client.get("/api/v1/account/tokens")
        [listed] = answer.json()["tokens"]
        assert listed["scopes"] == ["read", "write"]
        assert listed["ends_at"] > listed["made_at"]
        assert secret not in answer.text


async def test_each_scope_lets_its_bearer_do_that_much(town: Town) -> None:
    async with town.signed_in() as ada:
        reads, writes = await token(ada, "read"), await token(ada, "read", "write")
        problem_of(await ada.client.post("/api/v1/searches", json=SEARCH, headers=reads), 403)
        assert (await ada.client.post("/api/v1/searches", json=SEARCH, headers=writes)).status_code == 201
        assert len((await ada.client.get("/api/v1/searches", headers=reads)).json()["searches"]) == 1
        problem_of(await ada.client.get("/api/v1/admin/accounts", headers=writes), 403)
        wanted = {"name": "x", "scopes": ["admin"]}
        problem = problem_of(await ada.client.post("/api/v1/account/tokens", json=wanted), 403)
        assert problem["code"] == "scope_not_yours"


async def test_an_admins_token_is_one_only_with_that_scope(town: Town) -> None:
    async with town.signed_in(ROOT) as root:
        small, large = await token(root, "read", "write"), await token(root, "read", "admin")
        problem_of(await root.client.get("/api/v1/admin/accounts", headers=small), 403)
        assert (await root.client.get("/api/v1/admin/accounts", headers=large)).status_code == 200


async def test_a_token_gives_nobody_another_token_or_password(town: Town) -> None:
    async with town.signed_in(ROOT) as root:
        every = await token(root, "read", "write", "admin")
        for verb, path in (
            ("GET", "account/tokens"),
            ("POST", "account/tokens"),
            ("DELETE", "account/tokens/x"),
            ("PUT", "account/password"),
            ("GET", "account/sessions"),
            ("DELETE", "account/sessions"),
            ("DELETE", f"account/sessions/{root.session}"),
            ("POST", "auth/log-out"),
        ):
            answer = await root.client.request(verb, f"/api/v1/{path}", headers=every)
            assert problem_of(answer, 403)["code"] == "token_not_enough", path
        assert await root.is_in()
        assert (await root.client.get("/api/v1/account", headers=every)).json()["email"] == ROOT


async def test_a_revoked_token_is_nobody_at_once(town: Town) -> None:
    async with town.signed_in() as ada, town.signed_in(EVE) as eve:
        given = await token(ada, "read")
        [listed] = (await ada.client.get("/api/v1/account/tokens")).json()["tokens"]
        answer = await eve.client.delete(f"/api/v1/account/tokens/{listed['id']}")
        assert problem_of(answer, 404)["code"] == "token_unknown"
        assert (await ada.client.get("/api/v1/jobs", headers=given)).status_code == 200
        assert (await ada.client.delete(f"/api/v1/account/tokens/{listed['id']}")).status_code == 204
        problem_of(await ada.client.get("/api/v1/jobs", headers=given), 401)


@pytest.mark.parametrize("given", ["copilot_", "copilot_x", "copilot_" + "x" * 4000, "a.b.c", "..", "eyJ.eyJ.x"])
async def test_a_made_up_token_is_nobody(town: Town, given: str) -> None:
    async with town.browser(headers={"authorization": f"Bearer {given}"}) as nobody:
        assert problem_of(await nobody.client.get("/api/v1/jobs"), 401)["code"] == "not_signed_in"


async def test_a_program_is_counted_apart_from_its_persons_pages(
    empty_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async with town_of(empty_settings, caplog, limits={"writes": 4}) as town, town.signed_in() as ada:
        given = await token(ada, "read", "write")
        answers = [await tried(ada, given) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [422] * 4 + [429] * 2
        assert (await tried(ada, {})).status_code == 422


async def tried(who: Browser, headers: dict[str, str]) -> Response:
    """Ask for something that is refused, and counted."""
    return await who.client.post("/api/v1/searches", json={"name": ""}, headers=headers)


async def test_what_a_program_does_is_its_persons(town: Town) -> None:
    async with town.signed_in() as ada, town.signed_in(EVE) as eve:
        await ada.client.post("/api/v1/searches", json=SEARCH, headers=await token(ada, "write"))
        assert len((await ada.client.get("/api/v1/searches")).json()["searches"]) == 1
        assert (await eve.client.get("/api/v1/searches")).json()["searches"] == []
