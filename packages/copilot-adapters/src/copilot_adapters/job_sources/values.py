"""Single values of a board's row, read without trusting their type: what cannot be read is unknown, never a guess."""

import html
import math
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from copilot_core.entities.salary import Origin, Period, Salary

PERIODS: Final = {
    "hour": Period.HOUR,
    "hourly": Period.HOUR,
    "day": Period.DAY,
    "daily": Period.DAY,
    "week": Period.WEEK,
    "weekly": Period.WEEK,
    "month": Period.MONTH,
    "monthly": Period.MONTH,
    "year": Period.YEAR,
    "yearly": Period.YEAR,
    "annual": Period.YEAR,
    "annually": Period.YEAR,
    "annum": Period.YEAR,
}
"""Words of boards for what one payment is for, lower case."""

MOST_SECONDS: Final = 32_503_680_000
"""The year 3000: a larger figure is no time in seconds."""


def text(value: object) -> str:
    """Return a text without its outer blanks; numbers as they are written, anything else empty."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def plain(value: object) -> str:
    """Return a text whose HTML entities are resolved."""
    return html.unescape(text(value)).strip()


def texts(value: object) -> tuple[str, ...]:
    """Return the texts of a list, or of a single text, each once and none empty."""
    values: Iterable[object] = value if isinstance(value, list | tuple) else [value]
    return tuple(dict.fromkeys(found for found in map(plain, values) if found))


def amount(value: object) -> float | None:
    """Return a sum of money; 0, negative and unreadable ones are unknown."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        figure = float(value.replace(",", "") if isinstance(value, str) else value)
    except (ValueError, OverflowError):
        return None
    return figure if math.isfinite(figure) and figure > 0 else None


def period(value: object) -> Period | None:
    """Return what one payment is for, from a board's word for it."""
    return PERIODS.get(text(value).lower().removeprefix("per ").removeprefix("per-").removesuffix("-salary"))


def currency(value: object) -> str | None:
    """Return an ISO 4217 code; anything else is unknown."""
    code = text(value).upper()
    return code if len(code) == 3 and code.isascii() and code.isalpha() else None


def salary(
    minimum: object, maximum: object, code: object, per: Period | None, origin: Origin = Origin.STATED
) -> Salary | None:
    """Return a structured salary, None when neither figure is known; figures the wrong way round are turned."""
    low, high = amount(minimum), amount(maximum)
    if low is None and high is None:
        return None
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Salary(low, high, currency(code), per, origin)


def from_iso(value: object) -> datetime | None:
    """Read an ISO 8601 time; without a zone it is UTC."""
    try:
        return _utc(datetime.fromisoformat(text(value)))
    except (ValueError, OverflowError):
        return None


def from_seconds(value: object) -> datetime | None:
    """Read seconds since 1970; milliseconds are too large to be seconds, and unknown here."""
    try:
        seconds = float(text(value))
        return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < MOST_SECONDS else None
    except (ValueError, OverflowError, OSError):
        return None


def from_milliseconds(value: object) -> datetime | None:
    """Read milliseconds since 1970."""
    try:
        return from_seconds(float(text(value)) / 1000)
    except (ValueError, OverflowError):
        return None


def from_rfc822(value: object) -> datetime | None:
    """Read a time as in mails and feeds; without a zone it is UTC."""
    try:
        return _utc(parsedate_to_datetime(text(value)))
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
