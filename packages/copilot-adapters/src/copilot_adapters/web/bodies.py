"""Reading a body without trusting its size, its compression or its end."""

import zlib
from collections.abc import AsyncIterator
from typing import Final, Protocol

import httpx
from attrs import define, field

from copilot_core.errors import Unavailable

ENCODINGS: Final = "gzip, deflate"
"""What we ask for: what can be unpacked piece by piece with a limit."""


class Unpacker(Protocol):
    """Unpacks at most so many bytes of what it is fed."""

    def unpack(self, piece: bytes, limit: int) -> bytes:
        """Return what `piece` holds, at most `limit` bytes."""
        ...

    @property
    def is_whole(self) -> bool:
        """Whether the end was reached."""
        ...


async def read_body(response: httpx.Response, *, board: str, limit: int) -> bytes:
    """Read the body; raise `board_changed` beyond `limit` unpacked bytes, `board_unreachable` when it is cut short."""
    unpacker = _unpacker(response.headers.get("content-encoding", ""), board)
    parts: list[bytes] = []
    left = limit
    async for piece in _pieces(response):
        part = unpacker.unpack(piece, left + 1)
        left -= len(part)
        if left < 0:
            raise _changed(board, f"more than {limit} bytes")
        parts.append(part)
    body = b"".join(parts)
    if body and not unpacker.is_whole:
        raise Unavailable("board_unreachable", board=board, problem="the answer was cut short")
    return body


@define
class Plain:
    """A body that is not packed."""

    is_whole: bool = True

    def unpack(self, piece: bytes, limit: int) -> bytes:
        return piece[:limit]


@define
class Zipped:
    """gzip, zlib, or the bare deflate that some servers send under its name; what does not unpack is no answer."""

    _board: str
    _stream: "zlib._Decompress" = field(init=False, factory=lambda: zlib.decompressobj(zlib.MAX_WBITS | 32))
    _started: bool = field(init=False, default=False)

    def unpack(self, piece: bytes, limit: int) -> bytes:
        try:
            return self._unpacked(piece, limit)
        except zlib.error as error:
            raise Unavailable("board_unreachable", board=self._board, problem="the answer does not unpack") from error

    @property
    def is_whole(self) -> bool:
        return self._stream.eof

    def _unpacked(self, piece: bytes, limit: int) -> bytes:
        if not self._started:
            self._started = True
            try:
                return self._stream.decompress(piece, limit)
            except zlib.error:
                self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
        return self._stream.decompress(piece, limit)


def _unpacker(encoding: str, board: str) -> Unpacker:
    match encoding.strip().lower():
        case "" | "identity":
            return Plain()
        case "gzip" | "x-gzip" | "deflate":
            return Zipped(board)
        case unknown:
            raise _changed(board, f"packed as {unknown[:40]!r}")


async def _pieces(response: httpx.Response) -> AsyncIterator[bytes]:
    async for piece in response.aiter_raw():
        yield piece


def _changed(board: str, problem: str) -> Unavailable:
    return Unavailable("board_changed", permanent=True, board=board, problem=problem)
