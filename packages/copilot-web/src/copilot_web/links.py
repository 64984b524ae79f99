"""Links that let a browser in once: `copilot web` prints one, the person opens it."""

import hashlib
import secrets
import time
from contextlib import suppress
from pathlib import Path

from attrs import frozen

from copilot_core.errors import Rejected

FOLDER = "local-links"
KEY_BYTES = 32
LASTS = 600.0
"""Seconds."""


@frozen
class Links:
    """One file for each link that has not been used, by a digest of its key; the folder is for its owner alone."""

    home: Path

    def make(self) -> str:
        """Return the key of a new link; those that nobody used in time are gone."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        for file in self._folder.iterdir():
            with suppress(FileNotFoundError):
                if _age(file) > LASTS:
                    file.unlink()
        key = secrets.token_urlsafe(KEY_BYTES)
        self._file(key).touch(mode=0o600)
        return key

    def spend(self, key: str) -> None:
        """Use a key up, of many at once exactly one; raise `Rejected("link_spent")` when it is used up or too old."""
        file = self._file(key)
        try:
            age = _age(file)
            file.unlink()
        except FileNotFoundError:
            age = LASTS + 1
        if age > LASTS:
            raise Rejected("link_spent", minutes=int(LASTS / 60))

    @property
    def _folder(self) -> Path:
        return self.home / FOLDER

    def _file(self, key: str) -> Path:
        return self._folder / hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _age(file: Path) -> float:
    return time.time() - file.stat().st_mtime
