"""The first hour by curl, as examples/by-curl walks it: `copilot up` with accounts, boards on loopback, an open page."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from boards_world import sample_boards
from command_line import Copilot

from copilot_adapters.sample.openings import EMPLOYERS
from copilot_adapters.sample.web import token

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("curl") is None or shutil.which("bash") is None, reason="no curl, no bash"),
]
ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "examples" / "by-curl" / "first-hour.sh"
SAMPLE = ROOT / "packages/copilot-adapters/src/copilot_adapters/sample/resume.md"
HOSPITALS = [token(name) for name in EMPLOYERS["health"]]
STEPS = ["register", "verify", "log in", "listen", "upload", "collect", "match", "save", "apply", "what was done"]


@pytest.fixture
def copilot(tmp_path: Path) -> Copilot:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COPILOT_")}
    home = tmp_path / "home"
    return Copilot(home, clean | {"COPILOT_EMBEDDER": "none", "COPILOT_HOME": str(home)})


@pytest.fixture
def hosted(copilot: Copilot, postgres_url: str, redis_url: str) -> Copilot:
    """The same on PostgreSQL and Redis; a number of its own keeps other tests' messages away."""
    servers = {"COPILOT_DATABASE_URL": postgres_url, "COPILOT_REDIS_URL": f"{redis_url.rpartition('/')[0]}/7"}
    return Copilot(copilot.home, copilot.env | servers)


@pytest.fixture
def replay(shared: Path) -> Iterator[str]:
    """Address of the recorded boards on loopback."""
    command = [sys.executable, str(shared / "tools" / "replay_boards.py"), "--port", "0"]
    with subprocess.Popen(
        [*command, "--data", str(shared / "data" / "boards")], stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        yield json.loads(server.stdout.readline())["base"]
        server.terminate()


@contextmanager
def up(copilot: Copilot, log: Path, settings: Mapping[str, str]) -> Iterator[str]:
    """Serve with the worker beside, and return where it answers."""
    command = [sys.executable, "-m", "copilot_adapters.cli", "up", "--port", "0", "--json"]
    with (
        log.open("w") as lines,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=lines, text=True, env={**copilot.env, **settings}, cwd=log.parent
        ) as serving,
    ):
        try:
            assert serving.stdout is not None
            told = ""
            while not told.endswith("}\n"):
                line = serving.stdout.readline()
                assert line, log.read_text("utf-8")
                told += line
            yield json.loads(told)["address"]
        finally:
            serving.terminate()
            serving.communicate(timeout=40)


def walk(copilot: Copilot, resume: Path, boards: Mapping[str, str], **more: str) -> str:
    """Return what the script printed; `boards` are names and addresses."""
    settings = {f"COPILOT_JOB_SOURCES__{name.upper()}__BASE_URL": address for name, address in boards.items()}
    made = copilot("admin", "create", "root@example.org", "--password-stdin", stdin="seven green umbrellas\n")
    assert made.code == 0, made.err
    log = copilot.home.parent / "up.log"
    with up(copilot, log, settings | more) as address:
        ran = subprocess.run(
            ["bash", str(SCRIPT), address, str(log), str(resume), *boards],
            check=False,
            capture_output=True,
            text=True,
            env=copilot.env | {"PYTHON": sys.executable},
            timeout=150,
        )
    assert ran.returncode == 0, ran.stdout + ran.stderr + log.read_text("utf-8")
    return ran.stdout


def events(printed: str) -> list[tuple[int, str, dict[str, object]]]:
    """Return what the open page heard, in its order."""
    found = re.findall(r"⚡ (\d+) (\w+) (\{.*\})$", printed, re.MULTILINE)
    return [(int(number), kind, json.loads(facts)) for number, kind, facts in found]


def is_whole(printed: str) -> None:
    """Fail unless every step was taken, and heard without a gap."""
    steps = re.findall(r"^▸ (.*)$", printed, re.MULTILINE)
    assert [said for said, step in zip(steps, STEPS, strict=True) if said.startswith(step)] == steps
    heard = events(printed)
    assert [number for number, _, _ in heard] == list(range(1, len(heard) + 1))
    told = [(kind, facts.get("state") or facts.get("mark") or facts.get("stage")) for _, kind, facts in heard]
    assert told[0] == ("session", "begun")
    assert {("task", "waiting"), ("task", "running"), ("task", "done"), ("mark", "saved")} <= set(told)
    assert told[-2:] == [("application", "preparing"), ("application", "applied")]


@pytest.mark.parametrize("world", ["copilot", "hosted"])
def test_a_nurse_walks_from_an_account_to_an_application(request: pytest.FixtureRequest, world: str) -> None:
    copilot: Copilot = request.getfixturevalue(world)
    with sample_boards() as boards:
        named = {"COPILOT_JOB_SOURCES__GREENHOUSE__COMPANIES": json.dumps(HOSPITALS)}
        printed = walk(copilot, SAMPLE, {"greenhouse": f"{boards}/greenhouse"}, **named)
    is_whole(printed)
    best = re.search(r"score: ([\d.]+)   title: (.*?)   company", printed)
    assert best is not None, printed
    assert float(best[1]) > 50
    assert "Nurse" in best[2]
    assert "nine brown owls" not in (copilot.home.parent / "up.log").read_text("utf-8")


def test_the_same_walk_over_recorded_boards(copilot: Copilot, replay: str, shared: Path) -> None:
    boards = {name: f"{replay}/ok/{name}" for name in ("remotive", "remoteok", "jobicy")}
    is_whole(walk(copilot, shared / "data" / "resumes" / "layouts" / "sb2nov.pdf", boards))
