"""Addresses of postings without what tracks people."""

import re
from zlib import crc32

_NAMING = re.compile(
    r"(?:^|[_-])(?:id|jid|jobid|job|jk|vjk|req|reqid|posting|token|p|pid|vacancy|advert)$", re.IGNORECASE
)
_TELLING = re.compile(r"\d{3,}|[0-9a-f]{8}|[^/=]{24}")
_BORING = re.compile(r"^(?:https?:)?//(?:www\\d?\.)?|/(?:apply|application|bewerben)/?$", re.IGNORECASE)


def read_address(url: str) -> int | None:
    """Hash what names one posting in an address: host, path, and parameters that are ids.

    None when the address names no single posting (a home page, a list).
    """
    if not url:
        return None
    address, _, query = url.partition("#")[0].partition("?")
    address = _BORING.sub("", address).rstrip("/").lower()
    for parameter in sorted(query.split("&")) if query else ():
        key, _, value = parameter.partition("=")
        if value and _NAMING.search(key):
            address += f"?{key.lower()}={value}"
    if not _TELLING.search(address.partition("/")[2] or address.partition("?")[2]):
        return None
    return crc32(address.encode("utf-8", "replace"))
