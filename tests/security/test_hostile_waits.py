"""A board that asks for an absurd rest is left alone for a week, and harms no other board."""

from datetime import UTC, datetime, timedelta

import pytest

from copilot_core.entities.collection import Outcome, SourceReport
from copilot_core.errors import Unavailable

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("seconds", [1e11, 1e300, float("inf"), 252_000_000_000])
def test_an_absurd_rest_is_a_week(seconds: float) -> None:
    assert ended(seconds).due_at == NOW + timedelta(days=7)


@pytest.mark.parametrize("seconds", [0, -5, float("-inf"), float("nan")])
def test_a_rest_that_is_none_is_none(seconds: float) -> None:
    assert ended(seconds).due_at is None


def ended(seconds: float) -> SourceReport:
    error = Unavailable("board_limited", retry_after=seconds, board="Board", status=429)
    return SourceReport(outcome=Outcome.EMPTY).ended_by(error, NOW)
