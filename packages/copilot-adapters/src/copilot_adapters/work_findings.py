"""What `doctor` finds of the work in the background."""

from typing import TYPE_CHECKING

from attrs import frozen

from copilot_adapters.diagnosis import Finding
from copilot_core.entities.task import TaskState
from copilot_core.errors import CopilotError
from copilot_core.ports.clock import Clock
from copilot_core.rules.timetable import FARTHEST
from copilot_core.use_cases.platform.review_work import ReviewWork, WorkReview

if TYPE_CHECKING:
    from copilot_adapters.storage import SqlStorage

LONG = 600.0
"""Seconds that a task which is due may wait before somebody should look."""


@frozen
class WorkFindings:
    """Looks at tasks, those who work on them and the schedule; changes nothing, so an old database is left alone."""

    storage: "SqlStorage"
    review: ReviewWork
    clock: Clock

    async def __call__(self) -> list[Finding]:
        """Return the findings; none where there is no database, or one that has to be brought up to date first."""
        from copilot_adapters.storage.migration import REVISIONS  # noqa: PLC0415 - `doctor` alone needs it

        try:
            if await self.storage.revision() != REVISIONS[-1]:
                return []
            review = await self.review()
            overdue = await self._has_overdue_searches()
        except CopilotError as error:
            return [Finding(state="warn", what="tasks", detail=str(error), remedy="see the finding on the database")]
        return [_tasks(review), _waiting(review), _workers(review), _schedule(review, overdue=overdue)]

    async def _has_overdue_searches(self) -> bool:
        now = self.clock.now()
        async with self.storage.reading() as books:
            return bool(await books.searches.due(now, now + FARTHEST, 1))


def _tasks(review: WorkReview) -> Finding:
    counts = ", ".join(f"{review.count(state)} {state}" for state in TaskState)
    if review.count(TaskState.DEAD):
        return Finding(state="warn", what="tasks", detail=counts, remedy="copilot tasks --state dead")
    return Finding(state="ok", what="tasks", detail=counts)


def _waiting(review: WorkReview) -> Finding:
    if not review.oldest_waiting:
        return Finding(state="ok", what="oldest task due", detail="none waits")
    queue, seconds = max(review.oldest_waiting.items(), key=lambda one: one[1])
    detail = f"waits for {seconds:.0f} s (queue {queue})"
    if seconds < LONG:
        return Finding(state="ok", what="oldest task due", detail=detail)
    remedy = "more workers, or more threads each" if review.workers else "start `copilot worker`"
    return Finding(state="warn", what="oldest task due", detail=detail, remedy=remedy)


def _workers(review: WorkReview) -> Finding:
    busy = ", ".join(f"{worker} ({count})" for worker, count in sorted(review.workers.items()))
    lost = review.count(TaskState.RUNNING) - sum(review.workers.values())
    if lost <= 0:
        return Finding(state="ok", what="workers at work", detail=busy or "none")
    detail = f"{busy or 'none'}; {lost} running tasks have lost theirs"
    remedy = "start `copilot worker`, or wait for one that runs: it begins them anew"
    return Finding(state="warn", what="workers at work", detail=detail, remedy=remedy)


def _schedule(review: WorkReview, *, overdue: bool) -> Finding:
    if overdue and not review.leader:
        remedy = "start `copilot worker`, or `copilot scheduler` beside it where there is a Redis"
        detail = "kept by nobody, and a saved search is due"
        return Finding(state="warn", what="schedule", detail=detail, remedy=remedy)
    detail = (
        f"kept by {review.leader}"
        if review.leader
        else "kept by nobody: `copilot worker` does without Redis, `copilot scheduler` with it"
    )
    return Finding(state="ok", what="schedule", detail=detail)
