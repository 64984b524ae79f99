"""ZIP files, made while they are read."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import ExitStack
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import define, field, frozen

from copilot_core.ports.packer import Piece

SLICE = 1 << 16
"""Bytes packed at a time, before others have their turn."""

EARLIEST = 1980
"""The format knows no time before."""


@define
class _Sink:
    """Takes what is packed, until it is taken on; it cannot be wound back."""

    parts: list[bytes] = field(factory=list)

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Hold nothing back: there is nothing."""

    def close(self) -> None:
        """Close nothing, as above."""

    def taken(self) -> bytes:
        parts, self.parts = self.parts, []
        return b"".join(parts)


@frozen
class Zip:
    """Adapter of `copilot_core.ports.packer.Packer`."""

    async def pack(self, pieces: AsyncIterator[Piece], made_at: datetime) -> AsyncGenerator[bytes, None]:
        sink = _Sink()
        with ExitStack() as ending:
            archive = ending.enter_context(ZipFile(sink, "w", ZIP_DEFLATED))
            file, name = ending.enter_context(ExitStack()), ""
            async for piece in pieces:
                if piece.name != name:
                    file.close()
                    name = piece.name
                    target = file.enter_context(archive.open(_entry(name, made_at), "w", force_zip64=True))
                for start in range(0, len(piece.content), SLICE):
                    target.write(piece.content[start : start + SLICE])
                    await asyncio.sleep(0)
                    if packed := sink.taken():
                        yield packed
        yield sink.taken()


def _entry(name: str, made_at: datetime) -> ZipInfo:
    entry = ZipInfo(name, (max(made_at.year, EARLIEST), *made_at.timetuple()[1:6]))
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
