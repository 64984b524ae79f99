"""When a timetable comes round."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import count
from zoneinfo import ZoneInfo

from copilot_core.entities.timetable import Timetable
from copilot_core.errors import Rejected

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SHORTEST, LONGEST = timedelta(minutes=15), timedelta(days=31)
"""How often a person's own work may come round."""

FARTHEST = LONGEST + timedelta(days=9)
"""No timetable's next turn lies further ahead."""

WEEK = frozenset(range(7))
SECOND = timedelta(seconds=1)


def next_run(timetable: Timetable, after: datetime, anchor: datetime = EPOCH) -> datetime:
    """Return the first run after an instant, in UTC; what comes every some hours is counted from `anchor`.

    Raise `Rejected("zone_unknown")`.
    """
    if timetable.at is None:
        period = timedelta(hours=timetable.hours or 1)
        return anchor + ((after - anchor) // period + 1) * period
    zone = zone_named(timetable.zone)
    eve = after.astimezone(zone).date() - timedelta(days=1)
    turns = (first_moment(datetime.combine(day, timetable.at), zone) for day in _days(eve, timetable.weekdays))
    return next(turn for turn in turns if turn > after)


def first_moment(local: datetime, zone: tzinfo) -> datetime:
    """Return the first instant at which a zone's clocks show `local` or, when they skip it, more.

    A skipped time lies, read by the two offsets of its gap (PEP 495), before and after the clock change.
    """
    late = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if _shown(late, zone) == local:
        return late
    early = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while late - early > SECOND:
        middle = early + (late - early) // SECOND // 2 * SECOND
        early, late = (early, middle) if _shown(middle, zone) >= local else (middle, late)
    return late


def zone_named(name: str) -> tzinfo:
    """Return a time zone; raise `Rejected("zone_unknown")`."""
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise Rejected("zone_unknown", zone=name) from None


def checked(timetable: Timetable) -> Timetable:
    """Return a timetable that a person may have; raise `Rejected` for one that never, or too often, comes round."""
    if (timetable.hours is None) == (timetable.at is None):
        raise Rejected("timetable_unclear")
    if timetable.hours is not None:
        _check_hours(timetable.hours, timetable.weekdays)
    elif timetable.at is not None and (timetable.at.second or timetable.at.microsecond or timetable.at.tzinfo):
        raise Rejected("timetable_unclear")
    if not timetable.weekdays <= WEEK:
        raise Rejected("timetable_unclear")
    zone_named(timetable.zone)
    return timetable


def _check_hours(hours: float, weekdays: frozenset[int]) -> None:
    minutes = hours * 60
    longest = LONGEST / timedelta(minutes=1)
    if not SHORTEST / timedelta(minutes=1) <= minutes <= longest or abs(minutes - round(minutes)) > 1e-6:
        raise Rejected("timetable_pace", least=int(SHORTEST / timedelta(minutes=1)), most=LONGEST.days)
    if weekdays:
        raise Rejected("timetable_unclear")


def _days(first: date, weekdays: frozenset[int]) -> Iterator[date]:
    days = (first + timedelta(days=number) for number in count())
    return (day for day in days if day.weekday() in (weekdays or WEEK))


def _shown(instant: datetime, zone: tzinfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)
