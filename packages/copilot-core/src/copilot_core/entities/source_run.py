"""How a run of a source went: what its health is told from."""

from datetime import datetime, timedelta
from typing import Final

from attrs import field, frozen

from copilot_core.entities.collection import Aspect, Outcome
from copilot_core.entities.identities import SourceName
from copilot_core.entities.posting import Attribution
from copilot_core.sentences import Sentence

COUNT: Final = "count"
FAILING: Final = "failing"


@frozen(kw_only=True)
class SourceRun:
    """One run. `search` is a digest of what was asked: only runs of the same search are compared.

    `latency` is in seconds, until the board gave its first item or ended. `whole` tells that it went from the board's
    first page to the end by itself: only then its count says something. `told` counts as in `SourceReport`.
    """

    source: SourceName
    at: datetime
    search: str
    outcome: Outcome
    latency: float
    whole: bool
    found: int = 0
    new: int = 0
    refused: int = 0
    told: dict[Aspect, int] = field(factory=dict)
    reason: Sentence | None = None

    def share(self, aspect: Aspect) -> float | None:
        """Return which part of the postings tell the aspect; None without postings."""
        return self.told.get(aspect, 0) / self.found if self.found else None


@frozen(kw_only=True)
class Alarm:
    """A source is not what it was. `kind` is an aspect, `count` or `failing`; `search` is empty for the last."""

    source: SourceName
    kind: str
    since: datetime
    sentence: Sentence
    search: str = ""


@frozen(kw_only=True)
class SourceStanding:
    """How a source stands: `problem` says why it cannot be asked, `run` is its newest noted run."""

    name: SourceName
    attribution: Attribution | None = None
    min_interval: timedelta | None = None
    problem: Sentence | None = None
    last_run: datetime | None = None
    outcome: Outcome | None = None
    found: int = 0
    due_at: datetime | None = None
    run: SourceRun | None = None
    alarms: tuple[Alarm, ...] = ()
