"""Where recorded data for measuring lies: named by COPILOT_SHARED, never part of this project."""

import csv
import gzip
import os
from pathlib import Path

from copilot_core.errors import Rejected


def recorded(*parts: str) -> Path:
    """Return a folder or file of the recorded data."""
    named = os.environ.get("COPILOT_SHARED")
    if not named:
        raise Rejected("evaluation_data", path="COPILOT_SHARED", problem="is not set: give --data DIR instead")
    path = Path(named).joinpath("data", *parts)
    if not path.exists():
        raise Rejected("evaluation_data", path=str(path), problem="does not exist")
    return path


def table(file: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """Read a table, gzipped or not."""
    csv.field_size_limit(10**9)
    opened = (
        gzip.open(file, "rt", encoding="utf-8", newline="") if file.suffix == ".gz" else file.open(encoding="utf-8")
    )
    quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    with opened as lines:
        return list(csv.DictReader(lines, delimiter=delimiter, quoting=quoting))
