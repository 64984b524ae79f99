"""What a collection brought, source by source."""

from collections import Counter
from datetime import datetime, timedelta
from enum import StrEnum

from attrs import evolve, field, frozen

from copilot_core.entities.identities import SourceName
from copilot_core.errors import CopilotError, NotFound, Rejected, Unavailable
from copilot_core.sentences import Sentence

LONGEST_REST = 7 * 24 * 3600.0
"""Seconds for which a board that asks to wait is left alone; who asks for more may have lost its mind, or its clock."""


class Outcome(StrEnum):
    """How a source answered. Failure is never emptiness."""

    OK = "ok"
    EMPTY = "empty"
    NOT_DUE = "not_due"
    LIMITED = "limited"
    BLOCKED = "blocked"
    MISCONFIGURED = "misconfigured"
    CHANGED = "changed"
    UNREACHABLE = "unreachable"


class Aspect(StrEnum):
    """What a posting may tell; how many of a board's do is watched."""

    SALARY = "salary"
    PLACE = "place"
    DATE = "date"
    DESCRIPTION = "description"


OUTCOME_OF_CODE = {
    "board_limited": Outcome.LIMITED,
    "board_blocked": Outcome.BLOCKED,
    "board_changed": Outcome.CHANGED,
    "board_misconfigured": Outcome.MISCONFIGURED,
    "board_taken_over": Outcome.NOT_DUE,
}
"""What an error's code says; for others its class does."""


def outcome_of(error: CopilotError) -> Outcome:
    """Tell which outcome an error of a source is."""
    if error.code in OUTCOME_OF_CODE:
        return OUTCOME_OF_CODE[error.code]
    if isinstance(error, Rejected | NotFound):
        return Outcome.MISCONFIGURED
    return Outcome.UNREACHABLE


@frozen(kw_only=True)
class SourceReport:
    """One source's part: `found` postings, of which `new`, `changed`, `merged` into known jobs; and `refused` ones.

    What came before a failure is kept and counted. `reason` says why it failed, or why the first was refused;
    `refusals` counts all by their codes. `told` counts the found ones that tell an aspect, in the board's own fields.
    """

    outcome: Outcome
    found: int = 0
    new: int = 0
    changed: int = 0
    merged: int = 0
    refused: int = 0
    reason: Sentence | None = None
    refusals: dict[str, int] = field(factory=dict)
    told: dict[Aspect, int] = field(factory=dict)
    due_at: datetime | None = None

    def plus(self, other: "SourceReport") -> "SourceReport":
        """Add what a further batch brought."""
        return evolve(
            self,
            outcome=Outcome.OK if self.found + other.found else Outcome.EMPTY,
            found=self.found + other.found,
            new=self.new + other.new,
            changed=self.changed + other.changed,
            merged=self.merged + other.merged,
            refused=self.refused + other.refused,
            reason=self.reason or other.reason,
            refusals=dict(Counter(self.refusals) + Counter(other.refusals)),
            told=dict(Counter(self.told) + Counter(other.told)),
        )

    def ended_by(self, error: CopilotError, now: datetime) -> "SourceReport":
        """Tell why it went no further; what came before stays."""
        seconds = error.retry_after if isinstance(error, Unavailable) else None
        due_at = now + timedelta(seconds=min(seconds, LONGEST_REST)) if seconds and seconds > 0 else None
        return evolve(self, outcome=outcome_of(error), reason=error.sentence, due_at=due_at)


@frozen
class CollectionReport:
    """What every source answered, and how many jobs there are now."""

    sources: dict[SourceName, SourceReport]
    jobs: int
