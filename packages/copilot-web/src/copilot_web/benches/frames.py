"""Frames of WebSockets as a client needs them (RFC 6455, 5.2), at the cost of a bench."""

from typing import Final

TEXT: Final = 1
PING: Final = 9
PONG: Final = 10

Frame = tuple[int, bytes]


def taken(data: bytes) -> tuple[list[Frame], bytes]:
    """Return the whole frames with their kinds, and what is left; a server's are not masked."""
    found: list[Frame] = []
    start = 0
    while len(data) >= start + 2:
        length, at = data[start + 1], start + 2
        if length >= 126:
            more = 2 if length == 126 else 8
            length, at = int.from_bytes(data[at : at + more]), at + more
        end = at + length
        if len(data) < end or len(data) < at:
            break
        found.append((data[start] & 15, data[at:end]))
        start = end
    return found, data[start:]


def masked(kind: int, payload: bytes) -> bytes:
    """Return a short frame of a client; a mask of zeros is one."""
    return bytes((0x80 | kind, 0x80 | len(payload), 0, 0, 0, 0)) + payload
