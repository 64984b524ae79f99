"""The key that seals other keys: out of the environment, or a file in the home for its owner alone."""

import hmac
import os
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from copilot_adapters.settings import Settings
from copilot_core.errors import Rejected

FILE = "secret-key"
RANDOM_BYTES = 32
KEPT = re.compile(r"[\w-]{43,}", re.ASCII)
PURPOSE = b"career-copilot signing keys"
"""Other things that are sealed get another key out of the same secret."""


def signing_secret(settings: Settings) -> Callable[[], bytes]:
    """Return what tells the key that seals signing keys, 32 bytes; a file is made when it is first wanted."""

    def tell() -> bytes:
        secret = settings.secret_key.get_secret_value() or kept_secret(settings.home / FILE)
        return hmac.digest(secret.encode(), PURPOSE, "sha256")

    return tell


def kept_secret(file: Path) -> str:
    """Return what the file holds; of several processes that make it at once, the first one's stays.

    One that holds no secret is not replaced: what it sealed would be lost.
    """
    try:
        if not file.exists():
            _make(file)
        file.chmod(0o600)
        secret = file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(file, str(error)) from error
    if not KEPT.fullmatch(secret):
        raise _wrong(file, "it holds no key")
    return secret


def _make(file: Path) -> None:
    """Put it there whole, or not at all."""
    with NamedTemporaryFile("w", dir=file.parent, prefix=f"{FILE}-", encoding="ascii", delete=False) as made:
        made.write(secrets.token_urlsafe(RANDOM_BYTES))
    mine = Path(made.name)
    try:
        with suppress(FileExistsError):
            os.link(mine, file)
    finally:
        mine.unlink()


def _wrong(file: Path, problem: str) -> Rejected:
    remedy = "put a copy of it back, or delete it: a new one is made, and everybody's access is renewed"
    return Rejected("setting_wrong", setting=str(file), problem=f"{problem}; {remedy}")
