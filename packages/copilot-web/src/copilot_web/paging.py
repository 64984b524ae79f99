"""Opaque cursors of lists: where the next page begins."""

import binascii
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TypeVar

import msgspec

from copilot_core.errors import Rejected

LONGEST = 2_000
CHECK = 4
T = TypeVar("T")


def written(place: object, *, of: str) -> str:
    """Return a place in the list `of` something (its name and filters) as text for a URL."""
    packed = msgspec.msgpack.encode(place)
    return urlsafe_b64encode(packed + _check(packed, of)).decode().rstrip("=")


def read(cursor: str, shape: type[T], *, of: str) -> T:
    """Return the place; raise `Rejected("cursor_wrong")` for a cursor of another list, or one that is made up."""
    try:
        return msgspec.msgpack.decode(_unpacked(cursor, of), type=shape)
    except (ValueError, binascii.Error, msgspec.DecodeError) as error:
        raise Rejected("cursor_wrong", cursor=cursor[:40]) from error


def _unpacked(cursor: str, of: str) -> bytes:
    if len(cursor) > LONGEST:
        raise ValueError(cursor[:40])
    data = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    packed, check = data[:-CHECK], data[-CHECK:]
    if check != _check(packed, of):
        raise ValueError(cursor[:40])
    return packed


def _check(packed: bytes, of: str) -> bytes:
    """Digest the list too; no secret: what a cursor holds is checked by its shape alone."""
    return zlib.crc32(packed, zlib.crc32(of.encode("utf-8", "surrogatepass"))).to_bytes(CHECK, "big")
