"""What plug-in authors test with: contract suites (one per port), fakes and makers."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copilot_core.testing.canned_web import CannedWeb, Mode, Request
    from copilot_core.testing.clock import StillClock
    from copilot_core.testing.job_source_contract import JobSourceContract
    from copilot_core.testing.letters import KeptLetters
    from copilot_core.testing.makers import (
        NOON,
        make_job,
        make_posting,
        make_reading,
        make_resume,
        make_search,
        make_seeker,
        make_sighting,
        make_summary,
    )
    from copilot_core.testing.work import CannedDeeds, KeptBus, KeptQueue, StillHeart

__all__ = [
    "NOON",
    "CannedDeeds",
    "CannedWeb",
    "JobSourceContract",
    "KeptBus",
    "KeptLetters",
    "KeptQueue",
    "Mode",
    "Request",
    "StillClock",
    "StillHeart",
    "make_job",
    "make_posting",
    "make_reading",
    "make_resume",
    "make_search",
    "make_seeker",
    "make_sighting",
    "make_summary",
]

_HOMES = {
    "CannedDeeds": "work",
    "CannedWeb": "canned_web",
    "JobSourceContract": "job_source_contract",
    "KeptBus": "work",
    "KeptLetters": "letters",
    "KeptQueue": "work",
    "Mode": "canned_web",
    "Request": "canned_web",
    "StillClock": "clock",
    "StillHeart": "work",
}
"""Where a name lives that is no maker."""


def __getattr__(name: str) -> object:
    """Load a name when it is first asked for: pytest is needed by the contract suites alone."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'makers')}"), name)
