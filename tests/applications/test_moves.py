"""Which stage may follow which."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copilot_core.entities.application import Application, Deed, Happening, Stage
from copilot_core.entities.identities import LOCAL_PERSON, ApplicationId, JobId, SightingId
from copilot_core.errors import Rejected
from copilot_core.rules.application_moves import FULL, MOVES, SLIP, allowed_moves, check_move, was_sent
from copilot_core.sentences import say
from copilot_core.testing.makers import NOON

MONTH = timedelta(days=30)


def begun(stage: Stage = Stage.SAVED) -> Application:
    return Application(
        id=ApplicationId("a1"),
        person=LOCAL_PERSON,
        job=JobId("job-1"),
        sighting=SightingId("acme:1"),
        title="Nurse",
        company="Clinic",
        stage=stage,
        created_at=NOON,
        changed_at=NOON,
        timeline=(Happening(at=NOON, what=Deed.MOVED, stage=stage),),
    )


@given(
    first=st.sampled_from(Stage),
    steps=st.lists(st.tuples(st.integers(0, 10), st.integers(0, 3 * 24), st.booleans()), max_size=30),
)
def test_the_timeline_holds_every_move_and_the_stage_is_the_last(
    first: Stage, steps: list[tuple[int, int, bool]]
) -> None:
    one, now, went = begun(first), NOON, [first]
    for choice, hours, noting in steps:
        now += timedelta(hours=hours)
        if noting:
            one = one.noted("so far so good", now)
        allowed = allowed_moves(one, now)
        stage = allowed[choice % len(allowed)]
        check_move(one, stage, now)
        one = one.moved(stage, now)
        went.append(stage)
    assert [move.stage for move in one.moves] == went
    assert one.stage is went[-1]
    assert one.version == len(one.timeline) == 1 + len(steps) + sum(noting for *_, noting in steps)
    assert [line.at for line in one.timeline] == sorted(line.at for line in one.timeline)
    assert one.changed_at == one.timeline[-1].at


@given(first=st.sampled_from(Stage), second=st.sampled_from(Stage), days=st.integers(2, 100))
def test_later_than_a_day_only_the_allowed_moves_are_allowed(first: Stage, second: Stage, days: int) -> None:
    now = NOON + timedelta(days=days)
    if second in MOVES[first]:
        check_move(begun(first), second, now)
    else:
        with pytest.raises(Rejected, match=MOVES[first][0].value):
            check_move(begun(first), second, now)


def test_a_slip_is_undone_within_a_day() -> None:
    slipped = begun().moved(Stage.APPLIED, NOON).moved(Stage.REJECTED, NOON + MONTH)
    assert Stage.APPLIED in allowed_moves(slipped, NOON + MONTH + SLIP)
    assert Stage.APPLIED not in allowed_moves(slipped, NOON + MONTH + SLIP + timedelta(minutes=1))


@pytest.mark.parametrize(
    ("stage", "to", "code"),
    [
        (Stage.SAVED, Stage.SAVED, "move_nowhere"),
        (Stage.SAVED, Stage.OFFER, "move_before_applying"),
        (Stage.INTERVIEWING, Stage.PREPARING, "move_unsends"),
        (Stage.REJECTED, Stage.ACCEPTED, "move_after_end"),
        (Stage.OFFER, Stage.INTERVIEWING, "move_not_allowed"),
    ],
)
def test_a_move_that_is_not_allowed_is_told_why(stage: Stage, to: Stage, code: str) -> None:
    with pytest.raises(Rejected) as refused:
        check_move(begun(stage), to, NOON + MONTH)
    assert refused.value.code == code
    for language in ("en", "de"):
        assert "{" not in say(refused.value.sentence, language)


def test_a_timeline_has_an_end() -> None:
    one = begun()
    for _ in range(FULL - 1):
        one = one.noted("x", NOON)
    with pytest.raises(Rejected, match="full"):
        check_move(one, Stage.APPLIED, NOON)


def test_what_was_withdrawn_before_applying_was_never_sent() -> None:
    assert not was_sent(begun().moved(Stage.WITHDRAWN, NOON))
    assert was_sent(begun().moved(Stage.APPLIED, NOON).moved(Stage.WITHDRAWN, NOON))
