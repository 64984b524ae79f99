"""Timetables as people write them: `every 6h`, `daily 08:00`, `mon,thu 18:00 America/New_York`."""

import re
from datetime import time
from itertools import chain

from copilot_core.entities.timetable import Timetable
from copilot_core.errors import Rejected
from copilot_core.rules.timetable import WEEK, checked

LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FAMILIES = {"daily": WEEK, "weekdays": frozenset(range(5)), "weekends": frozenset({5, 6})}
EVERY = re.compile(r"every\s+(?P<count>\d{1,5}(?:\.\d{1,2})?)?\s*(?P<unit>m|min|minutes?|h|hours?|d|days?)", re.ASCII)
DAILY = re.compile(
    r"(?P<days>[a-z, -]*?)\s*(?:\bat\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?:\s+(?P<zone>\S+))?",
    re.ASCII | re.IGNORECASE,
)
MINUTES = {"m": 1, "h": 60, "d": 24 * 60}


def read_timetable(said: str) -> Timetable:
    """Read a timetable; raise `Rejected`: `timetable_unreadable`, `timetable_pace` or `zone_unknown`."""
    words = " ".join(said.split())
    if words.lower() == "hourly":
        return Timetable(hours=1)
    if found := EVERY.fullmatch(words.lower()):
        minutes = float(found["count"] or 1) * MINUTES[found["unit"][0]]
        return checked(Timetable(hours=minutes / 60))
    found = DAILY.fullmatch(words)
    if found is None or int(found["hour"]) > 23 or int(found["minute"]) > 59:
        raise Rejected("timetable_unreadable", said=said)
    days = _weekdays(found["days"].lower(), said)
    at = time(int(found["hour"]), int(found["minute"]))
    return checked(Timetable(at=at, zone=found["zone"] or "UTC", weekdays=frozenset() if days == WEEK else days))


def timetable_words(timetable: Timetable) -> str:
    """Write a timetable so that it reads back as the same."""
    if timetable.at is None:
        minutes = round((timetable.hours or 1) * 60)
        return "hourly" if minutes == 60 else f"every {minutes}m" if minutes % 60 else f"every {minutes // 60}h"
    named = (name for name, days in FAMILIES.items() if days == (timetable.weekdays or WEEK))
    days = next(named, ",".join(LONG[day][:3] for day in sorted(timetable.weekdays)))
    return f"{days} {timetable.at:%H:%M} {timetable.zone}"


def _weekdays(said: str, whole: str) -> frozenset[int]:
    if said.strip() in FAMILIES:
        return FAMILIES[said.strip()]
    parts = [part.strip() for part in said.split(",")]
    return frozenset(chain.from_iterable(_span(part, whole) for part in parts))


def _span(said: str, whole: str) -> list[int]:
    """Read `mon`, `monday` or `mon-fri`; one that ends before it begins goes over the weekend."""
    ends = [_day(part.strip(), whole) for part in said.split("-", 1)]
    return [day % 7 for day in range(ends[0], ends[0] + (ends[-1] - ends[0]) % 7 + 1)]


def _day(said: str, whole: str) -> int:
    found = [number for number, day in enumerate(LONG) if len(said) > 2 and day.startswith(said)]
    if not found:
        raise Rejected("timetable_unreadable", said=whole)
    return found[0]
