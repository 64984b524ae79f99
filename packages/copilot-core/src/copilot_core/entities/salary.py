"""Pay, as stated or inferred."""

from enum import StrEnum

from attrs import frozen


class Period(StrEnum):
    """What one payment is for."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Origin(StrEnum):
    """Where a figure comes from: said in the posting, read out of its words, or guessed by the board."""

    STATED = "stated"
    INFERRED = "inferred"
    PREDICTED = "predicted"


PERIODS_A_YEAR = {Period.HOUR: 2080, Period.DAY: 260, Period.WEEK: 52, Period.MONTH: 12, Period.YEAR: 1}
"""Full time: 40 hours a week, 52 weeks."""


@frozen
class Salary:
    """Pay before tax; `currency` is ISO 4217, and None where nobody said it. Never a currency by default.

    `inferred` names the parts that were not stated but concluded (`currency`, `period`).
    """

    minimum: float | None
    maximum: float | None
    currency: str | None = None
    period: Period | None = None
    origin: Origin = Origin.STATED
    inferred: frozenset[str] = frozenset()
    text: str = ""

    @property
    def yearly(self) -> tuple[float, float] | None:
        """Minimum and maximum a year at full time; None when the period or both figures are unknown."""
        low = self.minimum if self.minimum is not None else self.maximum
        high = self.maximum if self.maximum is not None else self.minimum
        if self.period is None or low is None or high is None:
            return None
        times = PERIODS_A_YEAR[self.period]
        return low * times, high * times
