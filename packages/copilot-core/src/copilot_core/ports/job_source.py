"""A job board."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Protocol

from copilot_core.entities.posting import Attribution, Item, Search


class JobSource(Protocol):
    """A board: say who you are, and yield postings.

    A source is a frozen attrs class whose fields are its settings; a field named `web` is given the polite client
    (`copilot_core.ports.web.Web`). It holds no state between calls; two calls at once never disturb each other.

    `postings` yields newest first what the board has for the search, a `Refusal` for a row that cannot be read, and
    stops by itself at `search.limit` postings or `search.requests` requests, one for each account at least (the caller stops it too, at any
    time, by closing the iterator). It raises `Rejected("board_misconfigured")` when a setting is missing or refused,
    `Unavailable` as `Web` does, and `Unavailable("board_changed", permanent=True)` when the answer has a shape it
    does not know; what was yielded before stays. Any other exception counts as "changed". No posting is
    an answer only when the board said so: failure is never emptiness.

    A board that answers in pages may yield a `Bookmark` after each but the last; a search whose `resume` is the place of
    one yields what came after it. It raises `Rejected("bookmark_refused")` for a place it cannot use (any more); one that
    yields no bookmarks need not look at `resume`.

    A source whose run without words and places brings everything may declare `lists_everything = True`; it keeps to
    `copilot_core.ports.listing` then, because what such a run lacks twice counts as closed.

    `attribution` is shown and linked wherever its postings are. `min_interval` is the least time between two
    collections of one installation; `verified` says when and how it was last held against the real board.
    """

    @property
    def attribution(self) -> Attribution:
        """Whom to name and link (a field)."""
        ...

    @property
    def min_interval(self) -> timedelta:
        """How long to wait between two collections (a field)."""
        ...

    def postings(self, search: Search) -> AsyncIterator[Item]:
        """Yield what the board has."""
        ...
