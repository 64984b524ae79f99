"""Many applications at once: moved together, counted, and brought as a table."""

from collections.abc import Mapping

from attrs import field, frozen

from copilot_core.entities.application import Stage, Tracked
from copilot_core.entities.identities import ApplicationId, JobId
from copilot_core.sentences import Sentence


@frozen(kw_only=True)
class StageChange:
    """Where an application is to go; only from `version`, where one is named."""

    application: ApplicationId
    stage: Stage
    version: int | None = None


@frozen(kw_only=True)
class MoveRefused:
    """An application that was not moved, and why."""

    application: ApplicationId
    why: Sentence


@frozen(kw_only=True)
class MovesDone:
    """What was moved and what was not; `undo` are the moves that lead back, while the way back is open."""

    moved: tuple[Tracked, ...]
    refused: tuple[MoveRefused, ...] = ()
    undo: tuple[StageChange, ...] = ()


@frozen(kw_only=True)
class Board:
    """How many applications stand at each stage."""

    stages: dict[Stage, int]
    total: int


@frozen(kw_only=True)
class RowOutcome:
    """What became of a line: `tracked` (`kept`, of jobs), `known` already, or `refused`; in a dry run what would."""

    line: int
    outcome: str
    title: str = ""
    company: str = ""
    stage: Stage | None = None
    application: ApplicationId | None = None
    job: JobId | None = None
    why: Sentence | None = None


@frozen(kw_only=True)
class TableOutcome:
    """A table of applications, or jobs: its columns, which of them is taken for what, and what became of each line."""

    dry_run: bool
    columns: tuple[str, ...]
    mapping: Mapping[str, str] = field(factory=dict)
    rows: tuple[RowOutcome, ...] = ()

    def count(self, outcome: str) -> int:
        """Return how many lines had this outcome."""
        return sum(one.outcome == outcome for one in self.rows)
