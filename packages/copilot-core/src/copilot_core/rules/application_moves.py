"""Which stage of an application may follow which, and why another may not."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from copilot_core.entities.application import Application, Stage
from copilot_core.errors import Rejected

BEFORE = frozenset({Stage.SAVED, Stage.PREPARING})
"""Nothing was sent yet."""

ENDS = frozenset({Stage.ACCEPTED, Stage.REJECTED, Stage.WITHDRAWN})

MOVES: Mapping[Stage, tuple[Stage, ...]] = {
    Stage.SAVED: (Stage.PREPARING, Stage.APPLIED, Stage.WITHDRAWN),
    Stage.PREPARING: (Stage.SAVED, Stage.APPLIED, Stage.WITHDRAWN),
    Stage.APPLIED: (Stage.INTERVIEWING, Stage.OFFER, Stage.REJECTED, Stage.WITHDRAWN),
    Stage.INTERVIEWING: (Stage.OFFER, Stage.REJECTED, Stage.WITHDRAWN),
    Stage.OFFER: (Stage.ACCEPTED, Stage.REJECTED, Stage.WITHDRAWN),
    Stage.ACCEPTED: (Stage.WITHDRAWN,),
    Stage.REJECTED: (Stage.INTERVIEWING,),
    Stage.WITHDRAWN: (Stage.PREPARING, Stage.INTERVIEWING),
}
"""An employer may come back after a rejection, and a person to what they had withdrawn."""

SLIP = timedelta(days=1)
"""How long after a move the way back to the stage before it stays open, whatever else is allowed."""

FULL = 1000
"""Lines of a timeline."""


def allowed_moves(application: Application, now: datetime) -> tuple[Stage, ...]:
    """Return the stages it may move to; the one before a slip is the last of them."""
    onward = MOVES[application.stage]
    back = _before_slip(application, now)
    return onward if back is None or back in onward else (*onward, back)


def check_move(application: Application, stage: Stage, now: datetime) -> None:
    """Raise `Rejected` with the reason why it may not move there."""
    allowed = allowed_moves(application, now)
    if stage not in allowed:
        known = ", ".join(allowed)
        raise Rejected(_why(application, stage), stage=application.stage.value, to=stage.value, allowed=known)
    check_room(application)


def check_room(application: Application) -> None:
    """Raise `Rejected("timeline_full")` where no more can be kept."""
    if len(application.timeline) >= FULL:
        raise Rejected("timeline_full", application=application.id, most=FULL)


def was_sent(application: Application) -> bool:
    """Tell whether the person applied, whatever became of it."""
    return any(move.stage not in BEFORE | {Stage.WITHDRAWN} for move in application.moves)


def _why(application: Application, stage: Stage) -> str:
    if stage is application.stage:
        return "move_nowhere"
    if application.stage in ENDS:
        return "move_after_end"
    if application.stage in BEFORE:
        return "move_before_applying"
    return "move_unsends" if stage in BEFORE else "move_not_allowed"


def _before_slip(application: Application, now: datetime) -> Stage | None:
    moves = application.moves
    if len(moves) < 2 or now - moves[-1].at > SLIP:
        return None
    return moves[-2].stage
