"""The guards on real sockets, in a process of their own."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from servers import free_port

pytestmark = pytest.mark.slow
PROGRAM = [sys.executable, "-P", "-m", "copilot_adapters.cli"]


@frozen
class Served:
    """A program that serves, and what it wrote."""

    address: str
    link: str
    token: str
    process: "subprocess.Popen[str]"

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str]]:
        request = urllib.request.Request(  # noqa: S310 - our own address
            self.address + path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310 - as above
                return answer.status, {name.lower(): value for name, value in answer.headers.items()}
        except urllib.error.HTTPError as error:
            with error:
                return error.code, {name.lower(): value for name, value in error.headers.items()}

    def stopped(self) -> list[dict[str, Any]]:
        """Stop it, and return its lines."""
        self.process.send_signal(signal.SIGTERM)
        _, written = self.process.communicate(timeout=30)
        return [json.loads(line) for line in written.splitlines() if line.startswith("{")]


def environment(home: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COPILOT_")}
    ours = {"HOME": str(home), "EMBEDDER": "none", "BACKGROUND": "false", "LOG__FORMAT": "json"}
    return clean | {f"COPILOT_{name}": value for name, value in ours.items()}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    port = free_port()
    process = subprocess.Popen(
        [*PROGRAM, "web", "--port", str(port), "--json"],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    told = ""
    while not told.rstrip().endswith("}"):
        line = process.stdout.readline()
        assert line, process.communicate()
        told += line
    document = json.loads(told)
    yield Served(document["address"], document["link"], (tmp_path / "local-token").read_text(), process)
    process.kill()
    process.communicate()


def test_what_a_stranger_writes_is_neither_believed_nor_told(served: Served) -> None:
    spoofed = {"x_forwarded_for": "198.51.100.66", "x_forwarded_proto": "https", "x_request_id": "bad id here"}
    status, headers = served.ask("/api/v1/jobs?token=hunter22hunter22", **spoofed)
    known, _ = served.ask("/api/v1/jobs", authorization=f"Bearer {served.token}", x_request_id="kept-as-it-is")
    opened, _ = served.ask(served.link.removeprefix(served.address))
    lines = served.stopped()
    requests = [line for line in lines if line.get("kind") == "request"]
    assert (status, known) == (401, 200)
    assert opened in {200, 404}
    assert "server" not in headers
    assert "strict-transport-security" not in headers
    assert {line["address"] for line in requests} == {"127.0.0.1"}
    assert requests[0]["request_id"] == headers["x-request-id"]
    assert requests[1]["request_id"] == "kept-as-it-is"
    for secret in ("hunter22hunter22", served.token, served.link.rpartition("=")[2], "198.51.100.66"):
        assert secret not in str(lines)
    assert not [line for line in lines if line["logger"] == "uvicorn.access"]


def test_a_workers_lines_name_the_task(tmp_path: Path) -> None:
    enqueue = (
        "import asyncio\n"
        "from copilot_adapters.settings import load_settings\n"
        "from copilot_adapters.container import closing_container\n"
        "from copilot_core.rules.new_task import new_task\n"
        "async def main():\n"
        "    async with closing_container(settings=load_settings()) as container:\n"
        "        await container.enqueue_tasks()([new_task('no_op')])\n"
        "asyncio.run(main())\n"
    )
    subprocess.run([sys.executable, "-c", enqueue], env=environment(tmp_path), check=True)
    worked = subprocess.run(
        [*PROGRAM, "worker", "--until-idle"], env=environment(tmp_path), check=True, capture_output=True, text=True
    )
    lines = [json.loads(line) for line in worked.stderr.splitlines()]
    (ended,) = [line for line in lines if line.get("state")]
    assert (ended["deed"], ended["state"]) == ("no_op", "done")
    assert ended["task"]
