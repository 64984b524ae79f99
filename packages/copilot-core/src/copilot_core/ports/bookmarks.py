"""Where collections that were cut off go on."""

from datetime import datetime
from typing import Protocol

from attrs import frozen

from copilot_core.entities.identities import SourceName


@frozen(kw_only=True)
class KeptBookmark:
    """A place in a board's answer to a search (a digest of what was asked), and what was given before it.

    `postings` and `requests` count that: what they leave of the search's bounds is for the rest.
    """

    source: SourceName
    search: str
    place: str
    postings: int
    requests: int
    at: datetime


class Bookmarks(Protocol):
    """One bookmark a source and search."""

    async def find(self, source: SourceName, search: str, since: datetime) -> KeptBookmark | None:
        """Return the bookmark unless it is older."""
        ...

    async def keep(self, bookmark: KeptBookmark) -> None:
        """Keep it in place of the one before."""
        ...

    async def drop(self, source: SourceName, search: str) -> None:
        """Forget the bookmark, if there is one."""
        ...
