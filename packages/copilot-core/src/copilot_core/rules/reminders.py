"""When a person may be reminded."""

from datetime import datetime, timedelta

from copilot_core.errors import Rejected

FARTHEST = timedelta(days=3660)


def checked(due: datetime, now: datetime) -> datetime:
    """Return the time; raise `Rejected("reminder_when")` for one that has passed, or that is years away."""
    if due.tzinfo is None or not now < due <= now + FARTHEST:
        raise Rejected("reminder_when", due=f"{due:%Y-%m-%d %H:%M}", now=f"{now:%Y-%m-%d %H:%M}")
    return due
