"""When something is to be done again and again."""

from datetime import time

from attrs import frozen


@frozen(kw_only=True)
class Timetable:
    """Every `hours` hours, or daily `at` a time in a zone (IANA name), on `weekdays` only (0 is Monday) when some are named.

    Exactly one of `hours` and `at` is set. A local time that a clock change skips is kept at the first moment after the
    gap; one that comes twice is kept the first time only.
    """

    hours: float | None = None
    at: time | None = None
    zone: str = "UTC"
    weekdays: frozenset[int] = frozenset()
