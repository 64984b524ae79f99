"""Pages of other sites: what a browser adds by itself proves nothing to any operation, and none lets them read."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from api_world import World
from attacks_world import UNSAFE, all_operations, tried
from guards_world import client_at, standing
from seeds.cast import Cast
from seeds.operations import Operation, operations
from seeds.rows import rows_of

from copilot_web.local import COOKIE, local_token

STRANGERS: tuple[dict[str, str], ...] = (
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://127.0.0.1.evil.example", "sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "https://evil.example", "sec-fetch-site": "cross-site", "content-type": "text/plain"},
)
ORIGINS = (
    "https://evil.example", "null", "https://app.example.evil.example", "https://evilapp.example", "http://app.example",
    "https://app.example:444", "https://app.example@evil.example", "https://APP.example.", "*",
)  # fmt: skip


def address_of(operation: Operation) -> str:
    return operation.path.replace("{", "").replace("}", "")


@pytest.fixture
async def alone(tmp_path: Path, empty_home: Path) -> AsyncIterator[World]:
    """Give an installation of one person, who asks as often as they like."""
    async with standing(tmp_path, empty_home, limits={"enabled": False}) as opened:
        yield opened


async def test_a_cookie_changes_nothing_for_a_strangers_page(alone: World) -> None:
    cookie = {"cookie": f"{COOKIE}={local_token(alone.settings.home)}"}
    asked, rows = 0, rows_of(alone.settings.database)
    before = rows.now()
    async with alone.client_of() as browser:
        for operation in operations(alone.schema):
            for headers in STRANGERS if operation.verb in UNSAFE else ():
                answer = await browser.request(operation.verb, address_of(operation), headers=cookie | headers)
                assert answer.status_code == 403, (operation.id, headers, answer.text)
                assert answer.json()["code"] == "origin_unknown"
                asked += 1
    assert rows.now() == before
    rows.close()
    tried("forged requests", asked)


async def test_the_cookie_of_a_session_changes_nothing_for_a_strangers_page(cast: Cast) -> None:
    browser = await cast.people.signed_in(cast.owner)
    del browser.headers["authorization"]
    del browser.headers["sec-fetch-site"]
    browser.headers["cookie"] = "; ".join(f"{one.name}={one.value}" for one in browser.cookies.jar)
    assert "copilot_refresh" in browser.headers["cookie"]
    asked = 0
    for operation in all_operations(cast):
        for headers in STRANGERS if operation.verb in UNSAFE else ():
            answer = await browser.request(operation.verb, address_of(operation), headers=headers)
            assert answer.status_code in {401, 403}, (operation.id, headers, answer.text)
            asked += 1
    again = await browser.post("/api/v1/auth/refresh", headers={"sec-fetch-site": "same-origin"})
    assert again.status_code == 200, again.text
    tried("forged requests", asked)


@pytest.fixture
async def shared(tmp_path: Path, empty_home: Path) -> AsyncIterator[World]:
    """Give an installation that another site's page may use."""
    async with standing(tmp_path, empty_home, http={"origins": ["https://app.example"]}) as opened:
        yield opened


async def test_no_other_site_reads_any_answer(shared: World) -> None:
    asked = 0
    async with client_at(shared.app, "127.0.0.1") as browser:
        for operation in operations(shared.schema):
            for origin in ORIGINS:
                told = {"origin": origin, "access-control-request-method": operation.verb.upper()}
                for verb in ("OPTIONS", operation.verb.upper()):
                    answer = await browser.request(verb, address_of(operation), headers=told)
                    allowed = answer.headers.get("access-control-allow-origin")
                    assert allowed in {None, "https://app.example"}, (operation.id, origin)
                    assert allowed != origin, (operation.id, origin)
                    asked += 1
        right = await browser.get("/api/v1/auth/methods", headers={"origin": "https://app.example"})
    assert right.headers["access-control-allow-origin"] == "https://app.example"
    tried("other sites' readings", asked)
