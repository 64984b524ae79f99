"""From registering to signing out, by the API alone."""

from collections.abc import AsyncIterator

import pytest
from accounts_world import ADA, EVE, PASSWORD, ROOT, Town, town_of
from api_world import problem_of
from guards_world import told

from copilot_adapters.settings import Settings


@pytest.fixture
async def town(empty_settings: Settings, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Town]:
    """An installation with accounts, on either database."""
    async with town_of(empty_settings, caplog) as opened:
        yield opened


async def test_the_whole_way_in_and_out(town: Town) -> None:
    async with town.browser() as ada:
        body = {"email": " Ada@Example.org", "password": PASSWORD, "name": "Ada"}
        assert (await ada.client.post("/api/v1/auth/register", json=body)).status_code == 202
        assert problem_of(await ada.log_in(), 401)["code"] == "log_in_wrong", "the address is not confirmed yet"
        secret = await town.letter(ADA)
        confirmed = await ada.client.post("/api/v1/auth/verify", json={"secret": secret})
        assert confirmed.json()["email"] == ADA
        assert problem_of(await ada.client.post("/api/v1/auth/verify", json={"secret": secret}), 422)
        answer = await ada.log_in()
        assert answer.json()["expires_in"] == 900
        assert (await ada.client.get("/api/v1/account")).json()["name"] == "Ada"
        before = dict(ada.client.cookies)
        assert (await ada.refresh()).status_code == 200
        assert dict(ada.client.cookies).keys() == before.keys()
        assert dict(ada.client.cookies) != before
        assert (await ada.client.post("/api/v1/auth/log-out")).status_code == 204
        assert not ada.client.cookies
        assert problem_of(await ada.client.get("/api/v1/account"), 401)["code"] == "session_ended"
        problem_of(await ada.refresh(), 401)


async def test_an_account_tells_no_password_and_takes_nothing_but_a_name(town: Town) -> None:
    async with town.signed_in() as ada:
        account = (await ada.client.get("/api/v1/account")).json()
        assert account.keys() == {"person", "email", "name", "role", "made_at", "verified_at"}
        assert account["role"] == "user"
        changed = await ada.client.patch("/api/v1/account", json={"name": " Ada  Lovelace\n"})
        assert changed.json() == account | {"name": "Ada Lovelace"}


@pytest.mark.parametrize(
    "more", [{"role": "admin"}, {"verified_at": "2026-01-01T00:00:00Z"}, {"person": "local"}, {"adopt": True}]
)
async def test_nobody_gives_themselves_more_than_is_asked_for(town: Town, more: dict[str, object]) -> None:
    async with town.browser() as nobody:
        body = {"email": EVE, "password": PASSWORD, **more}
        problem = problem_of(await nobody.client.post("/api/v1/auth/register", json=body), 400)
        assert problem["code"] == "request_wrong"
        problem_of(await nobody.log_in(EVE), 401)
    async with town.signed_in() as ada:
        problem_of(await ada.client.patch("/api/v1/account", json={"name": "x", **more}), 400)
        wanted = {"name": "x", "scopes": ["read"], **more}
        problem_of(await ada.client.post("/api/v1/account/tokens", json=wanted), 400)


async def test_a_forgotten_password_is_set_by_a_letter_and_everything_else_ends(town: Town) -> None:
    async with town.signed_in() as thief, town.browser() as ada:
        token = {"name": "x", "scopes": ["read"]}
        secret = (await thief.client.post("/api/v1/account/tokens", json=token)).json()["secret"]
        assert (await ada.client.post("/api/v1/auth/reset", json={"email": ADA})).status_code == 202
        link = await town.letter(ADA)
        weak = {"secret": link, "password": "password12"}
        assert (
            problem_of(await ada.client.post("/api/v1/auth/reset/confirm", json=weak), 422)["code"] == "password_weak"
        )
        new = {"secret": link, "password": "nine blue teapots"}
        assert (await ada.client.post("/api/v1/auth/reset/confirm", json=new)).status_code == 204
        problem_of(await ada.client.post("/api/v1/auth/reset/confirm", json=new), 422)
        assert not await thief.is_in()
        problem_of(await ada.client.get("/api/v1/jobs", headers={"authorization": f"Bearer {secret}"}), 401)
        problem_of(await thief.refresh(), 401)
        problem_of(await ada.log_in(), 401)
        assert (await ada.log_in(password="nine blue teapots")).status_code == 200


