"""The bench of live connections measures a real server."""

import json
import subprocess
import sys

import pytest


@pytest.mark.slow
def test_the_bench_tells_times_and_memory() -> None:
    command = [sys.executable, "-m", "copilot_adapters.cli", "bench-live", "--sockets", "3", "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=100)
    found = json.loads(answer.stdout)
    assert 0 < found["p50_ms"] <= found["p99_ms"] < 5_000
    assert found["sockets"] == 3
    assert found["open_files"] > 0
