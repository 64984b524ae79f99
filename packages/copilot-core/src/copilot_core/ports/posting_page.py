"""Where a posting can be looked at again."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from copilot_core.entities.closing import Sight
from copilot_core.entities.sighting import Sighting


class PostingPage(Protocol):
    """Looks at postings: by their board where it can name one, else at their page; only at public addresses.

    A 404 or 410 is `Told.MISSING`. Whatever proves nothing is raised as `Web` raises it: a refusal, a limit, no answer,
    rules for programs; so is a way to a log-in, `Unavailable("board_blocked")`.
    """

    async def look(self, seen: Sighting) -> Sight:
        """Look once."""
        ...


class PostingPages(Protocol):
    """Connects."""

    def opened(self) -> AbstractAsyncContextManager[PostingPage]:
        """Open connections that all looks within share, with one measure of politeness."""
        ...
