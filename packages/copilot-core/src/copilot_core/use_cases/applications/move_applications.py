"""Move several applications at once."""

from collections.abc import Sequence

from attrs import frozen

from copilot_core.entities.application import Application
from copilot_core.entities.application_batch import MoveRefused, MovesDone, StageChange
from copilot_core.entities.identities import LOCAL_PERSON, PersonId
from copilot_core.errors import CopilotError, Rejected
from copilot_core.ports.clock import Clock
from copilot_core.ports.events import EventBus
from copilot_core.ports.storage import Books, Storage
from copilot_core.rules.application_moves import check_move
from copilot_core.use_cases.applications.change_application import tell
from copilot_core.use_cases.applications.see_applications import SeeApplications
from copilot_core.use_cases.platform.wake_people import WakePeople

MOST = 100


@frozen
class MoveApplications:
    """Move several applications in one step; those that may not move are told with the reason, the others move.

    The answer's `undo` is sent here to go back, as long as the way back is open and nothing else has changed.
    """

    storage: Storage
    clock: Clock
    bus: EventBus

    async def __call__(self, moves: Sequence[StageChange], *, person: PersonId = LOCAL_PERSON) -> MovesDone:
        """Return what moved and what did not; raise `Rejected("moves_too_many")`."""
        if len(moves) > MOST:
            raise Rejected("moves_too_many", most=MOST, given=len(moves))
        moved: list[tuple[Application, Application]] = []
        refused: list[MoveRefused] = []
        async with self.storage.transaction() as books:
            for move in moves:
                try:
                    moved.append(await self._move(books, move, person))
                except CopilotError as error:
                    if error.code not in _REASONS:
                        raise
                    refused.append(MoveRefused(application=move.application, why=error.sentence))
            last = {after.id: after for _, after in moved}
            seen = await SeeApplications(books, self.clock.now())(person, list(last.values()))
        await WakePeople(self.bus)([person])
        undo = {before.id: before for before, _ in reversed(moved)}
        return MovesDone(moved=seen, refused=tuple(refused), undo=tuple(_back(undo[name], last[name]) for name in last))

    async def _move(self, books: Books, move: StageChange, person: PersonId) -> tuple[Application, Application]:
        was = await books.applications.application(person, move.application)
        if move.version is not None and move.version != was.version:
            raise Rejected("application_changed", application=was.id, version=was.version)
        now = self.clock.now()
        check_move(was, move.stage, now)
        changed = was.moved(move.stage, now)
        await books.applications.change(changed, was.version)
        await tell(books, changed)
        return was, changed


_REASONS = frozenset(
    {
        "application_unknown",
        "application_changed",
        "move_nowhere",
        "move_after_end",
        "move_before_applying",
        "move_unsends",
        "move_not_allowed",
        "timeline_full",
    }
)
"""What keeps one application where it is, and no other."""


def _back(before: Application, after: Application) -> StageChange:
    return StageChange(application=after.id, stage=before.stage, version=after.version)
