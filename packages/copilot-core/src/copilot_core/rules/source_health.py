"""Is a source what it was? Its newest run held against its own history, robustly: a false alarm is worse than a late one."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from statistics import median
from typing import Final

from attrs import frozen

from copilot_core.entities.collection import Aspect, Outcome
from copilot_core.entities.posting import Posting
from copilot_core.entities.source_run import COUNT, FAILING, Alarm, SourceRun
from copilot_core.sentences import Sentence

WINDOW: Final = 30
"""Runs that make the history."""

FEWEST: Final = 8
"""Runs without which there is no history."""

FEW_POSTINGS: Final = 10
"""A run, or a usual count, below this tells nothing."""

SIGMAS: Final = 4.0
LEAST_FALL: Final = 0.1
"""Of a share: a smaller fall is not worth an alarm."""

DEEPEST_USUAL: Final = 0.5
"""Of the usual count: what stays above it is no alarm."""

SPREAD_OF_MAD: Final = 1.4826
"""From the median distance to the median to a standard deviation."""

NEW_USUAL: Final = timedelta(days=14)
"""A fall that lasts so long is how the source is now."""

IN_A_ROW: Final = 3
FAILURES: Final = frozenset({Outcome.CHANGED, Outcome.BLOCKED, Outcome.UNREACHABLE, Outcome.MISCONFIGURED})
ANSWERS: Final = frozenset({Outcome.OK, Outcome.EMPTY})


@frozen
class Reading:
    """One run's value in a series: a share of `size` postings, or a count."""

    at: datetime
    value: float
    size: int


@frozen
class Fall:
    """A series whose newest value is far below the usual one, since when."""

    since: datetime
    usual: float
    now: Reading


IsFall = Callable[[Sequence[Reading], Reading], bool]
"""Holds a value against the usual ones."""


def count_told(postings: Iterable[Posting]) -> dict[Aspect, int]:
    """Count the postings that tell each aspect in the board's own fields."""
    told: Counter[Aspect] = Counter()
    for posting in postings:
        told[Aspect.SALARY] += posting.pay is not None or bool(posting.pay_text)
        told[Aspect.PLACE] += bool(posting.places or posting.work_from)
        told[Aspect.DATE] += posting.posted_at is not None
        told[Aspect.DESCRIPTION] += bool(posting.description)
    return dict(told)


def alarms_of(runs: Sequence[SourceRun]) -> tuple[Alarm, ...]:
    """Return the alarms of one source's runs, oldest run first: what fails in a row, and what fell."""
    searches = dict.fromkeys(run.search for run in runs)
    fallen = [alarm for search in searches for alarm in _fallen([run for run in runs if run.search == search])]
    return (*_failing(runs), *fallen)


def fall_of(series: Sequence[Reading], is_fall: IsFall) -> Fall | None:
    """Tell whether the newest value is a fall; values that were are no part of the usual, unless it lasts too long."""
    usual: list[Reading] = []
    fallen: list[Reading] = []
    for reading in series:
        if len(usual) >= FEWEST and is_fall(usual[-WINDOW:], reading):
            fallen.append(reading)
            if reading.at - fallen[0].at >= NEW_USUAL and len(fallen) >= FEWEST:
                usual, fallen = fallen, []
        else:
            usual, fallen = [*usual, reading], []
    if not fallen:
        return None
    return Fall(fallen[0].at, median(one.value for one in usual[-WINDOW:]), fallen[-1])


def share_fell(usual: Sequence[Reading], now: Reading) -> bool:
    """Tell whether a share is below all of its history, by more than explain chance and either spread or the lowest."""
    middle, spread = _middle_and_spread(usual)
    lowest = min(one.value for one in usual)
    if now.size < FEW_POSTINGS or now.value >= lowest or middle - now.value < LEAST_FALL:
        return False
    seen = sum(one.size for one in usual)
    below_usual = middle - now.value > SIGMAS * math.hypot(spread, _by_chance(middle, seen, now.size))
    return below_usual or lowest - now.value > SIGMAS * _by_chance(lowest, seen, now.size)


def _by_chance(share: float, seen: int, size: int) -> float:
    """Return the standard deviation of a share of `size` postings; no share that was seen so often is quite 0 or 1."""
    smoothed = (share * seen + 1) / (seen + 2)
    return math.sqrt(smoothed * (1 - smoothed) / size)


def count_fell(usual: Sequence[Reading], now: Reading) -> bool:
    """Tell whether a count is below all of its history and half of the usual, by more than spread and chance explain."""
    middle, spread = _middle_and_spread(usual)
    if middle < FEW_POSTINGS or now.value >= DEEPEST_USUAL * middle:
        return False
    return middle - now.value > SIGMAS * math.hypot(spread, math.sqrt(middle)) and now.value < min(
        one.value for one in usual
    )


def _middle_and_spread(readings: Sequence[Reading]) -> tuple[float, float]:
    middle = median(one.value for one in readings)
    return middle, SPREAD_OF_MAD * median(abs(one.value - middle) for one in readings)


def _failing(runs: Sequence[SourceRun]) -> tuple[Alarm, ...]:
    told = [run for run in runs if run.outcome in FAILURES | ANSWERS]
    streak = list(takewhile(lambda run: run.outcome in FAILURES, reversed(told)))
    if len(streak) < IN_A_ROW:
        return ()
    last, first = streak[0], streak[-1]
    said: dict[str, str | int] = {
        "board": last.source,
        "times": len(streak),
        "since": _day(first.at),
        "outcome": last.outcome.value,
        "problem": str(last.reason or ""),
    }
    return (Alarm(source=last.source, kind=FAILING, since=first.at, sentence=Sentence("source_failing", said)),)


def _fallen(runs: Sequence[SourceRun]) -> Iterator[Alarm]:
    """Yield what fell in the runs of one search."""
    counts = [Reading(run.at, run.found, run.found) for run in runs if run.whole]
    if fall := fall_of(counts, count_fell):
        said = {"usual": round(fall.usual), "now": round(fall.now.value)}
        yield _alarm(runs[-1], COUNT, fall, "source_found_fewer", said)
    for aspect in Aspect:
        shares = [Reading(run.at, run.share(aspect) or 0.0, run.found) for run in runs if run.found >= FEW_POSTINGS]
        if fall := fall_of(shares, share_fell):
            said = {
                "usual": round(100 * fall.usual),
                "now": round(100 * fall.now.value),
                "found": fall.now.size,
            }
            yield _alarm(runs[-1], aspect.value, fall, f"source_{aspect.value}_fell", said)


def _alarm(run: SourceRun, kind: str, fall: Fall, code: str, said: Mapping[str, int]) -> Alarm:
    sentence = Sentence(code, {"board": run.source, "since": _day(fall.since), **said})
    return Alarm(source=run.source, kind=kind, since=fall.since, sentence=sentence, search=run.search)


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
