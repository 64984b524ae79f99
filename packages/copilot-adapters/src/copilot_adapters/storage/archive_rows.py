"""Rows of any table as lines of JSON, and back: every value is of its column's type, or refused."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any

import msgspec
from attrs import frozen
from sqlalchemy import Boolean, Column, DateTime, Float, Integer, LargeBinary, String
from sqlalchemy.sql.type_api import TypeEngine

from copilot_adapters.storage.documents import CARD, DEPTHS, RESUME, SEEKER, SENTENCE, SIGHTING, SIGNATURE, SUMMARY
from copilot_adapters.storage.tables import UtcDateTime

Number = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
Instant = Annotated[datetime, msgspec.Meta(tz=True)]
_TYPES: tuple[tuple[type[TypeEngine[Any]], Any], ...] = (
    (Boolean, bool),
    (DateTime, Instant),
    (UtcDateTime, Instant),
    (Float, float),
    (Integer, Number),
    (String, str),
)
_BINARY = {("vectors", "vector")}
"""Columns of bytes that are no JSON: they go as base64, the others as the text they are."""

_DOCUMENTS: dict[tuple[str, str], Callable[[bytes], object]] = {
    ("job_documents", "summary"): SUMMARY.decode,
    ("job_documents", "card"): CARD.decode,
    ("job_documents", "document"): DEPTHS.decode,
    ("links", "reason"): SENTENCE.decode,
    ("resumes", "document"): RESUME.decode,
    ("seekers", "document"): SEEKER.decode,
    ("sighting_versions", "document"): SIGHTING.decode,
    ("sightings", "document"): SIGHTING.decode,
    ("signatures", "document"): SIGNATURE.decode,
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
    else:
        kind = next(kind for known, kind in _TYPES if isinstance(column.type, known))
    return kind | None if column.nullable else kind
