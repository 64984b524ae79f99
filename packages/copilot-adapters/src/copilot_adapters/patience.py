"""How long a stranger's code is waited for: its import may never end."""

import threading
from collections.abc import Callable
from typing import TypeVar

from copilot_core.errors import CopilotError, Rejected

MAKING_SECONDS = 20.0
"""How long importing and making an adapter may take."""

Made = TypeVar("Made")


def within(seconds: float, name: str, make: Callable[[], Made]) -> Made:
    """Make something in a thread of its own; raise `Rejected("plugin_broken")` when that fails or never ends."""
    made: list[Made] = []
    failed: list[BaseException] = []

    def attempt() -> None:
        try:
            made.append(make())
        except BaseException as error:  # noqa: BLE001 - a stranger's code may raise anything
            failed.append(error)

    thread = threading.Thread(target=attempt, daemon=True, name=f"make {name}")
    thread.start()
    thread.join(seconds)
    if made:
        return made[0]
    error = failed[0] if failed else TimeoutError(f"not ready within {seconds:g} s")
    if isinstance(error, CopilotError):
        raise error
    problem = f"{type(error).__name__}: {error}"[:300]
    raise Rejected("plugin_broken", plugin=name, package="its package", problem=problem) from error
