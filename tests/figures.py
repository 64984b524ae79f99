"""Figures that proofs count, one line each in the file that COPILOT_FIGURES names; `python -m figures FILE` adds them up."""

import json
import os
from pathlib import Path


def note(name: str, **counted: int) -> None:
    """Write down what was counted, and say it."""
    line = json.dumps({"name": name, **counted})
    print(line)  # noqa: T201 - pytest shows it with -s, or when the test fails
    file = os.environ.get("COPILOT_FIGURES")
    if file:
        with Path(file).open("a", encoding="utf-8") as written:
            written.write(line + "\n")