async def test_another_password_ends_all_other_sessions(town: Town) -> None:
    async with town.signed_in() as here, town.signed_in() as elsewhere:
        wrong = {"old": "wrong", "new": "nine blue teapots"}
        assert (
            problem_of(await here.client.put("/api/v1/account/password", json=wrong), 422)["code"] == "password_wrong"
        )
        right = {"old": PASSWORD, "new": "nine blue teapots"}
        assert (await here.client.put("/api/v1/account/password", json=right)).status_code == 204
        assert await here.is_in()
        assert not await elsewhere.is_in()


async def test_sessions_are_listed_and_ended_and_nobody_elses(town: Town) -> None:
    async with town.signed_in() as here, town.signed_in() as there, town.signed_in(EVE) as eve:
        listed = (await here.client.get("/api/v1/account/sessions")).json()["sessions"]
        assert {(one["id"], one["here"]) for one in listed} == {(here.session, True), (there.session, False)}
        assert all(one["address"] == "203.0.113.7" and one["agent"].startswith("python-httpx") for one in listed)
        path = f"/api/v1/account/sessions/{there.session}"
        assert problem_of(await eve.client.delete(path), 404)["code"] == "session_unknown"
        assert await there.is_in()
        assert (await here.client.delete(f"/api/v1/account/sessions/{there.session}")).status_code == 204
        assert not await there.is_in()
        await there.log_in()
        assert (await here.client.delete("/api/v1/account/sessions")).json() == {"ended": 1}
        assert [await one.is_in() for one in (here, there, eve)] == [True, False, True]


async def test_an_admin_sees_all_accounts_and_others_see_none(town: Town) -> None:
    async with town.signed_in() as ada, town.signed_in(ROOT) as root:
        person = (await ada.client.get("/api/v1/account")).json()["person"]
        for verb, path in (
            ("GET", ""),
            ("GET", f"/{person}"),
            ("DELETE", f"/{person}"),
            ("DELETE", f"/{person}/sessions"),
        ):
            assert problem_of(await ada.client.request(verb, f"/api/v1/admin/accounts{path}"), 403)
        first = (await root.client.get("/api/v1/admin/accounts", params={"limit": 1})).json()
        rest = (await root.client.get("/api/v1/admin/accounts", params={"after": first["next"]})).json()
        assert {one["email"] for one in (*first["accounts"], *rest["accounts"])} == {ADA, ROOT}
        assert (await root.client.get(f"/api/v1/admin/accounts/{person}")).json()["email"] == ADA
        assert (await root.client.delete(f"/api/v1/admin/accounts/{person}/sessions")).json() == {"ended": 1}
        assert not await ada.is_in()
        assert (await root.client.delete(f"/api/v1/admin/accounts/{person}")).status_code == 204
        problem_of(await ada.log_in(), 401)
        for path in ("nobody", "nobody/sessions"):
            problem_of(await root.client.delete(f"/api/v1/admin/accounts/{path}"), 404)
        own = (await root.client.get("/api/v1/account")).json()["person"]
        assert problem_of(await root.client.delete(f"/api/v1/admin/accounts/{own}"), 409)["code"] == "last_admin"


async def test_what_matters_is_told_in_the_log_without_any_secret(town: Town) -> None:
    with told("audit") as lines:
        async with town.signed_in() as ada:
            await ada.log_in(password="a wrong one indeed")
            wanted = {"name": "x", "scopes": ["read"]}
            made = (await ada.client.post("/api/v1/account/tokens", json=wanted)).json()
            await ada.client.delete(f"/api/v1/account/tokens/{made['token']['id']}")
            await ada.client.put("/api/v1/account/password", json={"old": PASSWORD, "new": "nine blue teapots"})
            secrets = [made["secret"], ada.client.headers["authorization"][7:], *ada.client.cookies.values()]
            await ada.client.post("/api/v1/auth/log-out")
    assert [line["event"] for line in lines if line["event"] != "proof_refused"] == [
        "registered",
        "account_made",
        "log_in",
        "log_in_failed",
        "token_made",
        "token_revoked",
        "password_changed",
        "log_out",
    ]
    assert not any(secret in str(lines) for secret in (*secrets, PASSWORD, "a wrong one indeed"))


async def test_who_may_not_register_is_told_so(empty_settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    async with town_of(empty_settings, caplog, registration="closed") as town, town.browser() as nobody:
        assert (await nobody.client.get("/api/v1/auth/methods")).json() == {"accounts": True, "registration": False}
        body = {"email": ADA, "password": PASSWORD}
        problem = problem_of(await nobody.client.post("/api/v1/auth/register", json=body), 403)
        assert problem["code"] == "registration_closed"
