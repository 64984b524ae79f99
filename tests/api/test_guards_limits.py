"""How often somebody may ask."""

import asyncio
import gc
import re
import tracemalloc
from pathlib import Path

import pytest
from api_world import HEADER, World, problem_of
from guards_world import client_at, standing, told
from litestar.handlers import HTTPRouteHandler
from servers import free_port

JOBS = "/api/v1/jobs"
ADA, BOB = {HEADER: "ada"}, {HEADER: "bob"}


async def test_an_answer_says_how_many_are_left(world: World) -> None:
    first, second = [await world.client.get(JOBS) for _ in range(2)]
    assert first.headers["ratelimit-policy"] == '"reads";q=1200;w=60'
    assert re.fullmatch(r'"reads";r=1199;t=\d+', first.headers["ratelimit"])
    assert re.fullmatch(r'"reads";r=1198;t=\d+', second.headers["ratelimit"])


async def test_when_it_is_enough_one_is_told_when_to_come_again(tmp_path: Path, empty_home: Path) -> None:
    async with standing(tmp_path, empty_home, limits={"reads": 3}) as world:
        statuses = [(await world.client.get(JOBS)).status_code for _ in range(3)]
        with told("audit") as lines:
            refused = await world.client.get(JOBS)
            await world.client.get(JOBS)
        problem = problem_of(refused, 429)
    assert statuses == [200] * 3
    assert problem["code"] == "too_many_requests"
    assert 0 < int(refused.headers["retry-after"]) <= 60
    assert refused.headers["ratelimit"].startswith('"reads";r=0;')
    assert "content-security-policy" in refused.headers
    assert [(line["event"], line["quota"], line["person"]) for line in lines] == [("rate_limited", "reads", "local")]


async def test_each_person_has_their_own(tmp_path: Path, empty_home: Path) -> None:
    async with standing(tmp_path, empty_home, limits={"reads": 1}) as world, client_at(world.app) as client:
        asked = [await client.get(JOBS, headers=who) for who in (ADA, ADA, BOB, BOB)]
    assert [one.status_code for one in asked] == [200, 429, 200, 429]


async def test_reading_goes_on_when_writing_is_used_up(tmp_path: Path, empty_home: Path) -> None:
    async with standing(tmp_path, empty_home, limits={"writes": 1}) as world:
        wrote = [await world.client.patch("/api/v1/profile", json={"nothing": 1}) for _ in range(2)]
        read = await world.client.get(JOBS)
    assert wrote[0].status_code != 429
    assert (wrote[1].status_code, read.status_code) == (429, 200)


async def test_what_costs_much_is_counted_apart(tmp_path: Path, empty_home: Path) -> None:
    async with standing(tmp_path, empty_home, limits={"expensive": 1}) as world:
        asked = [await world.client.get("/api/v1/matches") for _ in range(2)]
        read = await world.client.get(JOBS)
    assert asked[0].status_code != 429
    assert (asked[1].status_code, read.status_code) == (429, 200)


EXPENSIVE = {
    "listMatches",
    "explainMatch",
    "listSimilarJobs",
    "collect",
    "addJob",
    "addResume",
    "checkResume",
    "runSearch",
}


async def test_all_that_costs_much_is_marked(world: World) -> None:
    handlers = {
        handler.operation_id: handler
        for route in world.app.routes
        for handler in getattr(route, "route_handlers", [])
        if isinstance(handler, HTTPRouteHandler)
    }
    assert {name for name in EXPENSIVE if handlers[name].opt.get("limit") != "expensive"} == set()


async def test_strangers_are_counted_by_their_address(tmp_path: Path, empty_home: Path) -> None:
    async with (
        standing(tmp_path, empty_home, limits={"address": 3}) as world,
        client_at(world.app, "198.51.100.1") as one,
        client_at(world.app, "198.51.100.2") as other,
    ):
        paths = (JOBS, "/nowhere", "/metrics", JOBS, "/nowhere")
        statuses = [(await one.get(path)).status_code for path in paths]
        beside = await other.get("/nowhere")
    assert statuses == [401, 404, 404, 429, 429]
    assert beside.status_code == 404


