"""A board's answer, taken row by row: a bad row is refused with its reason, the others stay."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Final, TypeVar

import msgspec
from attrs import frozen

from copilot_adapters.job_sources.cut_json import without_the_cut_end
from copilot_core.entities.posting import Posting, Refusal
from copilot_core.errors import Unavailable
from copilot_core.ports.web import Answer
from copilot_core.sentences import Sentence

Row = TypeVar("Row")
Take = Callable[[Row], Posting | Refusal]
"""Makes a posting of a decoded row, or says why not; a `ValueError` counts as unreadable."""

LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
REQUIRED: Final = re.compile(r"missing required field `([^`]{1,100})`")
ID_NAMES: Final = ("id", "external_id", "slug", "guid", "objectID", "job_id", "uuid", "url")


@frozen(kw_only=True)
class Page:
    """One answer taken apart: `document` is the whole of it, `rows` what may be postings.

    `cut` says that the body ended in the middle: what came before the cut is in `rows`.
    """

    board: str
    document: object
    rows: tuple[object, ...]
    cut: bool = False

    def read(self, row: type[Row], take: Take[Row]) -> Iterator[Posting | Refusal]:
        """Yield refusals, then postings newest first; raise in the end when the answer as a whole is no good.

        `Unavailable("board_changed")` when there are rows and none of them could be read,
        `Unavailable("board_unreachable")` when the answer was cut short.
        """
        taken = [_taken(raw, row, take) for raw in self.rows]
        unreadable = [item for item in taken if isinstance(item, Refusal) and _is_unreadable(item)]
        yield from (item for item in taken if isinstance(item, Refusal))
        yield from sorted((item for item in taken if isinstance(item, Posting)), key=_age, reverse=True)
        if taken and len(unreadable) == len(taken):
            raise changed(self.board, f"none of {len(taken)} postings could be read, the first: {unreadable[0].reason}")
        if self.cut:
            raise cut_short(self.board)


def read_page(answer: Answer, *, board: str, path: str = "") -> Page:
    """Decode a JSON answer whose postings are the list at `path` (keys joined by dots; empty: the answer itself)."""
    document, cut = decode(answer, board=board)
    rows = dig(document, path)
    if not isinstance(rows, list):
        if cut:
            raise cut_short(board)
        raise changed(board, f"there is no list {path!r}" if path else "it is not a list")
    return Page(board=board, document=document, rows=tuple(rows), cut=cut)


def decode(answer: Answer, *, board: str) -> tuple[object, bool]:
    """Return the JSON document, and whether it was cut short (then: what came before the cut)."""
    body = answer.body.lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        return msgspec.json.decode(body), False
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if "truncated" not in str(error):
            raise changed(board, f"not JSON: {error}") from error
    try:
        return msgspec.json.decode(without_the_cut_end(answer.text)), True
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise cut_short(board) from error


def dig(document: object, path: str) -> object:
    """Return what is at `path`, None where there is nothing."""
    for key in filter(None, path.split(".")):
        document = document.get(key) if isinstance(document, dict) else None
    return document


def up_to(limit: int, items: Iterable[Posting | Refusal]) -> Iterator[Posting | Refusal]:
    """Yield until `limit` postings were yielded; refusals do not count."""
    left = limit
    for item in items:
        if isinstance(item, Posting):
            if left <= 0:
                return
            left -= 1
        yield item


def changed(board: str, problem: str) -> Unavailable:
    """Say that the answer has a shape we do not know."""
    return Unavailable("board_changed", permanent=True, board=board, problem=problem)


def cut_short(board: str) -> Unavailable:
    """Say that the answer ended in the middle."""
    return Unavailable("board_unreachable", board=board, problem="the answer was cut short")


def without(field: str, external_id: str = "") -> Refusal:
    """Refuse a row that lacks something needed."""
    return Refusal(Sentence("posting_without", {"field": field}), external_id)


def unreadable(problem: str, external_id: str = "") -> Refusal:
    """Refuse a row that cannot be read."""
    return Refusal(Sentence("posting_unreadable", {"problem": problem}), external_id)


def _taken(raw: object, row: type[Row], take: Take[Row]) -> Posting | Refusal:
    try:
        return take(msgspec.convert(_without_nulls(raw), row, strict=False))
    except (msgspec.ValidationError, ValueError, OverflowError, RecursionError) as error:
        missing = REQUIRED.search(str(error))
        return without(missing[1], _id_of(raw)) if missing else unreadable(str(error), _id_of(raw))


def _is_unreadable(refusal: Refusal) -> bool:
    return refusal.reason.code in {"posting_unreadable", "posting_without"}


def _without_nulls(raw: object) -> object:
    """Drop null fields, so that a null is what a missing field is."""
    if isinstance(raw, dict):
        return {key: _without_nulls(value) for key, value in raw.items() if value is not None}
    return raw


def _id_of(raw: object) -> str:
    if not isinstance(raw, dict):
        return ""
    return next((str(raw[name])[:200] for name in ID_NAMES if isinstance(raw.get(name), str | int)), "")


def _age(posting: Posting) -> datetime:
    return posting.posted_at or LONG_AGO
