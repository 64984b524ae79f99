"""Things as rows of a table that any spreadsheet opens, and that none takes for a formula."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import StringIO
from typing import Final

from attrs import frozen

Thing = Mapping[str, object]
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "%", "|")
"""What makes a spreadsheet calculate, or call other programs (OWASP, CSV injection)."""


@frozen(kw_only=True)
class CsvFile:
    """A file of rows: its columns, and which rows a thing is."""

    name: str
    columns: Sequence[str]
    rows: Callable[[Thing], Iterable[Thing]] = lambda thing: (thing,)

    @property
    def head(self) -> str:
        """The first line, behind the mark by which spreadsheets know UTF-8."""
        return "\ufeff" + _lines([self.columns])

    def lines(self, things: Iterable[Thing]) -> str:
        """Return the lines of some things."""
        rows = [row for thing in things for row in self.rows(thing)]
        return _lines([[cell(row.get(column)) for column in self.columns] for row in rows])


def cell(value: object) -> str:
    """Return a value as words; what a spreadsheet might take for a formula begins with an apostrophe."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return str(value)
        case list() | tuple():
            text = "; ".join(map(str, value))
        case _:
            text = str(value)
    return f"'{text}" if text.lstrip(" \u00a0\u3000\ufeff").startswith(FORMULA) else text


def _timeline(application: Thing) -> Iterable[Thing]:
    happenings = application.get("timeline")
    named = {"application": application.get("id"), "title": application.get("title")}
    if isinstance(happenings, list):
        yield from ({**one, **named} for one in happenings if isinstance(one, dict))


def _lines(rows: Iterable[Sequence[str]]) -> str:
    written = StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(rows)
    return written.getvalue()


_JOB = ("id", "title", "company", "url", "mark", "reason", "note", "marked_at", "brought", "told", "posted_at")
_APPLICATION = ("id", "title", "company", "url", "job", "stage", "created_at", "changed_at", "remind_at")
_HAPPENING = ("application", "title", "at", "what", "by", "stage", "text", "due")
CSV_FILES: Final[Mapping[str, tuple[CsvFile, ...]]] = {
    "jobs": (CsvFile(name="jobs.csv", columns=_JOB),),
    "applications": (
        CsvFile(name="applications.csv", columns=_APPLICATION),
        CsvFile(name="timeline.csv", columns=_HAPPENING, rows=_timeline),
    ),
}
"""Parts that are written as tables, too."""
