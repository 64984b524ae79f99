"""What a collection brought, source by source."""

from datetime import datetime
from enum import StrEnum

from attrs import field, frozen

from copilot_core.entities.identities import SourceName
from copilot_core.sentences import Sentence


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


@frozen(kw_only=True)
class SourceReport:
    """One source's part: `found` postings, of which `new`, `changed`, `merged` into known jobs, `refused`.

    What came before a failure is kept and counted. `reasons` counts why postings were refused.
    """

    outcome: Outcome
    found: int = 0
    new: int = 0
    changed: int = 0
    merged: int = 0
    refused: int = 0
    reason: Sentence | None = None
    refusals: dict[str, int] = field(factory=dict)
    due_at: datetime | None = None


@frozen
class CollectionReport:
    """What every source answered, and how many jobs there are now."""

    sources: dict[SourceName, SourceReport]
    jobs: int
