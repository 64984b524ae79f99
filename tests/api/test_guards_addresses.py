"""Where a request comes from: proxies are believed when they are listed, and nobody else is."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from guards_world import client_at, standing, told

from copilot_adapters.settings import load_settings
from copilot_core.errors import Rejected
from copilot_core.rules.networks import network_of

PROXIES = ["10.0.0.0/8", "2001:db8:f::/48"]
EVIL = "198.51.100.66"


async def seen(home: Path, empty_home: Path, peer: str, forwarded: Iterable[str]) -> str:
    """Return which address counts."""
    async with standing(home, empty_home, http={"trusted_proxies": PROXIES}) as world, client_at(world.app, peer) as c:
        with told() as lines:
            await c.get("/nowhere", headers=[("x-forwarded-for", one) for one in forwarded])
    return str(lines[0]["address"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        (EVIL, ["127.0.0.1"], EVIL),
        (EVIL, ["10.0.0.1", "10.0.0.2"], EVIL),
        ("10.0.0.9", [EVIL], EVIL),
        ("10.0.0.9", [f"127.0.0.1, {EVIL}"], EVIL),
        ("10.0.0.9", [f"127.0.0.1, {EVIL}, 10.1.1.1"], EVIL),
        ("10.0.0.9", ["127.0.0.1", EVIL], EVIL),
        ("10.0.0.9", [], "10.0.0.9"),
        ("10.0.0.9", ["unknown"], "10.0.0.9"),
        ("10.0.0.9", ["1.2.3.4, ' OR 1=1 --, 10.3.3.3"], "10.3.3.3"),
        ("10.0.0.9", [f"{EVIL}:4711"], EVIL),
        ("10.0.0.9", ["[2001:db8::1]:4711"], "2001:db8::1"),
        ("2001:db8:f::1", ["2001:db8:0:0::2"], "2001:db8::2"),
        ("::ffff:10.0.0.9", [EVIL], EVIL),
        ("10.0.0.9", ["10.9.9.9, " * 500], "10.9.9.9"),
    ],
)
async def test_only_what_listed_proxies_say_counts(
    tmp_path: Path, empty_home: Path, peer: str, forwarded: list[str], client: str
) -> None:
    assert await seen(tmp_path, empty_home, peer, forwarded) == client


async def test_without_a_list_nobody_is_believed(tmp_path: Path, empty_home: Path) -> None:
    async with standing(tmp_path, empty_home) as world, client_at(world.app, "127.0.0.1") as client:
        with told() as lines:
            spoofed = {"x-forwarded-for": EVIL, "x-forwarded-proto": "https", "forwarded": f"for={EVIL}"}
            answer = await client.get("/health/nothing", headers=spoofed)
    assert "strict-transport-security" not in answer.headers
    assert lines[0]["address"] == "127.0.0.1"


@pytest.mark.parametrize(
    ("peer", "told_scheme", "secure"),
    [("10.0.0.9", "https", True), ("10.0.0.9", "http", False), ("10.0.0.9", "gopher", False), (EVIL, "https", False)],
)
async def test_a_listed_proxy_says_whether_it_was_tls(
    tmp_path: Path, empty_home: Path, peer: str, told_scheme: str, secure: bool
) -> None:
    async with (
        standing(tmp_path, empty_home, http={"trusted_proxies": PROXIES}) as world,
        client_at(world.app, peer) as c,
    ):
        answer = await c.get("/health/live", headers={"x-forwarded-proto": told_scheme})
    assert ("strict-transport-security" in answer.headers) is secure


def test_one_customer_of_ipv6_is_one_client() -> None:
    assert network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert network_of("2001:db8:1:3::1") != network_of("2001:db8:1:2::1")
    assert network_of("::ffff:10.0.0.1") == network_of("10.0.0.1")


def test_what_is_no_network_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="COPILOT_HTTP__TRUSTED_PROXIES"):
        load_settings(home=tmp_path, http={"trusted_proxies": ["proxy.example"]})
