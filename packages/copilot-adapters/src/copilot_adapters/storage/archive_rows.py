"""Rows of any table as lines of JSON, and back: every value is of its column's type, or refused."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from attrs import frozen
from sqlalchemy import Boolean, Column, DateTime, Float, Integer, LargeBinary, String
from sqlalchemy.sql.type_api import TypeEngine

from copilot_adapters.storage.documents import (
    ALARM,
    APPLICATION,
    CARD,
    DEPTHS,
    INQUIRY,
    RESUME,
    SAVED_SEARCH,
    SEEKER,
    SENTENCE,
    SIGHTING,
    SIGNATURE,
    SOURCE_RUN,
    SUMMARY,
)
from copilot_adapters.storage.tables import UtcDateTime
from copilot_adapters.storage.task_rows import payload_of, progress_of, story_of
from copilot_core.entities.application import Stage
from copilot_core.entities.closing import ClosingState
from copilot_core.entities.job_mark import Mark, Reason
from copilot_core.entities.task import Queue, TaskState

Number = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
Instant = Annotated[datetime, msgspec.Meta(tz=True)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=4e10)]
"""Since 1970, or of a duration: until the year 3237."""

_TYPES: tuple[tuple[type[TypeEngine[Any]], Any], ...] = (
    (Boolean, bool),
    (DateTime, Instant),
    (UtcDateTime, Instant),
    (Float, float),
    (Integer, Number),
    (String, str),
)
_WORDS: dict[tuple[str, str], Any] = {
    ("applications", "stage"): Literal[tuple(map(str, Stage))],
    ("closings", "state"): Literal[tuple(map(str, ClosingState))],
    ("job_marks", "mark"): Literal[tuple(map(str, Mark))],
    ("job_marks", "reason"): Literal[tuple(map(str, Reason))],
    ("tasks", "queue"): Literal[tuple(map(str, Queue))],
    ("tasks", "state"): Literal[tuple(map(str, TaskState))],
}
_BINARY = {("originals", "content"), ("vectors", "vector")}
"""Columns of bytes that are no JSON: they go as base64, the others as the text they are."""

_DOCUMENTS: dict[tuple[str, str], Callable[[bytes], object]] = {
    ("applications", "document"): APPLICATION.decode,
    ("closings", "document"): INQUIRY.decode,
    ("events", "payload"): payload_of,
    ("job_documents", "summary"): SUMMARY.decode,
    ("job_documents", "card"): CARD.decode,
    ("job_documents", "document"): DEPTHS.decode,
    ("links", "reason"): SENTENCE.decode,
    ("resumes", "document"): RESUME.decode,
    ("saved_searches", "document"): SAVED_SEARCH.decode,
    ("seekers", "document"): SEEKER.decode,
    ("sighting_versions", "document"): SIGHTING.decode,
    ("sightings", "document"): SIGHTING.decode,
    ("signatures", "document"): SIGNATURE.decode,
    ("source_alarms", "document"): ALARM.decode,
    ("source_runs", "document"): SOURCE_RUN.decode,
    ("tasks", "payload"): payload_of,
    ("tasks", "progress"): progress_of,
    ("tasks", "result"): payload_of,
    ("tasks", "story"): story_of,
}


@frozen
class RowFormat:
    """How the rows of a table are written: an array of values in the order of its columns.

    `documents` are the places of those that hold JSON, each with what reads it.
    """

    columns: tuple[str, ...]
    documents: tuple[tuple[int, Callable[[bytes], object]], ...]
    decoder: "msgspec.json.Decoder[tuple[Any, ...]]"

    def encode(self, rows: Iterable[Sequence[Any]]) -> bytes:
        """Return a line for each row."""
        return b"".join(msgspec.json.encode(self._as_text(list(row))) + b"\n" for row in rows)

    def decode(self, line: bytes) -> dict[str, object]:
        """Return a row by column; raise `ValueError` for one that the table cannot hold."""
        values = list(self.decoder.decode(line))
        for place, read in self.documents:
            if values[place] is not None:
                values[place] = values[place].encode()
                read(values[place])
        return dict(zip(self.columns, values, strict=True))

    def _as_text(self, values: list[Any]) -> list[Any]:
        for place, _ in self.documents:
            if values[place] is not None:
                values[place] = values[place].decode()
        return values


def row_format(table: str, columns: Sequence["Column[Any]"], *, current: bool) -> RowFormat:
    """Return the format of a table; documents of a `current` one must be what the program reads, others just JSON."""
    known = _DOCUMENTS if current else {}
    documents = tuple(
        (place, known.get((table, column.name), msgspec.json.decode))
        for place, column in enumerate(columns)
        if isinstance(column.type, LargeBinary) and (table, column.name) not in _BINARY
    )
    kinds = tuple(_kind(table, column) for column in columns)
    decoder = msgspec.json.Decoder(tuple[kinds])  # type: ignore[valid-type]  # the columns make the type
    return RowFormat(tuple(str(column.name) for column in columns), documents, decoder)


def _kind(table: str, column: "Column[Any]") -> Any:  # noqa: ANN401 - a type, for the decoder
    if isinstance(column.type, LargeBinary):
        kind: Any = bytes if (table, column.name) in _BINARY else str
    elif table == "tasks" and isinstance(column.type, Float):
        kind = Seconds
    elif (table, column.name) in _WORDS:
        kind = _WORDS[table, str(column.name)]
    else:
        kind = next(kind for known, kind in _TYPES if isinstance(column.type, known))
    return kind | None if column.nullable else kind
