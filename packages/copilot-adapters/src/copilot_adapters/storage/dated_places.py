"""Opaque cursors of lists that are ordered by a time and an id."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime

from copilot_core.errors import Rejected

LONGEST = 500


def cursor_after(at: datetime, last: str) -> str:
    """Return the place after a row."""
    return urlsafe_b64encode(f"{at.isoformat()} {last}".encode()).decode()


def place_of(cursor: str) -> tuple[datetime, str]:
    """Return the row's time and id; raise `Rejected("cursor_wrong")`."""
    try:
        at, _, last = urlsafe_b64decode(cursor[:LONGEST]).decode().partition(" ")
        return datetime.fromisoformat(at).astimezone(UTC), _known(last)
    except (ValueError, OverflowError, binascii.Error) as error:
        raise Rejected("cursor_wrong", cursor=cursor[:40]) from error


def _known(last: str) -> str:
    """Return an id that could be ours; a database takes no NUL."""
    if not last.replace("-", "").replace("_", "").isalnum():
        raise ValueError(last)
    return last
