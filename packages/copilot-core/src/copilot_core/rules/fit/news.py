"""Which matches a person is told of unasked."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from copilot_core.entities.match import Match

GOOD = 60.0
"""Least score: a job of the person's trade, or one close to it whose terms suit (the very trade about which nothing more
is known has 92, one half as near 58)."""

FRESH = timedelta(days=14)
"""Older jobs are no news, even where they were only now read, or changed."""


def worth_telling(matches: Iterable[Match], now: datetime | None) -> list[Match]:
    """Return those that fit well, without a hard blocker and open, best first; without `now`, however old."""
    good = [one for one in matches if one.score >= GOOD and not one.blockers and one.job.closed is None]
    fresh = [one for one in good if now is None or one.job.first_seen >= now - FRESH]
    return sorted(fresh, key=lambda one: (-one.score, one.job.id))
