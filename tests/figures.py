"""Figures that proofs count: a line each in the file that COPILOT_FIGURES names; `python -m figures FILE` adds them up."""

import json
import os
import sys
from pathlib import Path
from typing import Any

Figures = dict[str, Any]


def note(what: str, database: str, **counted: int) -> None:
    """Write down what was counted, and say it."""
    line = json.dumps({"what": what, "database": database, **counted})
    print(line)  # noqa: T201 - pytest shows it with -s, or when the test fails
    file = os.environ.get("COPILOT_FIGURES")
    if file:
        with Path(file).open("a", encoding="utf-8") as written:
            written.write(line + "\n")


def security(lines: list[Figures]) -> Figures:
    """Return what the matrix and the attacks counted, on both databases together."""
    return {
        "operations": max((one.get("operations", 0) for one in lines), default=0),
        "cells": sum(one.get("cells", 0) for one in lines),
        "checks": sum(one.get("checks", 0) for one in lines),
    }


def fuzz(lines: list[Figures]) -> Figures:
    """Return what requests by chance came to, for each database."""
    names = ("operations", "examples", "reached_2xx", "failures")
    return {one["database"]: {name: one[name] for name in names} for one in lines if one["what"] == "fuzz"}


def main(kind: str, file: str) -> None:
    """Print one line."""
    lines = [json.loads(line) for line in Path(file).read_text("utf-8").splitlines()]
    print(json.dumps({"security": security, "fuzz": fuzz}[kind](lines)))  # noqa: T201 - that is what it is for


if __name__ == "__main__":
    main(*sys.argv[1:])
