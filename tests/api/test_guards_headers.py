"""What browsers are told with every answer, and whose pages may ask."""

from pathlib import Path

import pytest
from api_world import World
from guards_world import client_at, standing

from copilot_adapters.settings import load_settings
from copilot_core.errors import Rejected

PATHS = ("/health/live", "/api/v1/jobs", "/api/v1/jobs/nothing", "/nowhere", "/metrics")


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_says_what_it_may_do(world: World, path: str) -> None:
    headers = (await world.client.get(path)).headers
    policy = headers["content-security-policy"]
    scripts = next(one for one in policy.split("; ") if one.startswith("script-src"))
    assert scripts == "script-src 'self'"
    assert {"default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(policy.split("; "))
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "camera=()" in headers["permissions-policy"]
    assert "server" not in headers


@pytest.mark.parametrize("path", PATHS)
async def test_what_is_personal_is_kept_by_nobody_else(world: World, path: str) -> None:
    if path != "/nowhere":
        kept = (await world.client.get(path)).headers["cache-control"]
        assert "no-store" in kept or kept == "private, no-cache"


async def test_plain_http_promises_no_tls(world: World) -> None:
    assert "strict-transport-security" not in (await world.client.get("/health/live")).headers


async def test_tls_is_kept_to(world: World) -> None:
    async with client_at(world.app, base="https://localhost") as client:
        assert "max-age=31536000" in (await client.get("/health/live")).headers["strict-transport-security"]


async def test_no_other_site_may_ask(world: World) -> None:
    asked = await world.client.get("/health/live", headers={"origin": "https://elsewhere.example"})
    assert not [name for name in asked.headers if name.startswith("access-control")]


async def test_sites_that_are_listed_may_ask_and_no_others(tmp_path: Path, empty_home: Path) -> None:
    async with standing(tmp_path, empty_home, http={"origins": ["https://page.example"]}) as world:
        listed = await world.client.get("/health/live", headers={"origin": "https://page.example"})
        assert listed.headers["access-control-allow-origin"] == "https://page.example"
        assert listed.headers["access-control-allow-credentials"] == "true"
        for origin in ("https://elsewhere.example", "https://page.example.evil", "null", "http://page.example"):
            other = await world.client.get("/health/live", headers={"origin": origin})
            assert "access-control-allow-origin" not in other.headers
        preflight = {"origin": "https://page.example", "access-control-request-method": "PATCH"}
        allowed = await world.client.options("/api/v1/profile", headers=preflight)
        assert allowed.headers["access-control-allow-origin"] == "https://page.example"
        assert "*" not in "".join(allowed.headers.values())


@pytest.mark.parametrize("origin", ["*", "https://*.example", "page.example", "https://a.example/path", "null", ""])
def test_nobody_lists_everybody(tmp_path: Path, origin: str) -> None:
    with pytest.raises(Rejected, match="COPILOT_HTTP__ORIGINS"):
        load_settings(home=tmp_path, http={"origins": [origin]})
