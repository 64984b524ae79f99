"""What is told of requests: one line each, under an id that the answer carries too."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from api_world import HEADER, World, problem_of
from guards_world import client_at, standing, told
from litestar import get

from copilot_adapters.guard_settings import Log, LogFormat
from copilot_adapters.logs import configure_logs
from copilot_web.local import local_token
from copilot_web.visitors import PUBLIC

SECRET = "hunter22hunter22"


@get("/test/broken", opt={PUBLIC: True})
async def broken() -> None:
    raise ValueError(f"password={SECRET} at postgresql://copilot:{SECRET}@db/copilot")


@pytest.fixture
def plain_logs() -> Iterator[None]:
    """Leave logging as it was found."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


async def test_a_request_has_one_line_and_its_id_is_in_the_answer(world: World) -> None:
    with told() as lines:
        answer = await world.client.get("/api/v1/jobs/somebody", params={"secret": SECRET})
    (line,) = lines
    assert line["request_id"] == answer.headers["x-request-id"] == answer.json()["request_id"]
    assert (line["method"], line["status"], line["person"]) == ("GET", answer.status_code, "local")
    assert line["route"].startswith("/api/v1/jobs/{job_id")
    assert 0 <= line["seconds"] < 10
    assert "somebody" not in str(line)
    assert SECRET not in str(line)


async def test_what_no_route_knows_has_a_line_without_its_path(world: World) -> None:
    with told() as lines:
        await world.client.get(f"/nowhere/{SECRET}")
        await world.client.request("BREW", "/health/live")
    assert [(line["route"], line["method"]) for line in lines] == [("unknown", "GET"), ("unknown", "OTHER")]
    assert SECRET not in str(lines)


async def test_an_id_that_is_sane_is_kept(world: World) -> None:
    answer = await world.client.get("/health/live", headers={"x-request-id": "gate-7f3a.01_B"})
    assert answer.headers["x-request-id"] == "gate-7f3a.01_B"


@pytest.mark.parametrize(
    "given",
    [
        b"", b"short", b"x" * 65, b"has blanks in it", b"id\r\nset-cookie: a=b", b"id\nforged line", b"<script>1</script>",
        "ümlautümlaut".encode(), b"\x00\x01\x02\x03\x04\x05\x06\x07\x08", b"-beginning-with-a-dash", b'quote"quote"',
    ],
)  # fmt: skip
async def test_any_other_is_replaced(world: World, given: bytes) -> None:
    scope: dict[str, Any] = {
        "type": "http", "method": "GET", "path": "/health/live", "raw_path": b"/health/live", "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"x-request-id", given)], "client": ("203.0.113.7", 1),
        "scheme": "http", "server": ("localhost", 80), "http_version": "1.1", "root_path": "",
        "asgi": {"version": "3.0"}, "extensions": {},
    }  # fmt: skip
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    with told("") as lines:
        await world.app(scope, receive, send)  # type: ignore[arg-type]
    (name,) = [value for header, value in sent[0]["headers"] if header.lower() == b"x-request-id"]
    assert len(name) == 32
    assert name.isalnum()
    assert not [value for header, value in sent[0]["headers"] if header.lower() == b"set-cookie"]
    assert {line["request_id"] for line in lines} == {name.decode()}


async def test_two_ids_are_none(world: World) -> None:
    twice = [("x-request-id", "first-of-two"), ("x-request-id", "second-of-two")]
    answer = await world.client.get("/health/live", headers=twice)
    assert answer.headers["x-request-id"] not in {"first-of-two", "second-of-two"}


async def test_requests_at_once_keep_their_own(world: World) -> None:
    names = [f"request-{number:04d}" for number in range(30)]
    with told() as lines:
        answers = await asyncio.gather(
            *(world.client.get("/api/v1/jobs/none", headers={"x-request-id": name}) for name in names)
        )
    assert [answer.json()["request_id"] for answer in answers] == names
    assert sorted(line["request_id"] for line in lines) == names


async def test_a_fault_is_told_once_with_the_requests_id(world: World) -> None:
    world.app.register(broken)
    async with client_at(world.app) as client:
        with told("") as lines:
            answer = await client.get("/test/broken")
    problem = problem_of(answer, 500)
    faults = [line for line in lines if line["event"] == "fault"]
    assert len(faults) == 1
    assert faults[0]["request_id"] == problem["request_id"] == answer.headers["x-request-id"]
    assert SECRET not in answer.text
    assert "content-security-policy" in answer.headers


async def test_a_request_full_of_secrets_leaves_none_in_the_log(world: World, plain_logs: None) -> None:
    world.app.register(broken)
    token, stream = local_token(world.settings.home), io.StringIO()
    configure_logs(
        world.settings.model_copy(update={"log": Log(format=LogFormat.JSON, level="debug")}),
        secrets=[token],
        stream=stream,
    )
    headers = {
        "authorization": f"Bearer {token}", "cookie": f"copilot_local={SECRET}; session={SECRET}",
        "x-api-key": SECRET, "x-request-id": f"line\n{SECRET}", "user-agent": f"curl/{SECRET}", "referer": f"/?t={SECRET}",
    }  # fmt: skip
    query = {"token": SECRET, "api_key": SECRET, "password": token}
    async with client_at(world.app) as client:
        for path in (
            "/api/v1/jobs",
            f"/api/v1/jobs/{SECRET}",
            f"/{SECRET}",
            "/test/broken",
            "/metrics",
            "/health/ready",
        ):
            cleaned = headers | {"x-request-id": "an-id-of-mine"}
            await client.get(path, headers=cleaned, params=query)
            await client.post(path, headers=cleaned, json={"password": SECRET, "text": f"token={token}"})
    written = stream.getvalue()
    ours = [json.loads(line) for line in written.splitlines()]
    assert sum(line.get("kind") == "request" for line in ours) == 12
    assert SECRET not in written
    assert token not in written


async def test_who_is_refused_is_told_apart(world: World) -> None:
    async with client_at(world.app) as client:
        with told("audit") as lines:
            await client.get("/api/v1/jobs")
            await client.get("/api/v1/jobs", headers={"authorization": f"Bearer {SECRET}"})
            await client.post("/api/v1/tasks/purge", headers={HEADER: "ada"})
    assert [(line["event"], line["person"], line["address"]) for line in lines] == [
        ("proof_refused", "", "203.0.113.7"),
        ("forbidden", "ada", "203.0.113.7"),
    ]
    assert all(line["request_id"] for line in lines)
    assert SECRET not in str(lines)


async def test_what_an_admin_does_is_told(world: World) -> None:
    with told("audit") as lines:
        await world.client.post("/api/v1/tasks/purge", json={})
    assert [(line["event"], line["person"]) for line in lines] == [("admin", "local")]


async def test_probes_are_told_on_wish_only(tmp_path: Path, empty_home: Path) -> None:
    async with standing(tmp_path, empty_home) as world:
        with told() as lines:
            await world.client.get("/health/live")
            await world.client.get("/api/v1/jobs")
    assert [line["log_level"] for line in lines] == ["debug", "info"]
