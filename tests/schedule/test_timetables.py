"""When a timetable comes round, across clock changes; and how people write one."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copilot_core.entities.timetable import Timetable
from copilot_core.errors import Rejected
from copilot_core.rules.timetable import checked, next_run
from copilot_core.rules.timetable_words import read_timetable, timetable_words

ZONES = (
    "UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "America/New_York", "Asia/Kathmandu",
    "America/St_Johns", "Africa/Casablanca", "Asia/Gaza", "Pacific/Apia",
)  # fmt: skip
FIRST, LAST = datetime(2015, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001 - zones are given
instants = st.datetimes(FIRST, LAST).map(lambda instant: instant.replace(tzinfo=UTC))
times = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
weekdays = st.frozensets(st.integers(0, 6), max_size=6)


def runs(timetable: Timetable, after: datetime, count: int) -> list[datetime]:
    found = [next_run(timetable, after)]
    while len(found) < count:
        found.append(next_run(timetable, found[-1]))
    return found


def local(zone: str, *parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[arg-type,misc]


@given(instants, times, st.sampled_from(ZONES))
def test_a_daily_time_comes_exactly_once_on_every_local_day(after: datetime, at: time, zone: str) -> None:
    found = runs(Timetable(at=at, zone=zone), after, 400)
    assert all(earlier < later for earlier, later in pairwise([after, *found]))
    days = Counter(run.astimezone(ZoneInfo(zone)).date() for run in found)
    assert set(days.values()) == {1}
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(sorted(days)))


@given(instants, times, st.sampled_from(ZONES))
def test_a_run_shows_its_time_unless_the_clocks_skip_it(after: datetime, at: time, zone: str) -> None:
    for run in runs(Timetable(at=at, zone=zone), after, 200):
        shown = run.astimezone(ZoneInfo(zone))
        if shown.time() != at:
            asked = shown.replace(hour=at.hour, minute=at.minute, second=0)
            assert asked.astimezone(UTC).astimezone(ZoneInfo(zone)).time() != at, "the time was there to be kept"
            just_before = (run - timedelta(seconds=1)).astimezone(ZoneInfo(zone))
            assert just_before.utcoffset() != shown.utcoffset(), "not the first moment after the gap"
        assert not shown.fold, "the second time of two"


@given(instants, times, st.sampled_from(ZONES), weekdays)
def test_what_lies_between_two_runs_leads_to_the_second(
    after: datetime, at: time, zone: str, days: frozenset[int]
) -> None:
    timetable = Timetable(at=at, zone=zone, weekdays=days)
    first, second = runs(timetable, after, 2)
    for moment in (first, first + (second - first) / 2, second - timedelta(microseconds=1)):
        assert next_run(timetable, moment) == second
    assert not days or second.astimezone(ZoneInfo(zone)).weekday() in days


@given(instants, st.integers(15, 31 * 24 * 60), instants)
def test_what_comes_every_some_hours_keeps_its_pace(after: datetime, minutes: int, anchor: datetime) -> None:
    timetable = Timetable(hours=minutes / 60)
    first = next_run(timetable, after, anchor)
    pace = timedelta(hours=minutes / 60)
    assert after < first <= after + pace
    assert (first - anchor) % pace == timedelta()
    assert next_run(timetable, first, anchor) == first + pace


@pytest.mark.parametrize(
    ("zone", "at", "after", "run"),
    [
        ("Europe/Berlin", time(2, 30), (2026, 3, 29), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("Europe/Berlin", time(2, 30), (2026, 10, 25), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("Australia/Lord_Howe", time(2, 15), (2026, 10, 4), datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
        ("America/Santiago", time(0, 30), (2026, 9, 5, 12), datetime(2026, 9, 6, 4, 0, tzinfo=UTC)),
        ("America/Santiago", time(23, 30), (2026, 4, 4, 12), datetime(2026, 4, 5, 2, 30, tzinfo=UTC)),
        ("America/Scoresbysund", time(23, 30), (2026, 3, 28, 12), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
    ],
)
def test_a_skipped_time_is_kept_after_the_gap_and_a_doubled_one_the_first_time(
    zone: str, at: time, after: tuple[int, ...], run: datetime
) -> None:
    timetable = Timetable(at=at, zone=zone)
    assert next_run(timetable, local(zone, *after)) == run
    assert next_run(timetable, run) - run > timedelta(hours=20)


@settings(max_examples=200)
@given(times, st.sampled_from(ZONES), st.frozensets(st.integers(0, 6), max_size=6))
def test_a_daily_timetable_reads_back_from_its_words(at: time, zone: str, days: frozenset[int]) -> None:
    timetable = Timetable(at=at, zone=zone, weekdays=days)
    assert read_timetable(timetable_words(timetable)) == timetable


@given(st.integers(15, 31 * 24 * 60))
def test_a_pace_reads_back_from_its_words(minutes: int) -> None:
    timetable = Timetable(hours=minutes / 60)
    assert read_timetable(timetable_words(timetable)) == timetable


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("hourly", "hourly"),
        ("Every 6h", "every 6h"),
        ("every 90 minutes", "every 90m"),
        ("every day", "every 24h"),
        ("daily 08:00", "daily 08:00 UTC"),
        ("daily at 8:00 Europe/Berlin", "daily 08:00 Europe/Berlin"),
        ("weekdays 7:30 Europe/Berlin", "weekdays 07:30 Europe/Berlin"),
        ("mon,thu 18:00 America/New_York", "mon,thu 18:00 America/New_York"),
        ("Monday - Wednesday, sat 6:05", "mon,tue,wed,sat 06:05 UTC"),
        ("fri-mon 10:00", "mon,fri,sat,sun 10:00 UTC"),
    ],
)
def test_people_write_timetables_in_words(said: str, words: str) -> None:
    assert timetable_words(read_timetable(said)) == words


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", "timetable_unreadable"),
        ("daily", "timetable_unreadable"),
        ("daily 25:00", "timetable_unreadable"),
        ("sometimes 8:00", "timetable_unreadable"),
        ("8:00", "timetable_unreadable"),
        ("mo 8:00", "timetable_unreadable"),
        ("every 5m", "timetable_pace"),
        ("every 0h", "timetable_pace"),
        ("every 9999 days", "timetable_pace"),
        ("daily 8:00 Europe/Atlantis", "zone_unknown"),
        ("daily 8:00 Europe", "zone_unknown"),
        ("daily 8:00 ../../etc/passwd", "zone_unknown"),
        ("daily 8:00 /etc/localtime", "zone_unknown"),
    ],
)
def test_what_is_no_timetable_is_refused_with_the_remedy(said: str, code: str) -> None:
    with pytest.raises(Rejected) as refused:
        read_timetable(said)
    assert refused.value.code == code


@given(st.text(max_size=40))
def test_any_words_are_read_or_refused(said: str) -> None:
    try:
        timetable = read_timetable(said)
    except Rejected:
        return
    assert read_timetable(timetable_words(timetable)) == timetable


@pytest.mark.parametrize(
    "timetable",
    [
        Timetable(),
        Timetable(hours=1, at=time(8)),
        Timetable(hours=1, weekdays=frozenset({1})),
        Timetable(hours=0.001),
        Timetable(hours=float("nan")),
        Timetable(hours=float("inf")),
        Timetable(at=time(8, 0, 1)),
        Timetable(at=time(8), weekdays=frozenset({7})),
        Timetable(at=time(8), zone=""),
        Timetable(at=time(8), zone="no\0zone"),
    ],
)
def test_a_timetable_that_makes_no_sense_is_refused(timetable: Timetable) -> None:
    with pytest.raises(Rejected):
        checked(timetable)
