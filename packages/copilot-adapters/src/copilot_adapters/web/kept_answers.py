"""Answers remembered on disk: a board need not send twice what has not changed, whichever process asks."""

import asyncio
import os
from pathlib import Path

import msgspec
from attrs import frozen

from copilot_adapters.web.memory import Remembered


@frozen
class KeptAnswers:
    """Keeps answers as files of a folder, up to `size_limit` bytes together; the oldest go first.

    A file that cannot be read counts as nothing remembered: this is a cache, the board is the truth.
    """

    folder: Path
    size_limit: int = 200_000_000

    async def recall(self, key: str) -> Remembered | None:
        """Return what is remembered."""
        return await asyncio.to_thread(self._recall, key)

    async def remember(self, key: str, remembered: Remembered) -> None:
        """Keep it in place of what was remembered before."""
        await asyncio.to_thread(self._remember, key, remembered)

    def _recall(self, key: str) -> Remembered | None:
        try:
            return msgspec.msgpack.decode((self.folder / key).read_bytes(), type=Remembered)
        except (OSError, msgspec.MsgspecError):
            return None

    def _remember(self, key: str, remembered: Remembered) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.folder / f"{key}.{os.getpid()}.draft"
        draft.write_bytes(msgspec.msgpack.encode(remembered))
        draft.replace(self.folder / key)
        self._prune()

    def _prune(self) -> None:
        files = sorted((file.stat() for file in self.folder.iterdir()), key=lambda stat: stat.st_mtime)
        if sum(stat.st_size for stat in files) <= self.size_limit:
            return
        for file in sorted(self.folder.iterdir(), key=lambda file: file.stat().st_mtime)[: len(files) // 2]:
            file.unlink(missing_ok=True)
