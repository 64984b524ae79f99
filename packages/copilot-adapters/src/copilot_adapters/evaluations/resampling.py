"""Intervals of any measure, by bootstrap."""

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

RESAMPLES = 1000

_Case = TypeVar("_Case")


def interval(cases: Sequence[_Case], measure: Callable[[Sequence[_Case]], float]) -> tuple[float, float]:
    """Return the 95 % interval of a measure over cases; the same cases give the same interval."""
    chance = random.Random(20261123)  # noqa: S311 - statistics, not secrets
    values = sorted(measure(chance.choices(cases, k=len(cases))) for _ in range(RESAMPLES)) if cases else [0.0]
    return values[int(0.025 * len(values))], values[int(0.975 * len(values)) - 1 if len(values) > 1 else 0]
