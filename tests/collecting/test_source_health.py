"""A source is held against its own history: what falls is told, and what only wobbles is not."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from copilot_core.entities.collection import Aspect, Outcome
from copilot_core.entities.identities import SourceName
from copilot_core.entities.source_run import Alarm, SourceRun
from copilot_core.rules.source_health import alarms_of, count_told
from copilot_core.sentences import Sentence, say
from copilot_core.testing import NOON, make_posting

ACME = SourceName("acme")
HOUR = timedelta(hours=1)


def ran(number: int, found: int = 100, salary: float = 0.6, **changes: object) -> SourceRun:
    told = {**dict.fromkeys(Aspect, found), Aspect.SALARY: round(salary * found)}
    outcome = Outcome.OK if found else Outcome.EMPTY
    given: dict[str, object] = {"outcome": outcome, "whole": True, "search": "s", "found": found, "told": told}
    return SourceRun(source=ACME, at=NOON + number * HOUR, latency=0.1, **(given | changes))  # type: ignore[arg-type]


def kinds(alarms: tuple[Alarm, ...]) -> list[str]:
    return [alarm.kind for alarm in alarms]


def test_a_salary_share_that_falls_to_nothing_is_told_with_the_numbers() -> None:
    (alarm,) = alarms_of([*map(ran, range(10)), ran(10, salary=0)])
    assert (alarm.kind, alarm.since) == ("salary", NOON + 10 * HOUR)
    assert str(alarm.sentence) == "0 % of 100 postings of acme state a salary since 2026-03-02, 60 % were usual"
    assert "üblich waren 60 %" in say(alarm.sentence, "de")


@pytest.mark.parametrize("aspect", list(Aspect))
def test_every_aspect_is_watched(aspect: Aspect) -> None:
    fallen = ran(10, told={**ran(10).told, aspect: 0})
    assert kinds(alarms_of([*map(ran, range(10)), fallen])) == [aspect.value]


def test_a_board_that_gives_nothing_more_is_told_though_it_answered() -> None:
    (alarm,) = alarms_of([*map(ran, range(10)), ran(10, found=0)])
    assert (alarm.kind, alarm.sentence.params["now"], alarm.sentence.params["usual"]) == ("count", 0, 100)


def test_an_alarm_lasts_while_it_is_so_and_ends_when_it_is_over() -> None:
    bad = [ran(number, salary=0) for number in range(10, 40)]
    (alarm,) = alarms_of([*map(ran, range(10)), *bad])
    assert alarm.since == NOON + 10 * HOUR
    assert alarms_of([*map(ran, range(10)), *bad, ran(40)]) == ()


def test_a_fall_that_lasts_two_weeks_is_how_the_source_is_now() -> None:
    later = [ran(number, salary=0) for number in range(10, 10 + 14 * 24 + 2)]
    assert alarms_of([*map(ran, range(10)), *later]) == ()


def test_without_enough_history_or_postings_nothing_is_told() -> None:
    assert alarms_of([*map(ran, range(7)), ran(7, salary=0)]) == ()
    assert alarms_of([*(ran(n, found=4) for n in range(20)), ran(20, found=4, salary=0)]) == ()


def test_runs_of_different_searches_are_not_compared() -> None:
    assert alarms_of([*map(ran, range(10)), ran(10, found=12, salary=0, search="another")]) == ()


def test_a_run_that_was_cut_off_does_not_count_as_few() -> None:
    assert alarms_of([*map(ran, range(10)), ran(10, found=20, whole=False, outcome=Outcome.LIMITED)]) == ()


@pytest.mark.parametrize("outcome", [Outcome.CHANGED, Outcome.BLOCKED, Outcome.UNREACHABLE])
def test_three_failures_in_a_row_are_told_and_a_limit_between_is_no_answer(outcome: Outcome) -> None:
    why = Sentence("board_unreachable", {"board": "Acme", "problem": "HTTP 500"})
    failed = [ran(n, found=0, outcome=outcome, whole=False, reason=why) for n in range(1, 4)]
    limited = ran(9, found=0, outcome=Outcome.LIMITED, whole=False)
    assert alarms_of([ran(0), *failed[:2], limited]) == ()
    (alarm,) = alarms_of([ran(0), *failed, limited])
    assert (alarm.kind, alarm.since, alarm.sentence.params["times"]) == ("failing", failed[0].at, 3)
    assert "HTTP 500" in str(alarm.sentence)
    assert alarms_of([ran(0), *failed, ran(10)]) == ()


def binomial(dice: random.Random, found: int, share: float) -> int:
    return sum(dice.random() < share for _ in range(found))


def steady(dice: random.Random, number: int) -> SourceRun:
    """A board whose every run is drawn anew, as independent as none is."""
    found = round(dice.gauss(60, 8))
    return ran(number, found, told={aspect: binomial(dice, found, 0.6) for aspect in Aspect})


def restless(dice: random.Random, number: int) -> SourceRun:
    """A board whose counts and shares themselves differ from run to run."""
    found = max(1, round(dice.lognormvariate(4, 0.35)))
    return ran(number, found, told={aspect: binomial(dice, found, dice.betavariate(6, 4)) for aspect in Aspect})


def few(dice: random.Random, number: int) -> SourceRun:
    """A small board."""
    found = binomial(dice, 40, 0.4)
    return ran(number, found, told={aspect: binomial(dice, found, 0.9) for aspect in Aspect})


@pytest.mark.slow
@pytest.mark.parametrize("draw", [steady, restless, few])
def test_a_board_that_stays_as_it_is_raises_an_alarm_in_less_than_one_run_of_a_hundred(
    draw: Callable[[random.Random, int], SourceRun],
) -> None:
    dice = random.Random(7)  # noqa: S311 - a simulation
    false = runs = 0
    for _ in range(60):
        history = [draw(dice, number) for number in range(40)]
        for length in range(9, 41):
            false += bool(alarms_of(history[:length]))
            runs += 1
    assert false / runs < 0.01, f"{false} of {runs} runs"


@pytest.mark.slow
@pytest.mark.parametrize("draw", [steady, restless])
def test_a_fall_is_found_at_once_after_a_restless_history_too(
    draw: Callable[[random.Random, int], SourceRun],
) -> None:
    dice = random.Random(11)  # noqa: S311 - a simulation
    found = 0
    for _ in range(100):
        history = [draw(dice, number) for number in range(20)]
        last = draw(dice, 20)
        fallen = ran(20, last.found, told={**last.told, Aspect.SALARY: 0})
        found += "salary" in kinds(alarms_of([*history, fallen]))
    assert found >= (100 if draw is steady else 60), f"{found} of 100 falls were found"


def test_what_a_posting_tells_is_told_by_the_boards_own_fields() -> None:
    bare = make_posting(description="", places=(), posted_at=None)
    full = make_posting(pay_text="60k", work_from=("Europe",), places=())
    assert count_told([bare, full]) == {
        Aspect.SALARY: 1, Aspect.PLACE: 1, Aspect.DATE: 1, Aspect.DESCRIPTION: 1,
    }  # fmt: skip
