"""Opaque cursors: where the next page begins."""

import binascii
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime

import msgspec
from attrs import astuple, evolve, frozen

from copilot_core.entities.job_query import JobQuery, Sort
from copilot_core.errors import Rejected

LONGEST = 16_000
_MOST = 200_000
LARGEST = 2**63
"""Numbers below it fit into a column."""


@frozen(kw_only=True)
class Cursor:
    """The place in a list: after a row (`value`, `key`) of the order asked for, or what is left of a ranked list.

    `question` ties it to its query: a cursor of another one is refused. Where nobody `counted`, `total` are the jobs
    that were listed so far.
    """

    question: str
    total: int = 0
    more: bool = False
    counted: bool = True
    value: datetime | float | None = None
    key: int = 0
    ranked: tuple[int, ...] = ()


def written(cursor: Cursor) -> str:
    """Return it as text that fits into a URL."""
    packed = zlib.compress(msgspec.msgpack.encode(cursor), 1)
    return urlsafe_b64encode(packed + _check(packed)).decode().rstrip("=")


def read(text: str, query: JobQuery) -> Cursor:
    """Return the cursor; raise `Rejected("cursor_wrong")` when it is not one of this query."""
    try:
        cursor = _unpacked(text)
    except (ValueError, binascii.Error, zlib.error, msgspec.DecodeError) as error:
        raise Rejected("cursor_wrong", cursor=text[:40]) from error
    if cursor.question != question_of(query) or not _could_be_ours(cursor, query.sort):
        raise Rejected("cursor_wrong", cursor=text[:40])
    return cursor


def question_of(query: JobQuery) -> str:
    """Digest everything of a query but the page, and what the person blocks by now."""
    parts = astuple(evolve(query, cursor=None, limit=0, counted=True, without=frozenset()), recurse=False)
    plain = [sorted(part) if isinstance(part, frozenset) else part for part in parts]
    return f"{zlib.crc32(repr(plain).encode('utf-8', 'surrogatepass')):08x}"


def _could_be_ours(cursor: Cursor, sort: Sort) -> bool:
    """Tell whether it holds what the database can take: anybody can make one up."""
    numbers = (cursor.key, cursor.total, *cursor.ranked)
    dated = cursor.value is None or isinstance(cursor.value, datetime) == (sort is not Sort.PAY)
    return dated and all(abs(number) < LARGEST for number in numbers)


def _unpacked(text: str) -> Cursor:
    if len(text) > LONGEST:
        raise ValueError(text[:40])
    data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    packed, check = data[:-4], data[-4:]
    if check != _check(packed):
        raise ValueError(text[:40])
    return msgspec.msgpack.decode(zlib.decompressobj().decompress(packed, _MOST), type=Cursor)


def _check(packed: bytes) -> bytes:
    return zlib.crc32(packed).to_bytes(4, "big")
