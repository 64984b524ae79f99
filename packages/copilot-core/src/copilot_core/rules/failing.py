"""What a failed attempt means for its task."""

from copilot_core.entities.task import Task
from copilot_core.errors import CopilotError, NotFound, Rejected, Unavailable
from copilot_core.rules.backoff import wait_before
from copilot_core.sentences import Sentence

LONGEST_MESSAGE = 300
LONGEST_WAIT = 7 * 24 * 3600.0
"""Seconds: whoever asks for more may have lost its mind, or its clock."""


def told(error: BaseException) -> Sentence:
    """Put any error into a sentence; of one that nobody named, its kind and the first line of its message."""
    if isinstance(error, CopilotError):
        return error.sentence
    lines = str(error).encode("utf-8", "replace").decode().splitlines()
    problem = lines[0][:LONGEST_MESSAGE] if lines else ""
    return Sentence("task_broke", {"error": type(error).__name__, "problem": problem})


def again_in(task: Task, error: BaseException) -> float | None:
    """Return after how many seconds to try again; None: never, as it would fail again, or failed too often."""
    if isinstance(error, Rejected | NotFound) or (isinstance(error, Unavailable) and error.permanent):
        return None
    failures = task.attempts - task.losses
    if failures >= task.most_attempts:
        return None
    asked = error.retry_after if isinstance(error, Unavailable) else None
    return wait_before(failures, task.id, None if asked is None else min(asked, LONGEST_WAIT))
