"""Answers remembered on disk: a board need not send twice what has not changed, whichever process asks."""

import asyncio
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
from attrs import frozen

from copilot_adapters.web.memory import Remembered
from copilot_core.errors import Unavailable


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

    async def clear(self) -> None:
        """Delete all of them, drafts too."""
        await asyncio.to_thread(self._clear)

    def _clear(self) -> None:
        try:
            for file in self.folder.iterdir():
                file.unlink(missing_ok=True)
        except FileNotFoundError:
            return
        except OSError as error:
            problem = error.strerror or str(error)
            raise Unavailable("copies_stay", folder=str(self.folder), problem=problem) from error

    def _recall(self, key: str) -> Remembered | None:
        try:
            return msgspec.msgpack.decode((self.folder / key).read_bytes(), type=Remembered)
        except (OSError, msgspec.MsgspecError):
            return None

    def _remember(self, key: str, remembered: Remembered) -> None:
        with suppress(OSError):  # a full disk costs the next request, not this answer
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = self.folder / f"{key}.{os.getpid()}.{threading.get_ident()}.draft"
            draft.touch(mode=0o600)
            draft.write_bytes(msgspec.msgpack.encode(remembered))
            draft.replace(self.folder / key)
            self._prune()

    def _prune(self) -> None:
        files = sorted(self._sizes(), key=lambda found: found[1].st_mtime)
        if sum(status.st_size for _, status in files) <= self.size_limit:
            return
        for file, _ in files[: len(files) // 2]:
            file.unlink(missing_ok=True)

    def _sizes(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Yield the files that are still there: other threads and processes prune, too."""
        for file in self.folder.iterdir():
            with suppress(FileNotFoundError):
                yield file, file.stat()
