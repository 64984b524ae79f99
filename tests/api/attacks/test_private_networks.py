"""Addresses that a person gives lead nowhere inside, by whichever operation, and nobody inside hears of it."""

import asyncio
import shutil
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from api_world import World, open_world, world_settings
from attacks_world import tried
from seeds.people import quick
from servers import free_port

from copilot_adapters.settings import DATABASE
from copilot_core.entities.identities import LOCAL_PERSON, JobId

INSIDE = (
    "http://127.0.0.1:{port}/", "http://127.1:{port}/", "http://2130706433:{port}/", "http://0x7f000001:{port}/",
    "http://017700000001:{port}/", "http://0:{port}/", "http://localhost:{port}/", "http://LOCALHOST.:{port}/",
    "http://[::1]:{port}/", "http://[::]:{port}/", "http://[::ffff:127.0.0.1]:{port}/", "http://[::ffff:7f00:1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/", "http://[2002:7f00:1::]:{port}/", "http://[fe80::1%25lo]:{port}/",
    "http://jobs.example@127.0.0.1:{port}/", "http://127.0.0.1:{port}#@jobs.example/", "http://127.0.0.1:{port}\\@jobs.example/",
    "http://①②⑦.⓪.⓪.①:{port}/", "http://127。0。0。1:{port}/", "http://0177.0.0.1:{port}/", "http://127.0.0.1%2f:{port}/",
    "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://100.100.100.200/", "http://10.0.0.1/",
    "http://172.16.0.1/", "http://192.168.1.1/", "http://168.63.129.16/", "http://metadata.google.internal/", "http://224.0.0.1/",
)  # fmt: skip
NO_PAGES = (
    "file:///etc/passwd", "gopher://127.0.0.1:{port}/_x", "ftp://127.0.0.1:{port}/", "dict://127.0.0.1:{port}/",
    "javascript:alert(1)", "//127.0.0.1:{port}/", "data:text/html,x", "unix:///run/x.sock", "http:127.0.0.1:{port}",
)  # fmt: skip


@pytest.fixture
async def outside(tmp_path: Path, empty_home: Path) -> AsyncIterator[World]:
    """Give an installation that asks the real web."""
    shutil.copy(empty_home / DATABASE, tmp_path / DATABASE)
    async with open_world(quick(world_settings(tmp_path)), sample=False) as opened:
        yield opened


@asynccontextmanager
async def listening() -> AsyncIterator[tuple[int, list[bytes]]]:
    """Listen on this machine, and note who comes."""
    met: list[bytes] = []

    async def meet(reader: StreamReader, writer: StreamWriter) -> None:
        met.append(await reader.read(1_000))
        writer.close()

    server = await asyncio.start_server(meet, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], met


async def test_a_pasted_address_reaches_nobody_inside(outside: World) -> None:
    async with listening() as (port, met):
        for url in (*INSIDE, *NO_PAGES):
            answer = await outside.client.post("/api/v1/jobs", json={"by": "page", "url": url.format(port=port)})
            unknown = answer.status_code == 503 and "no host of this name" in answer.text
            assert 400 <= answer.status_code < 500 or unknown, (url, answer.status_code, answer.text)
        assert met == []
    tried("addresses inside", len(INSIDE) + len(NO_PAGES))


async def test_an_answer_tells_no_open_port_from_a_closed_one(outside: World) -> None:
    async with listening() as (port, _):
        told = []
        for number in (port, free_port()):
            answer = await outside.client.post(
                "/api/v1/jobs", json={"by": "page", "url": f"http://127.0.0.1:{number}/"}
            )
            told.append((answer.status_code, answer.text.replace(str(number), "").partition('"request_id"')[0]))
    assert told[0] == told[1]


async def test_a_job_that_is_looked_at_again_reaches_nobody_inside(outside: World) -> None:
    async with listening() as (port, met):
        for number, url in enumerate(one.format(port=port) for one in INSIDE):
            given = {"by": "hand", "title": f"Nurse {number}", "company": f"Clinic {number}", "url": url}
            made = await outside.client.post("/api/v1/jobs", json=given)
            if made.status_code != 201:
                continue
            job = JobId(made.json()["summary"]["id"])
            check = outside.container.check_posting()
            checked = await check(job, person=LOCAL_PERSON, fresh=timedelta(0), patience=1.0)
            assert all(urlsplit(str(one.params["url"])).scheme == "http" for one in checked.unchecked)
        assert met == []
    tried("addresses inside", len(INSIDE))
