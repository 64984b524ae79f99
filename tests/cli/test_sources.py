"""`copilot sources`, and a collection that is killed and goes on."""

import json
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from command_line import Copilot

pytestmark = pytest.mark.slow
SLOW = 0.7


@pytest.fixture(scope="module")
def slow_boards(shared: Path) -> Iterator[str]:
    """Address of the recorded boards, whose mode `slow` takes its time."""
    script = shared / "tools" / "replay_boards.py"
    command = [
        sys.executable,
        str(script),
        "--data",
        str(shared / "data" / "boards"),
        "--port",
        "0",
        "--slow",
        str(SLOW),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        base: str = json.loads(server.stdout.readline())["base"]
        yield base
        server.terminate()


def served(base: str, mode: str, board: str, **more: str) -> dict[str, str]:
    name = f"COPILOT_JOB_SOURCES__{board.upper()}__"
    return {f"{name}BASE_URL": f"{base}/{mode}/{board}"} | {f"{name}{key}": value for key, value in more.items()}


def test_a_board_never_asked_one_that_answered_and_one_that_did_not(copilot: Copilot, replay: str) -> None:
    assert "never asked yet" in copilot("sources").out
    copilot("collect", "--source", "remotive", "--json", env=served(replay, "ok", "remotive"))
    for _ in range(3):
        copilot("collect", "--source", "jobicy", "--json", env=served(replay, "broken", "jobicy"))
    told = copilot("sources", env={"COLUMNS": "200"}).out
    assert re.search(r"ok \d+ found \d+ (s|min) ago", told)
    assert "alarm: jobicy failed 3 times in a row" in " ".join(told.split())
    sources = {one["name"]: one for one in copilot("sources", "--json").document["sources"]}
    assert (sources["remotive"]["outcome"], sources["remotive"]["alarms"]) == ("ok", [])
    assert sources["remotive"]["run"]["shares"]["date"] == 1
    assert sources["jobicy"]["alarms"][0]["kind"] == "failing"
    assert sources["adzuna"]["problem"]["code"] == "plugin_setting_missing"
    findings = copilot("doctor", "--json").document["findings"]
    assert [one["what"] for one in findings if "in a row" in one["detail"]] == ["source jobicy"]


def test_a_collection_that_was_killed_asks_for_the_rest_only(copilot: Copilot, slow_boards: str) -> None:
    companies = json.dumps(accounts(slow_boards, "greenhouse")[:6])
    env = served(slow_boards, "slow", "greenhouse", COMPANIES=companies)
    command = ("collect", "--source", "greenhouse", "--json")
    whole = Copilot(copilot.home.parent / "fresh", copilot.env | {"COPILOT_HOME": str(copilot.home.parent / "fresh")})
    jobs = whole(*command, env=env).document["jobs"]
    pages = requests(slow_boards, "greenhouse")
    process = copilot.start(*command, env=env)
    wait_for_a_bookmark(copilot)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    before = requests(slow_boards, "greenhouse")
    ran = copilot(*command, env=env)
    assert ran.document["sources"]["greenhouse"]["outcome"] == "ok"
    assert ran.document["jobs"] == jobs
    assert requests(slow_boards, "greenhouse") - before < pages


def accounts(base: str, board: str) -> list[str]:
    with urlopen(f"{base}/boards") as answer:  # noqa: S310 - loopback
        found = json.load(answer)
    return list(found["boards"][board]["accounts"])


def requests(base: str, board: str) -> int:
    with urlopen(f"{base}/stats") as answer:  # noqa: S310 - loopback
        return int(json.load(answer)["boards"].get(board, {"requests": {}})["requests"].get("slow", 0))


def wait_for_a_bookmark(copilot: Copilot) -> None:
    ends_at = time.monotonic() + 60
    while time.monotonic() < ends_at:
        try:
            with sqlite3.connect(f"file:{copilot.home / 'copilot.sqlite'}?mode=ro", uri=True, timeout=5) as database:
                if database.execute("SELECT count(*) FROM bookmarks").fetchone()[0]:
                    return
        except sqlite3.OperationalError:
            pass
        time.sleep(0.02)
    pytest.fail("no bookmark was kept within a minute")
