"""Boards that need a key: one that is missing or refused is told with where to get it."""

from collections.abc import Iterator
from contextlib import contextmanager

from copilot_core.errors import CopilotError, Rejected

REFUSED_KEY = 401
"""HTTP status of a key that is not good; 403 may also be a gatekeeper, and stays "blocked"."""


def expect(board: str, free_at: str, **settings: str) -> None:
    """Raise `Rejected("board_misconfigured")` naming the settings that are empty."""
    missing = [name for name, value in settings.items() if not value.strip()]
    if missing:
        problem = f"needs {' and '.join(missing)}: free at {free_at}"
        raise Rejected("board_misconfigured", board=board, problem=problem)


@contextmanager
def telling_refused_keys(board: str, free_at: str, *statuses: int) -> Iterator[None]:
    """Turn an answer that the key is not good (401, or one of `statuses`) into `Rejected("board_misconfigured")`."""
    try:
        yield
    except CopilotError as error:
        if error.sentence.params.get("status") not in {REFUSED_KEY, *statuses}:
            raise
        problem = f"its key was refused (HTTP {error.sentence.params['status']}); keys are free at {free_at}"
        raise Rejected("board_misconfigured", board=board, problem=problem) from error
