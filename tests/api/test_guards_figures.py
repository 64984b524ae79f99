"""Figures for Prometheus: nobody's by default, right, and not endless."""

import asyncio
import re
import urllib.request
from pathlib import Path

import pytest
from api_world import World, problem_of
from guards_world import OPENING, TOKEN, client_at, standing, value_of
from servers import free_port

from copilot_adapters.container import closing_container
from copilot_adapters.settings import load_settings
from copilot_core.entities.identities import LOCAL_PERSON
from copilot_core.errors import Rejected
from copilot_core.rules.new_task import new_task
from copilot_core.rules.task_kinds import KINDS, NO_OP
from copilot_web.app import make_app


async def test_by_default_there_are_none(world: World) -> None:
    assert problem_of(await world.client.get("/metrics"), 404)
    async with world.client_of() as nobody:
        assert problem_of(await nobody.get("/metrics"), 404)


@pytest.mark.parametrize(
    "proof", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", TOKEN, "Bearer ü"]
)
async def test_only_the_token_opens_them(tmp_path: Path, empty_home: Path, proof: str) -> None:
    async with standing(tmp_path, empty_home, metrics={"token": TOKEN}) as world, client_at(world.app) as client:
        assert (await client.get("/metrics", headers={b"authorization": proof.encode()})).status_code == 401
        assert (await client.get("/metrics", headers=OPENING)).status_code == 200


async def test_requests_are_counted_by_route_and_never_by_path(tmp_path: Path, empty_home: Path) -> None:
    async with standing(tmp_path, empty_home, metrics={"token": TOKEN}) as world:
        for number in range(7):
            await world.client.get(f"/api/v1/jobs/job-{number}")
            await world.client.get(f"/nowhere/{number}")
            await world.client.request(f"M{number}", "/health/live")
        text = (await world.client.get("/metrics", headers=OPENING)).text
    route = next(iter(re.findall(r'route="(/api/v1/jobs/\{[^"]*)"', text)))
    assert value_of(text, "copilot_http_requests_total", route=route, method="GET", status="404") == 7
    assert value_of(text, "copilot_http_request_seconds_count", route=route, method="GET") == 7
    assert value_of(text, "copilot_http_requests_total", route="unknown", method="OTHER") == 7
    assert "job-3" not in text
    assert "nowhere" not in text
    assert 'method="M3"' not in text


async def test_work_and_events_are_counted(tmp_path: Path, empty_home: Path) -> None:
    async with standing(tmp_path, empty_home, metrics={"token": TOKEN}) as world:
        await world.container.enqueue_tasks()([new_task(NO_OP) for _ in range(3)])
        async with world.container.storage().transaction() as books:
            await books.events.add(LOCAL_PERSON, "test", {})
        for _ in range(80):
            text = (await world.client.get("/metrics", headers=OPENING)).text
            if "copilot_events_unpublished_people 1.0" in text:
                break
            await asyncio.sleep(0.1)
    assert value_of(text, "copilot_tasks", state="waiting", queue=KINDS[NO_OP].queue.value) == 3
    assert value_of(text, "copilot_oldest_waiting_seconds", queue=KINDS[NO_OP].queue.value) >= 0
    assert value_of(text, "copilot_events_unpublished_people") == 1
    assert value_of(text, "copilot_sockets_open") == 0


async def test_they_may_have_a_port_of_their_own(tmp_path: Path, empty_home: Path) -> None:
    port = free_port()
    async with standing(tmp_path, empty_home, metrics={"port": port}) as world:
        await world.client.get("/api/v1/jobs")
        with await asyncio.to_thread(urllib.request.urlopen, f"http://127.0.0.1:{port}/metrics") as answer:
            text = answer.read().decode()
        assert (await world.client.get("/metrics")).status_code == 404
    assert 'route="/api/v1/jobs"' in text


async def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    port = free_port()
    listening = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", port)
    settings = load_settings(home=tmp_path, metrics={"port": port}, embedder="none")
    async with listening, closing_container(settings=settings):
        with pytest.RaisesGroup(pytest.RaisesExc(Rejected, match="COPILOT_METRICS__PORT")):
            async with make_app(settings).lifespan():
                raise AssertionError("it listens on a port that is taken")
