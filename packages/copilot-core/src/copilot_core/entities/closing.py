"""Whether a posting may still be applied to, and what says so."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from copilot_core.entities.identities import SightingId
from copilot_core.sentences import Sentence


class ClosingState(StrEnum):
    """Where a posting stands."""

    OPEN = "open"
    DOUBTED = "doubted"
    CLOSED = "closed"


@frozen(kw_only=True)
class Closing:
    """That a posting is closed: noticed when, for which reason, and where that was read."""

    at: datetime
    why: Sentence
    url: str = ""


class Told(StrEnum):
    """What was found where a posting was looked for.

    `listed`: its board names it. `shown`: its page describes it. `silent`: its page answers, and says nothing either
    way. `astray`: its address leads elsewhere. `missing`: there is nothing (404, 410). `closed`: the page says so.
    `expired`: the page's own date has passed.
    """

    LISTED = "listed"
    SHOWN = "shown"
    SILENT = "silent"
    ASTRAY = "astray"
    MISSING = "missing"
    CLOSED = "closed"
    EXPIRED = "expired"


@frozen(kw_only=True)
class Sight:
    """One look at a posting; `words` are the page's own where they prove it, `closes_at` is its date to apply."""

    told: Told
    url: str
    words: str = ""
    closes_at: datetime | None = None


@frozen(kw_only=True)
class Inquiry:
    """What is known of one posting's being open.

    `missing` are the first and the last time that its page was not there, `unlisted` those of complete listings of its
    board without it; both end when it is found again. `suspected` is a listing that lacked too many at once to be
    believed. `account` is the one of its board's (employer) that showed it. `problem` says why the last attempt proved nothing, `failures` how many in a row did not.
    """

    sighting: SightingId
    closing: Closing | None = None
    expires_at: datetime | None = None
    next_check: datetime | None = None
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    problem: Sentence | None = None
    failures: int = 0
    missing: tuple[datetime, ...] = ()
    unlisted: tuple[datetime, ...] = ()
    suspected: datetime | None = None
    astray: str = ""
    account: str = ""

    @property
    def state(self) -> ClosingState:
        """Where the posting stands by all that."""
        if self.closing:
            return ClosingState.CLOSED
        return ClosingState.DOUBTED if self.missing or self.unlisted or self.astray else ClosingState.OPEN
