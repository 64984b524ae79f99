"""Whatever is killed, every task ends, and every effect is there exactly once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize("world", ["servers", "embedded"])
def test_nothing_is_lost_and_nothing_doubled(world: str) -> None:
    command = [sys.executable, "-m", "real.violence", "--tasks", "250", "--rounds", "1"]
    command += ["--embedded"] if world == "embedded" else []
    environment = os.environ | {"PYTHONPATH": f"{TESTS}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    ended = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    counts = json.loads(ended.stdout.splitlines()[-1])
    assert counts["done"] + counts["dead"] == counts["tasks"] > 250
    assert (counts["lost"], counts["doubled"]) == (0, 0)
    kinds = {"worker", "asker", "web", "stopped", "clock"} | ({"postgres", "valkey"} if world == "servers" else set())
    assert counts["kills"].keys() == kinds
