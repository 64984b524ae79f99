"""A table that somebody exported from a spreadsheet: CSV with commas, semicolons or tabs."""

import csv
from collections.abc import Mapping
from io import StringIO

from attrs import frozen

from copilot_core.errors import Rejected
from copilot_core.rules.exported_tables import FORMULA

LARGEST = 2_000_000
MOST_ROWS = 500
MOST_COLUMNS = 60
LONGEST_CELL = 100_000
"""Characters: Python's own limit is whatever somebody in the process set last."""

DELIMITERS = (",", ";", "\t")


@frozen
class Row:
    """A line of the file, with its words by column."""

    line: int
    cells: Mapping[str, str]


@frozen
class TextTable:
    """Columns, in their order, and rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(data: bytes) -> TextTable:
    """Return the table of a file; raise `Rejected("table_unreadable")` with what is wrong."""
    if len(data) > LARGEST:
        raise Rejected("table_unreadable", problem=f"more than {LARGEST // 1_000_000} MB")
    text = _decoded(data)
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = _columns(next(reader, []))
        rows = tuple(Row(reader.line_num, _cells(columns, one)) for one in reader if any(map(str.strip, one)))
    except csv.Error as error:
        raise Rejected("table_unreadable", problem=str(error)) from error
    if len(rows) > MOST_ROWS:
        raise Rejected("table_unreadable", problem=f"{len(rows)} rows, at most {MOST_ROWS} are taken at once")
    return TextTable(columns, rows)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _columns(head: list[str]) -> tuple[str, ...]:
    named = tuple(" ".join(one.split())[:100] for one in head[:MOST_COLUMNS])
    if not any(named):
        raise Rejected("table_unreadable", problem="the first line names no columns")
    return named


def _cells(columns: tuple[str, ...], values: list[str]) -> dict[str, str]:
    return {column: _meant(value) for column, value in zip(columns, values, strict=False) if column}


def _meant(value: str) -> str:
    """Return a cell's words without the apostrophe that keeps a spreadsheet from calculating, and without NULs."""
    if len(value) > LONGEST_CELL:
        raise Rejected(
            "table_unreadable", problem=f"a cell of {len(value)} characters, at most {LONGEST_CELL} are taken"
        )
    words = value.replace("\0", "").strip()
    return words[1:] if words.startswith("'") and words[1:].lstrip().startswith(FORMULA) else words