async def test_a_spoofed_address_buys_nothing(tmp_path: Path, empty_home: Path) -> None:
    async with standing(tmp_path, empty_home, limits={"address": 5}) as world, client_at(world.app) as client:
        spoofed = [{"x-forwarded-for": f"192.0.2.{number}"} for number in range(20)]
        statuses = [(await client.get("/nowhere", headers=one)).status_code for one in spoofed]
    assert statuses == [404] * 5 + [429] * 15


async def test_one_customer_of_ipv6_has_one_quota(tmp_path: Path, empty_home: Path) -> None:
    async with standing(tmp_path, empty_home, limits={"address": 2}) as world:
        statuses = []
        for number in range(4):
            async with client_at(world.app, f"2001:db8:1:2::{number:x}") as client:
                statuses.append((await client.get("/nowhere")).status_code)
    assert statuses == [404, 404, 429, 429]


async def test_probes_are_never_refused(tmp_path: Path, empty_home: Path) -> None:
    async with standing(tmp_path, empty_home, limits={"address": 1, "reads": 1}) as world:
        assert {(await world.client.get("/health/ready")).status_code for _ in range(5)} == {200}


async def test_of_many_at_once_no_more_are_let_in(tmp_path: Path, empty_home: Path) -> None:
    async with standing(tmp_path, empty_home, limits={"reads": 7}) as world:
        answers = await asyncio.gather(*(world.client.get(JOBS) for _ in range(40)))
    assert sorted(one.status_code for one in answers) == [200] * 7 + [429] * 33


async def test_limits_can_be_left_out(tmp_path: Path, empty_home: Path) -> None:
    for limits in ({"enabled": False, "reads": 1}, {"reads": 0, "address": 0}):
        async with standing(tmp_path, empty_home, limits=limits) as world:
            answers = [await world.client.get(JOBS) for _ in range(4)]
        assert {one.status_code for one in answers} == {200}
        assert "ratelimit" not in answers[0].headers


@pytest.mark.slow
async def test_many_addresses_and_paths_fill_no_memory(tmp_path: Path, empty_home: Path) -> None:
    proxies = {"trusted_proxies": ["127.0.0.1/32"]}
    async with standing(tmp_path, empty_home, http=proxies) as world, client_at(world.app, "127.0.0.1") as client:

        async def come(first: int) -> int:
            for number in range(first, first + 1_000):
                at = {"x-forwarded-for": f"10.0.{number // 250}.{number % 250}"}
                await client.get(f"/nowhere/{number}", headers=at)
            gc.collect()
            return tracemalloc.get_traced_memory()[0]

        tracemalloc.start()
        try:
            before, after = await come(0), await come(1_000)
        finally:
            tracemalloc.stop()
    assert after - before < 1_000_000


@pytest.mark.slow
async def test_processes_that_share_a_redis_count_together(tmp_path: Path, empty_home: Path, redis_url: str) -> None:
    homes = [tmp_path / name for name in ("one", "two")]
    for home in homes:
        home.mkdir()
    more = {"redis_url": redis_url, "limits": {"reads": 6}}
    async with standing(homes[0], empty_home, **more) as one, standing(homes[1], empty_home, **more) as two:
        who = {HEADER: f"ada-{free_port()}"}
        async with client_at(one.app, headers=who) as here, client_at(two.app, headers=who) as there:
            answers = await asyncio.gather(*(client.get(JOBS) for client in (here, there) for _ in range(8)))
    assert sum(answer.status_code == 200 for answer in answers) == 6


async def test_without_its_redis_each_process_counts_and_nothing_is_wide_open(tmp_path: Path, empty_home: Path) -> None:
    away = f"redis://127.0.0.1:{free_port()}/0"
    async with standing(tmp_path, empty_home, redis_url=away, limits={"reads": 2}) as world:
        statuses = [(await world.client.get(JOBS)).status_code for _ in range(4)]
        ready = await world.client.get("/health/ready")
    assert statuses == [200, 200, 429, 429]
    assert ready.status_code == 200
    assert ready.json()["status"] == "degraded"
    assert ready.json()["parts"]["redis"] == {"status": "degraded", "code": "limiter_unavailable"}
