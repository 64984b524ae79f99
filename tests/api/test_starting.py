"""`copilot up` and `copilot web` as people start them: ready soon, one link, stopped in order, started again."""

import json
import os
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import frozen
from command_line import Copilot

pytestmark = pytest.mark.slow
SOON = 20.0
ENVIRONMENT = {"COPILOT_EMBEDDER": "none", "COPILOT_WORKER__GRACE": "0.5", "COPILOT_WEB__GRACE": "2"}


@frozen
class Started:
    """A process that serves, and what it told when it was ready."""

    process: "subprocess.Popen[str]"
    address: str
    link: str
    worker: int | None


@pytest.fixture
def copilot(tmp_path: Path) -> Copilot:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COPILOT_")}
    home = tmp_path / "home"
    return Copilot(home, clean | ENVIRONMENT | {"COPILOT_HOME": str(home)})


@pytest.fixture
def start(copilot: Copilot) -> Iterator[Callable[..., Started]]:
    processes: list[subprocess.Popen[str]] = []

    def begin(*arguments: str) -> Started:
        process = copilot.start(*arguments, "--port", "0", "--json")
        processes.append(process)
        assert process.stdout is not None
        told = ""
        while not told.endswith("}\n"):
            line = process.stdout.readline()
            assert line, process.communicate()
            told += line
        return Started(process, **json.loads(told))

    yield begin
    for process in processes:
        process.kill()
        process.communicate()


def until(holds: Callable[[], Any]) -> Any:
    end = time.monotonic() + SOON
    while not (found := holds()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def children(pid: int) -> list[int]:
    """Return the living children of a process."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and lives(int(folder.name)):
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
            found += [int(folder.name)] * (parent == pid)
    return found


def ended(started: Started, number: int) -> int:
    started.process.send_signal(number)
    return started.process.wait(SOON)


def test_a_person_starts_it_opens_the_link_and_is_in(start: Callable[..., Started]) -> None:
    up = start("up")
    with httpx.Client(base_url=up.address) as browser, httpx.Client(base_url=up.address) as stranger:
        assert browser.get("/api/v1/jobs").status_code == 401
        assert browser.get(up.link).headers["location"] == "/"
        assert browser.get("/api/v1/jobs").json()["jobs"] == []
        assert stranger.get(up.link).status_code == 401
        assert stranger.get("/api/v1/jobs").status_code == 401


def test_it_is_ready_soon(start: Callable[..., Started]) -> None:
    """Processor seconds, those of stopping included, are what no other work on the machine adds to."""
    start("web")
    before = _spent()
    assert ended(start("web"), signal.SIGTERM) == 0
    assert _spent() - before < 3 * _slowness()


def _slowness() -> float:
    """Measure how far this machine is from an idle one: a bare interpreter starts in 40 ms there."""
    before = _spent()
    subprocess.run(["python3", "-c", "import json, decimal, asyncio"], check=True)
    return max(1.0, (_spent() - before) / 0.1)


def _spent() -> float:
    """Return the processor seconds of the processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_everything_ends_when_asked(start: Callable[..., Started], number: int) -> None:
    up = start("up")
    assert up.worker is not None
    assert ended(up, number) == 0
    assert not lives(up.worker)
    with pytest.raises(httpx.ConnectError):
        httpx.get(up.address)


def test_a_killed_worker_comes_back(start: Callable[..., Started]) -> None:
    up = start("up")
    assert up.worker is not None
    os.kill(up.worker, signal.SIGKILL)
    until(lambda: not lives(up.worker or 0))
    assert httpx.get(f"{up.address}/health/live").status_code == 200
    second = until(lambda: children(up.process.pid))[0]
    assert second != up.worker
    assert ended(up, signal.SIGTERM) == 0
    assert not lives(second)


def test_the_worker_ends_when_the_application_is_killed(start: Callable[..., Started]) -> None:
    up = start("up")
    ended(up, signal.SIGKILL)
    until(lambda: not lives(up.worker or 0))


def test_the_worker_works(start: Callable[..., Started], copilot: Copilot) -> None:
    up = start("up")
    token = (copilot.home / "local-token").read_text().strip()
    with httpx.Client(base_url=up.address, headers={"authorization": f"Bearer {token}"}) as script:
        until(lambda: script.get("/health/ready").json()["parts"]["worker"]["status"] == "ok")


def test_a_port_in_use_is_named(copilot: Copilot) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ran = copilot("web", "--port", port)
    assert ran.code == 2
    assert port in ran.err
    assert "--port" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.com", "nowhere.invalid", "a" * 300])  # noqa: S104 - it must be refused
def test_nobody_else_is_served_without_accounts(copilot: Copilot, host: str) -> None:
    ran = copilot("up", "--host", host, "--port", "0")
    assert ran.code == 2
    assert host in ran.err
    assert "Traceback" not in ran.err


def test_another_link_is_printed_while_it_runs(start: Callable[..., Started], copilot: Copilot) -> None:
    web = start("web")
    port = web.address.rpartition(":")[2]
    link = copilot("link", "--port", port, "--json").document["link"]
    assert link.startswith(f"{web.address}/local?key=")
    with httpx.Client() as browser:
        assert browser.get(link).status_code == 303
        assert browser.get(link).status_code == 401


def test_a_database_that_cannot_be_used_is_named(copilot: Copilot) -> None:
    ran = copilot("web", "--port", "0", env={"COPILOT_DATABASE_URL": "sqlite:////nowhere/at/all.sqlite"})
    assert ran.code == 1
    assert "Traceback" not in ran.err


def test_the_document_is_printed(copilot: Copilot) -> None:
    document = copilot("openapi").document
    assert document["openapi"].startswith("3.1")
    assert not copilot.home.exists()


def test_localhost_is_this_machine(start: Callable[..., Started]) -> None:
    assert start("web", "--host", "localhost").address.startswith("http://127.0.0.1:")
