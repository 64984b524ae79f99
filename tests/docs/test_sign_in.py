"""The walk through signing up, in and out is walked as it stands there."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
GUIDE = (Path(__file__).parents[2] / "docs" / "how-to" / "sign-in.md").read_text("utf-8")
STOP = "\nkill %1\nwait\n"
SERVED = 'until grep -q " web at http" web.log; do sleep 0.1; done\nport=$(grep -o "at http://[^ ]*" web.log | cut -d : -f 3)\n'


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Return the folder in which it was walked, and what curl printed."""
    folder = tmp_path_factory.mktemp("walk")
    first, *others = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    first = first.replace("copilot ", f"{sys.executable} -m copilot_adapters.cli ").replace(
        " web 2>", " web --port 0 2>"
    )
    rest = "\n".join(others).replace("127.0.0.1:8000", "127.0.0.1:$port").replace("'origin: ", '"origin: ')
    script = first + SERVED + rest.replace("$port'", '$port"') + STOP
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COPILOT_")}
    env = clean | {"COPILOT_HOME": str(folder / "home"), "COPILOT_EMBEDDER": "none"}
    ran = subprocess.run(
        ["bash", "-e", "-m", "-c", script.replace("curl -sS", "curl -sS -w '\\n'")],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env=env,
        timeout=100,
    )
    assert ran.returncode in {0, 143}, ran.stdout + ran.stderr + (folder / "web.log").read_text("utf-8")
    return folder, [line for line in ran.stdout.splitlines() if line.startswith("{")]


def test_each_step_is_answered_as_the_guide_says(walked: tuple[Path, list[str]]) -> None:
    _, printed = walked
    *answers, over = (json.loads(line) for line in printed)
    letter, confirmed, account, jobs, sessions = answers
    assert letter == {"email": "ada@example.org"}
    assert confirmed["verified_at"]
    assert (account["email"], account["name"], account["role"]) == ("ada@example.org", "Ada", "user")
    assert jobs["jobs"] == []
    assert [one["here"] for one in sessions["sessions"]] == [True]
    assert (over["status"], over["code"]) == (401, "session_ended")


def test_the_log_tells_what_happened_and_no_secret(walked: tuple[Path, list[str]]) -> None:
    folder, _ = walked
    told = (folder / "web.log").read_text("utf-8")
    for event in ("registered", "account_made", "log_in", "token_made", "log_out"):
        assert re.search(rf"\b{event}\b", told), told
        assert f"`{event}`" in GUIDE
    given = json.loads((folder / "given").read_text("utf-8"))
    assert given["secret"] not in told
    assert "nine blue teapots" not in told
