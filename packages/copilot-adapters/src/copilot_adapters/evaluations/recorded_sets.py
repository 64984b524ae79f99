"""Where recorded data for measuring lies: named by COPILOT_SHARED, never part of this project."""

import csv
import gzip
import io
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
    content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    lines = io.StringIO(content.decode("utf-8"), newline="")
    if delimiter == "\t":
        return list(csv.DictReader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))
    return list(csv.DictReader(lines, delimiter=delimiter))
