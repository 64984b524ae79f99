"""Figures that proofs count: a line each in the file that COPILOT_FIGURES names; `python -m figures FILE` adds them up."""

import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Figures = dict[str, Any]

FUZZED = ("operations", "reached_2xx", "requests", "in_rows", "statuses", "server_errors", "failures")


def note(what: str, database: str, **counted: object) -> None:
    """Write down what was counted, and say it."""
    line = json.dumps({"what": what, "database": database, **counted})
    print(line)  # noqa: T201 - pytest shows it with -s, or when the test fails
    file = os.environ.get("COPILOT_FIGURES")
    if file:
        with Path(file).open("a", encoding="utf-8") as written:
            written.write(line + "\n")


def security(lines: list[Figures]) -> Figures:
    """Return what the matrix and the attacks counted, for each database and on both together."""
    walked = [one for one in lines if one["what"] == "matrix"]
    attacks: Counter[str] = Counter()
    for one in lines:
        if one["what"] == "attack":
            attacks[one["kind"]] += one["tried"]
    return {
        "operations": _by_database(walked, "operations"),
        "cells": _by_database(walked, "cells"),
        "matrix": _added(one["outcomes"] for one in walked),
        "attacks": dict(sorted(attacks.items())),
        "attacks_in_all": attacks.total(),
        "checks": sum(one.get("checks", 0) for one in lines),
    }


def fuzz(lines: list[Figures]) -> Figures:
    """Return what requests by chance came to, for each database."""
    return {one["database"]: {name: one[name] for name in FUZZED} for one in lines if one["what"] == "fuzz"}


def _by_database(lines: list[Figures], name: str) -> dict[str, int]:
    found: Counter[str] = Counter()
    for one in lines:
        found[one["database"]] += one[name]
    return dict(found)


def _added(outcomes: Iterable[Mapping[str, Mapping[str, int]]]) -> dict[str, dict[str, int]]:
    """Add up how often whom was answered what."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in outcomes:
        for who, answered in one.items():
            found[who].update(answered)
    return {who: dict(sorted(answered.items())) for who, answered in found.items()}


def main(kind: str, file: str) -> None:
    """Print one line."""
    lines = [json.loads(line) for line in Path(file).read_text("utf-8").splitlines()]
    print(json.dumps({"security": security, "fuzz": fuzz}[kind](lines)))  # noqa: T201 - that is what it is for


if __name__ == "__main__":
    main(*sys.argv[1:])
