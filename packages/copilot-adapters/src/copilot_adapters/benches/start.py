"""How long `copilot --help` takes, and how much memory the embedded default needs."""

import subprocess
import sys
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

RUNS = 5
JOBS = 10_000


def evaluate() -> dict[str, object]:
    """Return seconds of `--help` and of a bare interpreter, and megabytes with 10 000 jobs and no model loaded."""
    bare = _seconds("-c", "pass")
    return {
        "bare_interpreter_s": bare,
        "help_s": _seconds("-m", "copilot_adapters.cli", "--help"),
        "memory_mb": _memory(),
        "jobs": JOBS,
    }


def render(result: dict[str, object]) -> str:
    """Put the result into words."""
    return (
        f"start: --help {result['help_s']:.2f} s (bare interpreter {result['bare_interpreter_s']:.2f} s); "
        f"memory with {result['jobs']} jobs, searched and matched by words: {result['memory_mb']:.0f} MB"
    )


def _seconds(*arguments: str) -> float:
    times = []
    for _ in range(RUNS):
        started = perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)  # noqa: S603 - our own interpreter
        times.append(perf_counter() - started)
    return median(times)


def _memory() -> float:
    """Measure in a process of its own, on jobs that another one made: the peak is that of searching and matching."""
    module = "copilot_adapters.benches.memory"
    with TemporaryDirectory(prefix="copilot-bench-") as folder:
        _run("-m", module, "fill", folder, str(JOBS))
        return float(_run("-m", module, "measure", folder))


def _run(*arguments: str) -> str:
    command = [sys.executable, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own interpreter
