"""Which matches a person is told of unasked."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from copilot_core.entities.match import Match

GOOD = 45.0
"""Least score. Of 33 jobs that people were given as the best for them (`copilot eval ranking`, by words) 27 reach it, and
59 of 85 that reach it are good ones; at 60 it would be 16 of 33, for scores of real adverts seldom pass 75."""

FRESH = timedelta(days=14)
"""Older jobs are no news, even where they were only now read, or changed."""


def worth_telling(matches: Iterable[Match], now: datetime | None) -> list[Match]:
    """Return those that fit well, without a hard blocker and open, best first; without `now`, however old."""
    good = [one for one in matches if one.score >= GOOD and not one.blockers and one.job.closed is None]
    fresh = [one for one in good if now is None or one.job.first_seen >= now - FRESH]
    return sorted(fresh, key=lambda one: (-one.score, one.job.id))
