"""Addresses of servers, as they may be shown."""

import re

_SHOWN = re.compile(r"[\w.:\[\]%-]*(?:/[\w./-]*)?")


def without_secrets(url: str) -> str:
    """Return the address without user, password and query, however they were written into it."""
    kind, _, rest = url.rpartition("://") if "@" not in url else (url.partition("://")[0], "", url.rpartition("@")[2])
    found = _SHOWN.match(rest)
    shown = found[0] if found else ""
    return f"{kind}://{shown}" if kind in {"http", "https"} else shown
